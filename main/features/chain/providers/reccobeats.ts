import { z } from "zod";
import type { FeatureName } from "../../../../common/domain/features.ts";
import type { AskedTrack, FeatureProvider, Found } from "../provider.ts";
import { changedShape, requestJson } from "../request.ts";
import { nothingFamiliar, UNSAID, usableFeatures } from "../values.ts";

const number = z.number().nullish();
const valuesSchema = z.object({
  href: z.string().nullish(),
  acousticness: number,
  danceability: number,
  energy: number,
  instrumentalness: number,
  liveness: number,
  loudness: number,
  speechiness: number,
  valence: number,
  tempo: number,
  key: number,
  mode: number,
});
const answerSchema = z.object({ content: z.array(valuesSchema) });
type Values = z.infer<typeof valuesSchema>;

const GIVES: readonly FeatureName[] = [
  "danceability",
  "energy",
  "loudness",
  "speechiness",
  "acousticness",
  "instrumentalness",
  "liveness",
  "valence",
  "tempo",
  "key",
  "mode",
];

/**
 * ReccoBeats: no key, at most 40 ids a request, its limit unpublished. It leaves out what it does not know, and answers
 * in any order: tracks are told by the Spotify id at the end of `href`.
 */
export function reccobeats(address: string): FeatureProvider {
  return {
    id: "reccobeats",
    name: "ReccoBeats",
    gives: GIVES,
    needs: "spotifyId",
    batch: 40,
    parallel: 2,
    pauseMs: 250,
    async ask(tracks, asking) {
      const ids = tracks.map(({ spotifyId }) => spotifyId).join(",");
      const url = `${address}/v1/audio-features?${new URLSearchParams({ ids }).toString()}`;
      const answer = await requestJson("ReccoBeats", url, answerSchema, asking);
      return byTrack(tracks, answer?.content ?? []);
    },
  };
}

function byTrack(tracks: readonly AskedTrack[], content: readonly Values[]): Map<number, Found> {
  const known = new Map(content.map((values) => [lastPart(values.href ?? ""), values]));
  const found = new Map(
    tracks.flatMap(({ id, spotifyId }) => {
      const told = known.get(spotifyId ?? "");
      return told ? [[id, { features: usableFeatures(told), confidence: UNSAID }] as const] : [];
    }),
  );
  // It answers, but about none of the tracks that were asked about, or without any of its fields.
  if (content.length > 0 && found.size === 0) throw changedShape("ReccoBeats", "content.href");
  if (nothingFamiliar(content, GIVES)) throw changedShape("ReccoBeats", "content");
  return found;
}

function lastPart(address: string): string {
  return address.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
}
