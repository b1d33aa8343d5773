import type { ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Connection } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { ConnectionNotices } from "./ConnectionNotices.tsx";
import { CopyLine } from "./CopyLine.tsx";
import { openSpotifyDialog } from "./dialogs.ts";
import { PortChange } from "./PortChange.tsx";
import { startSignIn, useSignIn } from "./sign-in.ts";
import { SignInFailure } from "./SignInFailure.tsx";
import "./SignedOut.css";

/** The app is set up; nobody is signed in (yet, or any more). */
export function SignedOut({
  connection,
  changeCredentials,
}: {
  readonly connection: Connection;
  readonly changeCredentials: () => void;
}): ReactNode {
  const client = useQueryClient();
  const { state } = useSignIn();
  return (
    <>
      <ConnectionNotices connection={connection} changeCredentials={changeCredentials} />
      <section className="card signed-out" aria-labelledby="signed-out">
        <h2 id="signed-out">Sign in to Spotify</h2>
        <p>
          A page of Spotify’s opens and asks whether Undertone may read your playlists and Liked
          Songs and write mood playlists. What is synced already stays, signed in or not.
        </p>
        {state === "failed" ? <SignInFailure redirectUri={connection.redirectUri} /> : null}
        <div className="spotify__actions">
          <Button
            look="primary"
            disabled={state === "starting"}
            onClick={() => void startSignIn(client)}
          >
            Sign in
          </Button>
          <Button onClick={changeCredentials}>Change credentials</Button>
          <Button look="quiet" onClick={() => openSpotifyDialog("disconnect")}>
            Disconnect…
          </Button>
        </div>
        <dl className="signed-out__facts">
          <dt>Client ID</dt>
          <dd>
            <code>{connection.clientId}</code>
          </dd>
          <dt>Redirect URI</dt>
          <dd>
            <CopyLine name="redirect URI" text={connection.redirectUri} />
            <span className="soft">
              “Invalid redirect URI” on Spotify’s page? Then this line is not in the dashboard,
              letter by letter.
            </span>
            <PortChange redirectUri={connection.redirectUri} />
          </dd>
        </dl>
      </section>
    </>
  );
}
