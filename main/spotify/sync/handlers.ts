import { AppError } from "../../../common/errors.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import type { SpotifyDeps } from "../deps.ts";

export function syncHandlers(
  _deps: SpotifyDeps,
): Pick<
  Handlers,
  | "spotify.playlists"
  | "spotify.choose"
  | "spotify.estimate"
  | "spotify.sync"
  | "spotify.disconnect"
> {
  const none = () => {
    throw new AppError("unavailable", "Spotify is not connected in this version.");
  };
  return {
    "spotify.playlists": none,
    "spotify.choose": none,
    "spotify.estimate": none,
    "spotify.sync": none,
    "spotify.disconnect": none,
  };
}
