import { useRef, useState, type ReactNode } from "react";
import { Heart } from "lucide-react";
import type { RemotePlaylist } from "../../../common/domain/spotify.ts";
import { LIKED } from "../../../common/domain/spotify.ts";
import { formatMoment, countOf } from "../../elements/format.ts";
import { playlistPage } from "./links.ts";
import { OpenInSpotifyMark } from "./OpenInSpotify.tsx";
import { useRowsInSight } from "./rows-in-sight.ts";

/** rem; what a row's style says too. */
const ROW_HEIGHT = 2.75;
/** Shorter lists are drawn whole, and scroll with the screen. */
const WHOLE = 100;

type Choose = (change: { readonly ids: readonly string[]; readonly chosen: boolean }) => void;
type Properties = {
  readonly playlists: readonly RemotePlaylist[];
  /** The user's own name: said of nobody's list but others'. */
  readonly me: string | null;
  readonly choose: Choose;
};

/** The playlists to choose from; of a long list only the rows in sight are drawn. */
export function PlaylistRows({ playlists, me, choose }: Properties): ReactNode {
  if (playlists.length > WHOLE) return <LongList playlists={playlists} me={me} choose={choose} />;
  return (
    <ul className="playlist-rows">
      {playlists.map((playlist) => (
        <li key={playlist.id} className="playlist-row">
          <Row playlist={playlist} me={me} choose={choose} />
        </li>
      ))}
    </ul>
  );
}

function LongList({ playlists, me, choose }: Properties): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [rem] = useState(() =>
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
  const rowHeight = ROW_HEIGHT * rem;
  const { first, last } = useRowsInSight(scroller, playlists.length, rowHeight);
  return (
    <div ref={scroller} className="playlist-rows__scroll" role="region" aria-label="Playlists">
      <ul
        className="playlist-rows playlist-rows--long"
        style={{ height: playlists.length * rowHeight }}
      >
        {playlists.slice(first, last + 1).map((playlist, offset) => (
          <li
            key={playlist.id}
            className="playlist-row"
            aria-setsize={playlists.length}
            aria-posinset={first + offset + 1}
            style={{ top: (first + offset) * rowHeight }}
          >
            <Row playlist={playlist} me={me} choose={choose} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({
  playlist,
  me,
  choose,
}: {
  readonly playlist: RemotePlaylist;
  readonly me: string | null;
  readonly choose: Choose;
}): ReactNode {
  const { id, name, owner, count, chosen, ours } = playlist;
  const by = ours ? "written by Undertone" : owner === null || owner === me ? null : `by ${owner}`;
  return (
    <>
      <label className="playlist-row__name">
        <input
          type="checkbox"
          checked={chosen}
          onChange={(event) => choose({ ids: [id], chosen: event.target.checked })}
        />
        {id === LIKED ? <Heart size={16} aria-hidden className="playlist-row__heart" /> : null}
        <span className="cut" title={name}>
          {name}
        </span>
        {by === null ? null : <span className="playlist-row__by cut">{by}</span>}
      </label>
      <span className="soft numbers">{count === null ? "" : countOf(count, "item")}</span>
      <span className={`playlist-row__state ${playlist.changed ? "" : "soft"}`}>
        {stateWords(playlist)}
      </span>
      <OpenInSpotifyMark href={playlistPage(id)} of={name} />
    </>
  );
}

function stateWords({ syncedAt, changed }: RemotePlaylist): string {
  if (syncedAt === null) return "Not synced yet";
  return changed ? "Changed on Spotify" : `Synced ${formatMoment(syncedAt)}`;
}
