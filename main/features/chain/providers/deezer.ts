import { z } from "zod";
import { ProviderFailure, type FeatureProvider } from "../provider.ts";
import { requestJson } from "../request.ts";
import { UNSAID, usableFeatures } from "../values.ts";

const answerSchema = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string().optional() }) }),
  z.object({ id: z.number(), bpm: z.number().nullish() }),
]);

/** Codes of errors that come with the status 200. */
const QUOTA = 4;
const BUSY = 700;
const NO_DATA = 800;

/** Deezer, for private use: BPM alone. 50 requests in 5 seconds; 0 BPM means that it does not know. */
export function deezer(address: string): FeatureProvider {
  return {
    id: "deezer",
    name: "Deezer",
    gives: ["tempo"],
    needs: "isrc",
    batch: 1,
    parallel: 1,
    pauseMs: 125,
    async ask(tracks, signal) {
      const [track] = tracks;
      if (!track) return new Map();
      const url = `${address}/track/isrc:${encodeURIComponent(track.isrc ?? "")}`;
      const answer = await requestJson("Deezer", url, answerSchema, signal);
      if (answer === null) return new Map();
      if ("error" in answer) {
        const { code } = answer.error;
        if (code === NO_DATA) return new Map();
        if (code === QUOTA || code === BUSY)
          throw new ProviderFailure("busy", "Deezer asks us to wait.", { retryAfterMs: 5000 });
        throw new ProviderFailure("refused", `Deezer refuses our request (${code}).`);
      }
      // Its unit is BPM, and 0 says "not known", which is no usable tempo.
      const features = usableFeatures({ tempo: answer.bpm });
      return features.tempo === undefined
        ? new Map()
        : new Map([[track.id, { features, confidence: UNSAID }]]);
    },
  };
}
