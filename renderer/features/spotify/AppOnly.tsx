import { useState, type ReactNode } from "react";
import type { Connection } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { Field } from "../../elements/Field.tsx";
import { ConnectionCard } from "./ConnectionCard.tsx";
import { ConnectionNotices } from "./ConnectionNotices.tsx";
import { startSync, useSyncRun } from "./queries.ts";
import { SyncOutcome } from "./SyncOutcome.tsx";
import { SyncRunning } from "./SyncRunning.tsx";
import "./AppOnly.css";

/** An old app without a person: public playlists by their addresses. */
export function AppOnly({
  connection,
  changeCredentials,
}: {
  readonly connection: Connection;
  readonly changeCredentials: () => void;
}): ReactNode {
  const run = useSyncRun();
  const [typed, setTyped] = useState("");
  const playlists = typed.split(/\s+/).filter((part) => part !== "");
  return (
    <>
      <ConnectionNotices connection={connection} changeCredentials={changeCredentials} />
      <div className="spotify__columns">
        <form
          className="card app-only"
          onSubmit={(event) => {
            event.preventDefault();
            if (playlists.length > 0) startSync({ playlists });
          }}
        >
          <h2>Bring public playlists in</h2>
          <Field
            label="Addresses of playlists"
            hint="One a line, as “Share → Copy link to playlist” gives them. Not everything public can be read: Spotify keeps its own playlists to itself."
          >
            {(ids) => (
              <textarea
                {...ids}
                className="input app-only__addresses"
                rows={4}
                spellCheck={false}
                placeholder="https://open.spotify.com/playlist/…"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          {run.state === "running" ? (
            <SyncRunning run={run} />
          ) : (
            <div className="spotify__actions">
              <Button look="primary" type="submit" disabled={playlists.length === 0}>
                Sync
              </Button>
            </div>
          )}
          <SyncOutcome run={run} />
        </form>
        <ConnectionCard connection={connection} changeCredentials={changeCredentials} />
      </div>
    </>
  );
}
