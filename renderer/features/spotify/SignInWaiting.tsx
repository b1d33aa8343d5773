import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { CopyLine } from "./CopyLine.tsx";
import { ExternalAddress } from "./ExternalAddress.tsx";
import { cancelSignIn } from "./sign-in.ts";
import "./SignInWaiting.css";

/** Shown while the user is on Spotify's page. */
export function SignInWaiting({ url }: { readonly url: string }): ReactNode {
  return (
    <section className="card sign-in-waiting" aria-labelledby="sign-in-waiting">
      <h2 id="sign-in-waiting">Go on in your browser</h2>
      <p role="status">
        A page of Spotify’s has opened. Agree there; Undertone goes on by itself as soon as you
        have.
      </p>
      <ProgressBar label="Waiting for Spotify" done={0} total={null} />
      <p>
        No page to be seen? <ExternalAddress href={url}>Open Spotify’s page</ExternalAddress>, or
        copy its address into your browser:
      </p>
      <CopyLine name="sign-in address" text={url} />
      <div className="spotify__actions">
        <Button onClick={cancelSignIn}>Cancel</Button>
      </div>
    </section>
  );
}
