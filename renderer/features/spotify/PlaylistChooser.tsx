import { useMemo, useState, type ReactNode } from "react";
import { ListMusic, RefreshCw } from "lucide-react";
import type { RemotePlaylist } from "../../../common/domain/spotify.ts";
import { LIKED } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { TextInput } from "../../elements/Field.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { PlaylistRows } from "./PlaylistRows.tsx";
import { useChoose, useListAnew, useRemotePlaylists } from "./queries.ts";
import { UnreadableList } from "./UnreadableList.tsx";
import "./PlaylistChooser.css";

/** Above that a list is long enough to look for a name in it. */
const WORTH_FILTERING = 12;

/** The user's playlists on Spotify, and which of them a sync brings in. */
export function PlaylistChooser({ me }: { readonly me: string | null }): ReactNode {
  const { playlists, error } = useRemotePlaylists();
  const list = useListAnew();
  return (
    <section className="card playlist-chooser" aria-labelledby="chooser">
      <header className="playlist-chooser__head">
        <div>
          <h2 id="chooser">Your playlists on Spotify</h2>
          {playlists && playlists.length > 0 ? <Chosen playlists={playlists} /> : null}
        </div>
        <Button icon={RefreshCw} disabled={list.isPending} onClick={() => list.mutate()}>
          {list.isPending ? "Asking…" : "List anew"}
        </Button>
      </header>
      {list.error ? <Notice tone="warning">{list.error.message}</Notice> : null}
      {error ? <Notice tone="error">{error.message}</Notice> : null}
      {playlists?.length === 0 ? (
        <EmptyState icon={ListMusic} title="Not listed yet">
          Press “List anew”: it takes one request for each 50 playlists.
        </EmptyState>
      ) : null}
      {playlists && playlists.length > 0 ? <Lists playlists={playlists} me={me} /> : null}
    </section>
  );
}

function Chosen({ playlists }: { readonly playlists: readonly RemotePlaylist[] }): ReactNode {
  const readable = playlists.filter((one) => one.readable);
  const chosen = readable.filter((one) => one.chosen).length;
  return (
    <p className="soft" aria-live="polite">
      {formatCount(chosen)} of {formatCount(readable.length)} chosen
    </p>
  );
}

function Lists({
  playlists,
  me,
}: {
  readonly playlists: readonly RemotePlaylist[];
  readonly me: string | null;
}): ReactNode {
  const [words, setWords] = useState("");
  const choose = useChoose();
  const readable = useMemo(() => likedFirst(playlists.filter((one) => one.readable)), [playlists]);
  const unreadable = useMemo(() => playlists.filter((one) => !one.readable), [playlists]);
  const shown = useMemo(() => matching(readable, words), [readable, words]);
  const chooseShown = (chosen: boolean) =>
    choose({ ids: shown.filter((one) => one.chosen !== chosen).map((one) => one.id), chosen });
  const isNarrowed = shown.length < readable.length;
  return (
    <>
      <div className="playlist-chooser__tools">
        {readable.length > WORTH_FILTERING ? (
          <TextInput
            type="search"
            className="playlist-chooser__search"
            aria-label="Find a playlist"
            placeholder="Find a playlist"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        ) : null}
        <Button disabled={shown.every((one) => one.chosen)} onClick={() => chooseShown(true)}>
          {isNarrowed ? `Choose these ${formatCount(shown.length)}` : "Choose all"}
        </Button>
        <Button disabled={shown.every((one) => !one.chosen)} onClick={() => chooseShown(false)}>
          {isNarrowed ? `Leave these ${formatCount(shown.length)} out` : "Choose none"}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="soft">
          {readable.length === 0
            ? "None of your playlists can be read."
            : `No playlist is called anything like “${words.trim()}”.`}
        </p>
      ) : (
        <PlaylistRows playlists={shown} me={me} choose={choose} />
      )}
      {unreadable.length > 0 ? (
        <details className="disclosure">
          <summary>
            {countOf(unreadable.length, "playlist")} that Spotify does not let you read
          </summary>
          <UnreadableList playlists={unreadable} />
        </details>
      ) : null}
    </>
  );
}

function likedFirst(playlists: readonly RemotePlaylist[]): readonly RemotePlaylist[] {
  return [
    ...playlists.filter(({ id }) => id === LIKED),
    ...playlists.filter(({ id }) => id !== LIKED),
  ];
}

function matching(playlists: readonly RemotePlaylist[], words: string): readonly RemotePlaylist[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === "") return playlists;
  return playlists.filter(({ name, owner }) =>
    `${name} ${owner ?? ""}`.toLocaleLowerCase().includes(wanted),
  );
}
