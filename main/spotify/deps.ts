import type { Library } from "../library/library.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Ports } from "../ports.ts";
import type { Events } from "../rpc/events.ts";
import type { RemoteProfile, SpotifyApi } from "./api.ts";

/** What the parts of the Spotify folder share. */
export type SpotifyDeps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly ports: Ports;
  /** Guesses anew, soon: labels or tracks have changed. */
  readonly retrain: () => void;
  readonly api: SpotifyApi;
  /** Who signed in, without a request; null = nobody. */
  readonly account: () => Promise<RemoteProfile | null>;
  /** Forgets tokens and secrets, and the client ID too where asked. Spotify is not told: it has no call for it. */
  readonly signOut: (options: { readonly forgetClient: boolean }) => Promise<void>;
};
