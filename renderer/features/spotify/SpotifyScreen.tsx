import { useState, type ReactNode } from "react";
import { ShieldCheck } from "lucide-react";
import type { Connection } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { AppOnly } from "./AppOnly.tsx";
import { Connected } from "./Connected.tsx";
import { DataDialog } from "./DataDialog.tsx";
import { closeSpotifyDialog, openSpotifyDialog, useSpotifyDialog } from "./dialogs.ts";
import { DisconnectDialog } from "./DisconnectDialog.tsx";
import { useConnection } from "./queries.ts";
import { SetUpGuide } from "./SetUpGuide.tsx";
import { useSignIn } from "./sign-in.ts";
import { SignedOut } from "./SignedOut.tsx";
import { SignInWaiting } from "./SignInWaiting.tsx";
import { SpotifyMark } from "./SpotifyMark.tsx";
import "./SpotifyScreen.css";

/** Everything between the library and Spotify but the mood playlists, which have a screen of their own. */
export function SpotifyScreen(): ReactNode {
  const { connection, error } = useConnection();
  const dialog = useSpotifyDialog();
  return (
    <div className="screen">
      <div className="screen__inner spotify">
        <header className="screen__header">
          <div className="spotify__title">
            <SpotifyMark look="tile" />
            <div>
              <h1>Spotify</h1>
              <p className="soft">{connection ? subtitle(connection) : ""}</p>
            </div>
          </div>
          <Button icon={ShieldCheck} onClick={() => openSpotifyDialog("data")}>
            Your data and Spotify
          </Button>
        </header>
        {connection ? <Body connection={connection} /> : null}
        {!connection && error ? <Notice tone="error">{error.message}</Notice> : null}
      </div>
      {dialog === "data" ? <DataDialog onClose={closeSpotifyDialog} /> : null}
      {dialog === "disconnect" && connection ? (
        <DisconnectDialog connection={connection} onClose={closeSpotifyDialog} />
      ) : null}
    </div>
  );
}

function Body({ connection }: { readonly connection: Connection }): ReactNode {
  const signIn = useSignIn();
  // Credentials are being changed as long as the connection is the one that was to be changed.
  const standing = `${connection.state} ${connection.authorizedAt} ${connection.clientId}`;
  const [changing, setChanging] = useState<string | null>(null);
  const isChanging = changing === standing;
  if (signIn.state === "waiting") return <SignInWaiting url={signIn.url} />;
  if (isChanging || connection.state === "not_set_up") {
    return (
      <SetUpGuide
        connection={connection}
        {...(isChanging ? { onKeep: () => setChanging(null) } : {})}
      />
    );
  }
  const changeCredentials = () => setChanging(standing);
  switch (connection.state) {
    case "signed_out":
      return <SignedOut connection={connection} changeCredentials={changeCredentials} />;
    case "app_only":
      return <AppOnly connection={connection} changeCredentials={changeCredentials} />;
    case "signed_in":
      return <Connected connection={connection} changeCredentials={changeCredentials} />;
  }
}

function subtitle({ state, account }: Connection): string {
  switch (state) {
    case "not_set_up":
      return "Bring your playlists and Liked Songs in, and keep mood playlists up to date there.";
    case "signed_out":
      return "Set up, but nobody is signed in.";
    case "app_only":
      return "Public playlists alone, without an account.";
    case "signed_in":
      return account ? `Signed in as ${account.name ?? account.id}` : "Signed in";
  }
}
