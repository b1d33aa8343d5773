import type { Ports } from "../../ports.ts";
import type { SpotifyDeps } from "../deps.ts";

/** What mood playlists need of the rest. */
export type PlaylistDeps = Pick<SpotifyDeps, "library" | "jobs" | "events" | "api" | "account"> & {
  readonly ports: Pick<Ports, "settings">;
};
