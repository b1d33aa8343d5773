import { AppError } from "../../../common/errors.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import type { SpotifyDeps } from "../deps.ts";

export function moodPlaylistHandlers(
  _deps: SpotifyDeps,
): Pick<
  Handlers,
  | "moodPlaylists.list"
  | "moodPlaylists.update"
  | "moodPlaylists.plan"
  | "moodPlaylists.apply"
  | "moodPlaylists.receipts"
  | "moodPlaylists.undo"
> {
  const none = () => {
    throw new AppError("unavailable", "Spotify is not connected in this version.");
  };
  return {
    "moodPlaylists.list": none,
    "moodPlaylists.update": none,
    "moodPlaylists.plan": none,
    "moodPlaylists.apply": none,
    "moodPlaylists.receipts": none,
    "moodPlaylists.undo": none,
  };
}
