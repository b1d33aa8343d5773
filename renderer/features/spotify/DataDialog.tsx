import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { useAppInfo } from "../activity/queries.ts";
import { ExternalAddress } from "./ExternalAddress.tsx";
import { CONNECTED_APPS, DEVELOPER_POLICY, DEVELOPER_TERMS, PRIVACY_POLICY } from "./links.ts";
import { OpenInSpotify } from "./OpenInSpotify.tsx";
import "./DataDialog.css";

/** In plain words what is read from Spotify, where it is, and what is never done with it. */
export function DataDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const info = useAppInfo();
  return (
    <Dialog
      title="Your data and Spotify"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="data-page">
        <Part title="What is read">
          <p>
            Your name and account number, the list of your playlists, and of those that you choose:
            titles, artists, albums, lengths, release dates, recording codes (ISRC), the order and
            when you added each song. Nothing is read until you sign in, and no playlist that you
            have not chosen.
          </p>
          <p>
            Not read: what you listen to, whom you follow, your email address, your payment. Cover
            pictures and sound are not fetched.
          </p>
        </Part>
        <Part title="Where it is kept">
          <p>
            On this computer alone, in the library file
            {info ? (
              <>
                {" "}
                <code>{info.libraryFile}</code>
              </>
            ) : null}
            . Sign-in tokens lie apart from it: encrypted where your system has a key store, else in
            a file that your user account alone may read. They are never in a log, an export or the
            library.
          </p>
        </Part>
        <Part title="What is never done with it">
          <p>
            No model learns from what Spotify says of a song, as Spotify’s terms ask: no popularity,
            no length, no audio feature of theirs. Moods are learnt from your files, from the sound
            itself, from other services’ audio features and from your own labels; a playlist’s name
            can propose a label, and only what you accept counts. Owners of an old app with another
            agreement can change that in the settings.
          </p>
          <p>
            There is no telemetry, no account with us and no server of ours: what Spotify tells goes
            nowhere else unless you export it. One exception: where you let Undertone fetch audio
            features, a service such as ReccoBeats is asked with a song’s Spotify ID or recording
            code, and told nothing else.
          </p>
        </Part>
        <Part title="What is written to Spotify">
          <p>
            Only mood playlists that Undertone has made for you, and only after you have seen and
            confirmed each change. Your other playlists and Liked Songs are never changed.
          </p>
        </Part>
        <Part title="How to be rid of it">
          <p>
            <strong>Disconnect</strong> forgets the tokens at once and, if you want, deletes
            everything that came from Spotify. Your own labels can stay. To take the permission back
            on Spotify’s side too, remove the app from{" "}
            <ExternalAddress href={CONNECTED_APPS}>your account’s apps</ExternalAddress>.
          </p>
        </Part>
        <Part title="Whose data it is">
          <p>
            Titles and names are shown as Spotify gives them, with its mark and a way back.
            Undertone is not made or endorsed by Spotify.
          </p>
          <p className="data-page__links">
            <ExternalAddress href={DEVELOPER_TERMS}>Spotify’s developer terms</ExternalAddress>
            <ExternalAddress href={DEVELOPER_POLICY}>developer policy</ExternalAddress>
            <ExternalAddress href={PRIVACY_POLICY}>privacy policy</ExternalAddress>
          </p>
          <OpenInSpotify href="https://open.spotify.com" />
        </Part>
      </div>
    </Dialog>
  );
}

function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="data-page__part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
