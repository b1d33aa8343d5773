import type { ReactNode } from "react";
import type { MoodProposal } from "../../../common/domain/discovery.ts";
import { PlayButton } from "../player/PlayButton.tsx";
import { useTracks } from "./queries.ts";

/** A few songs of a group, playable where there is sound of them here. */
export function ExampleSongs({ songs }: { readonly songs: MoodProposal["examples"] }): ReactNode {
  const tracks = useTracks(songs.map(({ id }) => id));
  return (
    <ul className="example-songs" aria-label="Examples">
      {songs.map(({ id, title, artists }) => {
        const track = tracks.find((one) => one.id === id);
        return (
          <li key={id}>
            <span className="cut">
              {title} <span className="soft">{artists.join(", ")}</span>
            </span>
            {track?.hasAudio ? <PlayButton track={track} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
