import type { ReactNode } from "react";
import type { RemotePlaylist } from "../../../common/domain/spotify.ts";
import { countOf } from "../../elements/format.ts";
import { Scroller } from "../../elements/Scroller.tsx";
import { playlistPage } from "./links.ts";
import { OpenInSpotifyMark } from "./OpenInSpotify.tsx";

/** By reason, so that a long list says each reason once. */
export function UnreadableList({
  playlists,
}: {
  readonly playlists: readonly RemotePlaylist[];
}): ReactNode {
  const byReason = Map.groupBy(playlists, ({ reason }) => reason ?? "Spotify does not say why.");
  return (
    <div className="disclosure__body">
      {[...byReason].map(([reason, ones]) => (
        <section key={reason} className="unreadable">
          <p className="soft">{reason}</p>
          <Scroller label={reason} className="unreadable__list">
            <ul>
              {ones.map(({ id, name, owner, count }) => (
                <li key={id} className="unreadable__row">
                  <span className="cut" title={name}>
                    {name}
                  </span>
                  <span className="soft cut">
                    {[
                      owner === null ? null : `by ${owner}`,
                      count === null ? null : countOf(count, "item"),
                    ]
                      .filter((part) => part !== null)
                      .join(" · ")}
                  </span>
                  <OpenInSpotifyMark href={playlistPage(id)} of={name} />
                </li>
              ))}
            </ul>
          </Scroller>
        </section>
      ))}
    </div>
  );
}
