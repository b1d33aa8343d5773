import type { ReactNode } from "react";
import { showScreen } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { SpotifyMark } from "./SpotifyMark.tsx";
import "./SpotifyDoor.css";

/** The third door into an empty library. */
export function SpotifyDoor(): ReactNode {
  return (
    <div className="spotify-door">
      <SpotifyMark look="tile" />
      <p>
        Sync your playlists and Liked Songs. Spotify asks for Premium and five minutes of set-up.
      </p>
      <Button onClick={() => showScreen("spotify")}>Set it up</Button>
    </div>
  );
}
