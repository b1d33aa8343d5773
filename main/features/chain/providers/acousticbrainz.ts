import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { parseKey } from "../../../../common/domain/key.ts";
import type { ProviderAddresses } from "../addresses.ts";
import type { AskedTrack, FeatureProvider, Found } from "../provider.ts";
import { requestJson } from "../request.ts";
import { usableFeatures } from "../values.ts";

const recordingsSchema = z.object({
  recordings: z.array(z.object({ id: z.string() })),
});

/** By recording, then by submission ("0" is the first). */
const lowSchema = z.record(
  z.string(),
  z
    .record(
      z.string(),
      z
        .object({
          rhythm: z.object({ bpm: z.number().nullish() }).nullish(),
          tonal: z
            .object({
              key_key: z.string().nullish(),
              key_scale: z.string().nullish(),
              key_strength: z.number().nullish(),
            })
            .nullish(),
        })
        .catch({}),
    )
    .catch({}),
);
const verdict = z
  .object({ all: z.record(z.string(), z.number()) })
  .nullish()
  .catch(null);
const highSchema = z.record(
  z.string(),
  z
    .record(
      z.string(),
      z
        .object({
          highlevel: z
            .object({ danceability: verdict, mood_acoustic: verdict, voice_instrumental: verdict })
            .nullish(),
        })
        .catch({}),
    )
    .catch({}),
);
type Low = z.infer<typeof lowSchema>;
type High = z.infer<typeof highSchema>;

/** MusicBrainz lets everybody ask once a second. */
const MUSICBRAINZ_PAUSE_MS = 1050;

/**
 * AcousticBrainz (CC0; nothing after 2022): tempo and key by Essentia, danceability and the like as probabilities of its
 * classifiers. It knows MusicBrainz' ids, which MusicBrainz tells for an ISRC, one a second.
 */
export function acousticbrainz(
  addresses: Pick<ProviderAddresses, "musicbrainz" | "acousticbrainz">,
  pauseMs = MUSICBRAINZ_PAUSE_MS,
): FeatureProvider {
  return {
    id: "acousticbrainz",
    name: "AcousticBrainz",
    gives: ["danceability", "acousticness", "instrumentalness", "tempo", "key", "mode"],
    needs: "isrc",
    batch: 25,
    parallel: 1,
    pauseMs,
    async ask(tracks, signal) {
      const recordings = new Map<number, string>();
      for (const [index, track] of tracks.entries()) {
        if (index > 0) await wait(pauseMs, undefined, { signal }).catch(() => undefined);
        signal.throwIfAborted();
        const recording = await recordingOf(addresses.musicbrainz, track, signal);
        if (recording !== null) recordings.set(track.id, recording);
      }
      if (recordings.size === 0) return new Map();
      const ids = [...new Set(recordings.values())].join(";");
      const url = (level: string) =>
        `${addresses.acousticbrainz}/api/v1/${level}-level?recording_ids=${encodeURIComponent(ids)}`;
      const low = await requestJson("AcousticBrainz", url("low"), lowSchema, signal);
      const high = await requestJson("AcousticBrainz", url("high"), highSchema, signal);
      return new Map(
        [...recordings].flatMap(([id, recording]) => {
          const found = read(recording, low ?? {}, high ?? {});
          return found ? [[id, found] as const] : [];
        }),
      );
    },
  };
}

async function recordingOf(
  address: string,
  { isrc }: AskedTrack,
  signal: AbortSignal,
): Promise<string | null> {
  const url = `${address}/ws/2/isrc/${encodeURIComponent(isrc ?? "")}?fmt=json`;
  const answer = await requestJson("MusicBrainz", url, recordingsSchema, signal);
  return answer?.recordings[0]?.id ?? null;
}

function read(recording: string, low: Low, high: High): Found | null {
  const heard = low[recording]?.["0"];
  const judged = high[recording]?.["0"]?.highlevel;
  const key =
    heard?.tonal?.key_key == null
      ? null
      : parseKey(`${heard.tonal.key_key} ${heard.tonal.key_scale ?? ""}`.trim());
  const features = usableFeatures({
    tempo: heard?.rhythm?.bpm,
    key: key?.key,
    mode: key?.mode,
    danceability: judged?.danceability?.all["danceable"],
    acousticness: judged?.mood_acoustic?.all["acoustic"],
    instrumentalness: judged?.voice_instrumental?.all["instrumental"],
  });
  if (Object.keys(features).length === 0) return null;
  return { features, confidence: { tempo: null, key: probability(heard?.tonal?.key_strength) } };
}

function probability(told: number | null | undefined): number | null {
  return told != null && told >= 0 && told <= 1 ? told : null;
}
