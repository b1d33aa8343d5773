import type { Provider } from "../../../common/domain/coverage.ts";
import type { FeatureName, FeatureSet } from "../../../common/domain/features.ts";
import type { Confidence } from "../../library/features.ts";

/** What a service is told of a track. */
export type AskedTrack = {
  readonly id: number;
  /** Spotify's id, from the track's URI. */
  readonly spotifyId: string | null;
  readonly isrc: string | null;
};

export type Found = {
  readonly features: Partial<FeatureSet>;
  readonly confidence: Confidence;
};

/** A service that knows features of tracks: what it gives, how many it takes at a time, and how to ask it. */
export type FeatureProvider = {
  readonly id: Provider;
  readonly name: string;
  /** The fields that it may tell: a track that has all of them need not be asked about. */
  readonly gives: readonly FeatureName[];
  readonly needs: "spotifyId" | "isrc";
  /** Tracks a request. */
  readonly batch: number;
  /** Requests at the same time. */
  readonly parallel: number;
  /** From the start of a request to that of the next. */
  readonly pauseMs: number;
  /**
   * What it knows of these tracks (at most `batch`), by the track's id; who is not in the answer is not known to it.
   * Throws {@link ProviderFailure}, and the signal's reason on abort.
   */
  readonly ask: (
    tracks: readonly AskedTrack[],
    asking: Asking,
  ) => Promise<ReadonlyMap<number, Found>>;
};

export type Asking = {
  readonly signal: AbortSignal;
  /** To be waited for before every request: it keeps them apart, and counts them. */
  readonly turn: () => Promise<void>;
};

/**
 * Thrown by a provider that got no use out of a service. `busy`: it asks us to wait. `down`: it cannot be reached or
 * fails. `changed`: it answers in a shape that we do not know, which is another thing than knowing nothing. `refused`:
 * it does not let us.
 */
export class ProviderFailure extends Error {
  readonly kind: "busy" | "down" | "changed" | "refused";
  readonly retryAfterMs: number | null;

  constructor(
    kind: ProviderFailure["kind"],
    message: string,
    options: { readonly retryAfterMs?: number | null; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ProviderFailure";
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
