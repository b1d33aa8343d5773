import { useState, type ReactNode } from "react";
import type { Connection, DisconnectReport } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { countOf } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { RadioCards } from "../../elements/RadioCards.tsx";
import { ExternalAddress } from "./ExternalAddress.tsx";
import { CONNECTED_APPS } from "./links.ts";
import { useDisconnect, useRemotePlaylists } from "./queries.ts";
import "./DisconnectDialog.css";

type Extent = "signOut" | "deleteData";

const EXTENTS = [
  {
    value: "signOut",
    label: "Sign out only",
    hint: "Tokens are forgotten. Everything that is synced stays, with moods and labels.",
  },
  {
    value: "deleteData",
    label: "Sign out, and delete everything that came from Spotify",
    hint: "Also the tracks and playlists that only Spotify told of.",
  },
] as const satisfies readonly { value: Extent; label: string; hint: string }[];

/** Says what will go before it goes, and what went after. */
export function DisconnectDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}): ReactNode {
  const [extent, setExtent] = useState<Extent>("signOut");
  const [keepLabels, setKeepLabels] = useState(true);
  const [forgetClient, setForgetClient] = useState(false);
  const { mutate, isPending, data, error } = useDisconnect();
  const deleteData = extent === "deleteData";
  if (data)
    return <Gone report={data} deleted={deleteData} forgotten={forgetClient} onClose={onClose} />;
  return (
    <Dialog
      title="Disconnect from Spotify"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Stay connected</Button>
          <Button
            look="danger"
            disabled={isPending}
            onClick={() => mutate({ deleteData, keepLabels, forgetClient })}
          >
            {deleteData ? "Disconnect and delete" : "Disconnect"}
          </Button>
        </>
      }
    >
      <div className="disconnect">
        <RadioCards legend="How far" value={extent} options={EXTENTS} onChange={setExtent} />
        {deleteData ? (
          <>
            <WhatGoes keepLabels={keepLabels} />
            <Checkbox
              checked={keepLabels}
              onChange={(event) => setKeepLabels(event.target.checked)}
              label="Keep the labels that I set myself"
              hint="Labels from playlists’ names go in any case. Kept is only which mood you gave, under a scrambled number that says nothing of the song. They come back if you sync the same songs again."
            />
          </>
        ) : null}
        <Checkbox
          checked={forgetClient}
          onChange={(event) => setForgetClient(event.target.checked)}
          label="Forget the client ID too"
          hint={
            connection.clientId === null
              ? "None is kept."
              : "Undertone then no longer knows its mood playlists on Spotify. Otherwise signing in again is one click."
          }
        />
        {error ? <Notice tone="error">{error.message}</Notice> : null}
      </div>
    </Dialog>
  );
}

function WhatGoes({ keepLabels }: { readonly keepLabels: boolean }): ReactNode {
  const { playlists } = useRemotePlaylists();
  const synced = playlists?.filter(({ syncedAt }) => syncedAt !== null).length ?? 0;
  return (
    <div className="disconnect__goes">
      <div>
        <h3>Goes</h3>
        <ul>
          <li>
            {synced === 0
              ? "Playlists that were synced"
              : `${countOf(synced, "synced playlist")} and the list of all of them`}
          </li>
          <li>
            Tracks that came by a sync alone, with their guesses{keepLabels ? "" : " and labels"}
          </li>
          <li>
            What only Spotify told of other tracks: lengths, links, codes, when you added them
          </li>
          <li>Labels that a playlist’s name gave to those tracks</li>
          <li>Plans and receipts of mood playlists, and with them their undo</li>
        </ul>
      </div>
      <div>
        <h3>Stays</h3>
        <ul>
          <li>Tracks that came from files or a music folder</li>
          <li>Your moods and models</li>
          {keepLabels ? <li>Your labels</li> : null}
          <li>Everything on Spotify itself, the mood playlists too</li>
        </ul>
      </div>
    </div>
  );
}

function Gone({
  report,
  deleted,
  forgotten,
  onClose,
}: {
  readonly report: DisconnectReport;
  readonly deleted: boolean;
  readonly forgotten: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog
      title="Disconnected"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="disconnect">
        <Notice tone="good">{goneWords(report, deleted)}</Notice>
        <p>
          The tokens are forgotten{forgotten ? ", and the client ID too" : ""}. Spotify still lists
          the app among those you have let in; you can take that back on{" "}
          <ExternalAddress href={CONNECTED_APPS}>your account’s page</ExternalAddress>.
        </p>
      </div>
    </Dialog>
  );
}

function goneWords({ tracks, playlists, labelsKept }: DisconnectReport, deleted: boolean): string {
  if (!deleted) return "Signed out. Everything that was synced is still here.";
  const gone = `Deleted ${countOf(tracks, "track")} and ${countOf(playlists, "playlist")}.`;
  return labelsKept === 0 ? gone : `${gone} ${countOf(labelsKept, "label")} kept.`;
}
