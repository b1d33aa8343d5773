import { z } from "zod";
import { parseKey } from "../../../../common/domain/key.ts";
import type { ProviderAddresses } from "../addresses.ts";
import type { AskedTrack, Asking, FeatureProvider, Found } from "../provider.ts";
import { changedShape, requestJson } from "../request.ts";
import { nothingFamiliar, usableFeatures } from "../values.ts";

const recordingsSchema = z.object({ recordings: z.array(z.object({ id: z.string() })) });
/** What MusicBrainz says of an ISRC that it does not know. */
const notFoundSchema = z.object({ error: z.string() });

/** By recording, then by submission ("0" is the first); other entries (`mbid_mapping`) are no recordings. */
const answerSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const number = z.number().nullish().catch(null);
const text = z.string().nullish().catch(null);
const rhythmSchema = z.object({ bpm: number });
const tonalSchema = z.object({ key_key: text, key_scale: text, key_strength: number });
const lowSchema = z.object({
  rhythm: rhythmSchema.nullish().catch(null),
  tonal: tonalSchema.nullish().catch(null),
});
const verdict = z
  .object({ all: z.record(z.string(), z.number()) })
  .nullish()
  .catch(null);
const highSchema = z.object({
  highlevel: z
    .object({ danceability: verdict, mood_acoustic: verdict, voice_instrumental: verdict })
    .nullish()
    .catch(null),
});

/**
 * AcousticBrainz (CC0; nothing after 2022): tempo and key by Essentia, danceability and the like as probabilities of its
 * classifiers. It knows MusicBrainz' ids, which MusicBrainz tells for an ISRC, one a second at the most.
 */
export function acousticbrainz(
  addresses: Pick<ProviderAddresses, "musicbrainz" | "acousticbrainz">,
): FeatureProvider {
  // What MusicBrainz told of a batch: where AcousticBrainz fails, or the fetch is stopped, it is not asked again.
  let told = new Map<string, string | null>();
  return {
    id: "acousticbrainz",
    name: "AcousticBrainz",
    gives: ["danceability", "acousticness", "instrumentalness", "tempo", "key", "mode"],
    needs: "isrc",
    batch: 25,
    parallel: 1,
    pauseMs: 1050,
    async ask(tracks, asking) {
      const recordings = new Map<number, string>();
      for (const track of tracks) {
        const recording = await recordingOf(addresses.musicbrainz, track, told, asking);
        if (recording !== null) recordings.set(track.id, recording);
      }
      const found = await featuresOf(addresses.acousticbrainz, recordings, asking);
      told = new Map();
      return found;
    },
  };
}

async function recordingOf(
  address: string,
  { isrc }: AskedTrack,
  told: Map<string, string | null>,
  asking: Asking,
): Promise<string | null> {
  if (isrc === null) return null;
  const known = told.get(isrc);
  if (known !== undefined) return known;
  const url = `${address}/ws/2/isrc/${encodeURIComponent(isrc)}?fmt=json`;
  const answer = await requestJson("MusicBrainz", url, recordingsSchema, asking, notFoundSchema);
  const recording = answer?.recordings[0]?.id ?? null;
  told.set(isrc, recording);
  return recording;
}

async function featuresOf(
  address: string,
  recordings: ReadonlyMap<number, string>,
  asking: Asking,
): Promise<Map<number, Found>> {
  if (recordings.size === 0) return new Map();
  const ids = encodeURIComponent([...new Set(recordings.values())].join(";"));
  const ask = async (level: "low" | "high", fields: readonly string[]) => {
    const url = `${address}/api/v1/${level}-level?recording_ids=${ids}`;
    const answer = (await requestJson("AcousticBrainz", url, answerSchema, asking)) ?? {};
    const first = new Map(
      [...recordings.values()].flatMap((recording) => {
        const told = answer[recording]?.["0"];
        return typeof told === "object" && told !== null ? [[recording, told] as const] : [];
      }),
    );
    const others = Object.keys(answer).filter((key) => key !== "mbid_mapping");
    if ((first.size === 0 && others.length > 0) || nothingFamiliar([...first.values()], fields))
      throw changedShape("AcousticBrainz", `${level}-level`);
    return first;
  };
  const low = await ask("low", ["rhythm", "tonal"]);
  const high = await ask("high", ["highlevel"]);
  return new Map(
    [...recordings].map(([id, recording]) => [id, read(low.get(recording), high.get(recording))]),
  );
}

function read(low: unknown, high: unknown): Found {
  const { rhythm, tonal } = lowSchema.catch({}).parse(low);
  const { highlevel } = highSchema.catch({}).parse(high);
  const key =
    tonal?.key_key == null ? null : parseKey(`${tonal.key_key} ${tonal.key_scale ?? ""}`.trim());
  return {
    features: usableFeatures({
      tempo: rhythm?.bpm,
      key: key?.key,
      mode: key?.mode,
      danceability: highlevel?.danceability?.all["danceable"],
      acousticness: highlevel?.mood_acoustic?.all["acoustic"],
      instrumentalness: highlevel?.voice_instrumental?.all["instrumental"],
    }),
    confidence: { tempo: null, key: key ? probability(tonal?.key_strength) : null },
  };
}

function probability(told: number | null | undefined): number | null {
  return told != null && told >= 0 && told <= 1 ? told : null;
}
