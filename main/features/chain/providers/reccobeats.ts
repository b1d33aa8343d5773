import { z } from "zod";
import type { AskedTrack, FeatureProvider, Found } from "../provider.ts";
import { requestJson } from "../request.ts";
import { UNSAID, usableFeatures } from "../values.ts";

const number = z.number().nullish();
const answerSchema = z.object({
  content: z.array(
    z.object({
      href: z.string(),
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
    }),
  ),
});

/**
 * ReccoBeats: no key, at most 40 ids a request, its limit unpublished. It leaves out what it does not know, and answers
 * in any order: tracks are told by the Spotify id at the end of `href`.
 */
export function reccobeats(address: string): FeatureProvider {
  return {
    id: "reccobeats",
    name: "ReccoBeats",
    gives: [
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
    ],
    needs: "spotifyId",
    batch: 40,
    parallel: 2,
    pauseMs: 250,
    async ask(tracks, signal) {
      const ids = tracks.map(({ spotifyId }) => spotifyId).join(",");
      const url = `${address}/v1/audio-features?${new URLSearchParams({ ids }).toString()}`;
      const answer = await requestJson("ReccoBeats", url, answerSchema, signal);
      return byTrack(tracks, answer?.content ?? []);
    },
  };
}

function byTrack(
  tracks: readonly AskedTrack[],
  content: z.infer<typeof answerSchema>["content"],
): Map<number, Found> {
  const known = new Map(content.map((values) => [lastPart(values.href), values]));
  return new Map(
    tracks.flatMap(({ id, spotifyId }) => {
      const values = known.get(spotifyId ?? "");
      if (!values) return [];
      const { href: _, ...told } = values;
      return [[id, { features: usableFeatures(told), confidence: UNSAID }] as const];
    }),
  );
}

function lastPart(address: string): string {
  return address.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
}
