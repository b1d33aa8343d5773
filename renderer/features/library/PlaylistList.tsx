import type { ReactNode } from "react";
import { ListMusic } from "lucide-react";
import { showTracks, useViewPart } from "../../app/view.ts";
import { formatCount } from "../../elements/format.ts";
import { usePlaylists } from "./queries.ts";

/** The playlists in the side bar; one click shows a playlist's tracks, another one all tracks again. */
export function PlaylistList(): ReactNode {
  const playlists = usePlaylists();
  const shown = useViewPart(({ screen, query }) =>
    screen === "library" ? query.playlist : undefined,
  );
  if (playlists.length === 0) return null;
  return (
    <nav aria-label="Playlists">
      <h2 className="sidebar__heading">Playlists</h2>
      <ul>
        {playlists.map(({ id, name, count }) => {
          const isShown = shown === id;
          return (
            <li key={id}>
              <button
                type="button"
                className="sidebar__item"
                aria-current={isShown ? "true" : undefined}
                onClick={() => showTracks(isShown ? {} : { playlist: id })}
              >
                <ListMusic size={16} aria-hidden />
                <span className="cut" title={name}>
                  {name}
                </span>
                <span className="sidebar__count">{formatCount(count)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
