import { AppError } from "../../../../common/errors.ts";
import type { SpotifyFeatures } from "../../../spotify/api.ts";
import { ProviderFailure, type FeatureProvider } from "../provider.ts";
import { UNSAID, usableFeatures } from "../values.ts";

type Asks = (ids: readonly string[], signal: AbortSignal) => Promise<readonly SpotifyFeatures[]>;

/**
 * Spotify's own audio features, which it gives to apps from before 27 November 2024 alone. Off unless the user says that
 * theirs is such a one; and no model learns from them unless the user says so, too.
 */
export function spotify(audioFeatures: Asks): FeatureProvider {
  return {
    id: "spotify",
    name: "Spotify",
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
      "timeSignature",
    ],
    needs: "spotifyId",
    batch: 100,
    parallel: 1,
    pauseMs: 0,
    async ask(tracks, { signal, turn }) {
      await turn();
      const told = await audioFeatures(
        tracks.flatMap(({ spotifyId }) => (spotifyId === null ? [] : [spotifyId])),
        signal,
      ).catch((error: unknown) => explain(error, signal));
      const known = new Map(told.map((values) => [values.id, values]));
      return new Map(
        tracks.flatMap(({ id, spotifyId }) => {
          const values = known.get(spotifyId ?? "");
          if (!values) return [];
          const { id: _, ...features } = values;
          return [[id, { features: usableFeatures(features), confidence: UNSAID }] as const];
        }),
      );
    },
  };
}

function explain(error: unknown, signal: AbortSignal): never {
  signal.throwIfAborted();
  if (!(error instanceof AppError)) throw error;
  const kind = error.code === "offline" ? "down" : "refused";
  throw new ProviderFailure(kind, error.message, { cause: error });
}
