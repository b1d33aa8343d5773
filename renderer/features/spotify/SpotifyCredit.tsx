import type { ReactNode } from "react";
import type { Playlist } from "../../../common/domain/track.ts";
import { SpotifyMark } from "./SpotifyMark.tsx";
import "./SpotifyCredit.css";

/** Whose words a list shows, where some of them are Spotify's: its terms ask for the mark and a way back. */
export function SpotifyCredit({
  playlists,
}: {
  readonly playlists: readonly Playlist[];
}): ReactNode {
  if (!playlists.some(({ source }) => source === "spotify")) return null;
  return (
    <p className="spotify-credit soft">
      <SpotifyMark />
      <span>
        Titles and playlists from{" "}
        <a href="https://open.spotify.com/" target="_blank" rel="noreferrer">
          Spotify
        </a>
      </span>
    </p>
  );
}
