import type { Library } from "../library/library.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Ports } from "../ports.ts";
import type { Events } from "../rpc/events.ts";
import type { SpotifyApi } from "./api.ts";

/** What the parts of the Spotify folder share. */
export type SpotifyDeps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly ports: Ports;
  /** Guesses anew, soon: labels or tracks have changed. */
  readonly retrain: () => void;
  readonly api: SpotifyApi;
};
