import { useState, type ReactNode } from "react";
import { GitCompareArrows, ListMusic, Sprout } from "lucide-react";
import type { MoodPlaylist } from "../../../common/domain/mood-playlist.ts";
import type { Connection } from "../../../common/domain/spotify.ts";
import { openOverlay, showScreen } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { sentenceOf } from "../moods/errors.ts";
import { useConnection } from "../spotify/queries.ts";
import { useScreenCommands } from "./commands.ts";
import { PlaylistCard } from "./PlaylistCard.tsx";
import { useMoodPlaylists } from "./queries.ts";
import { Receipts } from "./Receipts.tsx";
import { StoppedNotice } from "./StoppedNotice.tsx";
import { lookAtChanges } from "./writing.ts";
import "./PlaylistsScreen.css";

/** The moods' playlists on Spotify: which there are, what goes into them, and what was written. */
export function PlaylistsScreen(): ReactNode {
  const { connection, error: notKnown } = useConnection();
  const { playlists, error } = useMoodPlaylists();
  useScreenCommands();
  const isConnected = connection?.state === "signed_in";
  const hasWritten = playlists?.some(({ externalId }) => externalId !== null) ?? false;
  const isInviting = connection !== undefined && !isConnected && !hasWritten;
  return (
    <div className="screen">
      <div className="screen__inner">
        <header className="screen__header">
          <div>
            <h1>Mood playlists</h1>
            <p className="soft">
              A playlist on Spotify for each mood you choose. You see every change before it is
              written, and can take it back afterwards.
            </p>
          </div>
          {isInviting ? null : (
            <div className="playlists__actions">
              <SeedsButton />
              <Button
                look="primary"
                icon={GitCompareArrows}
                aria-keyshortcuts="p"
                disabled={!isConnected || !playlists?.some(({ chosen }) => chosen)}
                onClick={() => lookAtChanges()}
              >
                See what would change
              </Button>
            </div>
          )}
        </header>
        <Refused error={error ?? notKnown} />
        {isInviting ? <NotConnected connection={connection} /> : null}
        {!isInviting && connection && playlists ? (
          <>
            {isConnected ? null : <SignedOut connection={connection} />}
            {isConnected ? <StoppedNotice /> : null}
            <PlaylistCards playlists={playlists} />
            <Receipts canUndo={isConnected} />
          </>
        ) : null}
      </div>
    </div>
  );
}

function Refused({ error }: { readonly error: Error | null }): ReactNode {
  return error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null;
}

function SeedsButton(): ReactNode {
  return (
    <Button icon={Sprout} onClick={() => openOverlay({ kind: "seeds" })}>
      Start from your playlists
    </Button>
  );
}

function PlaylistCards({ playlists }: { readonly playlists: readonly MoodPlaylist[] }): ReactNode {
  const [open, setOpen] = useState<number | null>(null);
  if (playlists.length === 0) {
    return (
      <EmptyState
        icon={ListMusic}
        title="No moods yet"
        actions={
          <Button look="primary" onClick={() => showScreen("moods")}>
            Make a mood
          </Button>
        }
      >
        Each mood can have a playlist on Spotify. Make a mood first; its playlist then stands here.
      </EmptyState>
    );
  }
  const none = !playlists.some(({ chosen }) => chosen);
  return (
    <section className="playlists__part" aria-label="Moods with a playlist">
      {none ? (
        <Notice tone="info">
          No mood is chosen yet. Tick the moods that you want as a playlist on Spotify; nothing is
          written before you have seen it.
        </Notice>
      ) : null}
      <ul className="playlists__list">
        {playlists.map((playlist) => (
          <PlaylistCard
            key={playlist.mood}
            playlist={playlist}
            isOpen={open === playlist.mood}
            onToggle={() => setOpen(open === playlist.mood ? null : playlist.mood)}
          />
        ))}
      </ul>
    </section>
  );
}

function NotConnected({ connection }: { readonly connection: Connection }): ReactNode {
  const isAppOnly = connection.state === "app_only";
  return (
    <EmptyState
      icon={ListMusic}
      title={isAppOnly ? "Sign in to write playlists" : "Your moods as playlists on Spotify"}
      actions={
        <>
          <Button look="primary" onClick={() => showScreen("spotify")}>
            {connection.state === "signed_out" ? "Sign in to Spotify" : "Connect Spotify"}
          </Button>
          <SeedsButton />
        </>
      }
    >
      {isAppOnly
        ? "An app’s ID and secret alone may read public playlists, but not write yours. Sign in as yourself to keep a playlist for each mood."
        : "Once Spotify is connected, Undertone keeps a playlist there for each mood you choose: sorted the way you like, up to date with your corrections, and never written without your having seen it. Playlists that you made yourself are left alone."}
    </EmptyState>
  );
}

function SignedOut({ connection }: { readonly connection: Connection }): ReactNode {
  return (
    <Notice
      tone="warning"
      action={<Button onClick={() => showScreen("spotify")}>Connect Spotify</Button>}
    >
      {connection.problem?.message ??
        "Spotify is not connected at the moment. Your playlists stay as they are there; connect again to change them."}
    </Notice>
  );
}
