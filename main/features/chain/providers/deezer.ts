import { z } from "zod";
import { ProviderFailure, type FeatureProvider } from "../provider.ts";
import { requestJson } from "../request.ts";
import { UNSAID, usableFeatures } from "../values.ts";

const answerSchema = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string().optional() }) }),
  z.object({ id: z.union([z.number(), z.string()]), bpm: z.number().nullable() }),
]);

/** Codes of errors that come with the status 200. */
const QUOTA = 4;
const BUSY = 700;
/** No data, or an ISRC that it does not take for one: it knows nothing of this track. */
const UNKNOWN: ReadonlySet<number> = new Set([500, 501, 600, 800]);

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
    async ask(tracks, asking) {
      const [track] = tracks;
      if (!track) return new Map();
      const url = `${address}/track/isrc:${encodeURIComponent(track.isrc ?? "")}`;
      const answer = await requestJson("Deezer", url, answerSchema, asking);
      if (answer === null) return new Map();
      if ("error" in answer) {
        const { code } = answer.error;
        if (UNKNOWN.has(code)) return new Map();
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
