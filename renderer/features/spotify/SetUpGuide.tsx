import { useState, type ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Connection } from "../../../common/domain/spotify.ts";
import { clientIdSchema } from "../../../common/domain/spotify.ts";
import { openOverlay } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { AppOnlyForm } from "./AppOnlyForm.tsx";
import { CopyLine } from "./CopyLine.tsx";
import { CredentialField } from "./CredentialField.tsx";
import { ExternalAddress } from "./ExternalAddress.tsx";
import { DASHBOARD } from "./links.ts";
import { PortChange } from "./PortChange.tsx";
import { startSignIn, useSignIn } from "./sign-in.ts";
import { SignInFailure } from "./SignInFailure.tsx";
import "./SetUpGuide.css";

/** From nothing to a connection, in four steps. Also where credentials are changed: then `onKeep` leaves them. */
export function SetUpGuide({
  connection,
  onKeep,
}: {
  readonly connection: Connection;
  readonly onKeep?: () => void;
}): ReactNode {
  const client = useQueryClient();
  const { state } = useSignIn();
  const [typed, setTyped] = useState(connection.clientId ?? "");
  const [isTried, setTried] = useState(false);
  const parsed = clientIdSchema.safeParse(typed);
  const connect = () => {
    setTried(true);
    if (parsed.success) void startSignIn(client, parsed.data);
  };
  return (
    <div className="spotify__columns">
      <div className="spotify__main">
        <ol className="set-up" aria-label="Steps">
          <Step title="Make an app in Spotify’s dashboard">
            <p>
              Sign in there with your Spotify account and press <strong>Create app</strong>. Name
              and description are yours to choose, though Spotify allows no “Spotify” in the name.
              Under “Which API/SDKs are you planning to use?” tick <strong>Web API</strong>.
            </p>
            <ExternalAddress href={DASHBOARD} look="button">
              Open Spotify’s dashboard
            </ExternalAddress>
          </Step>
          <Step title="Give it this redirect URI">
            <p>
              Paste it under <strong>Redirect URIs</strong>, press <strong>Add</strong>, then{" "}
              <strong>Save</strong> at the bottom. It has to be the same letter by letter.
            </p>
            <CopyLine name="redirect URI" text={connection.redirectUri} />
            <PortChange redirectUri={connection.redirectUri} />
          </Step>
          <Step title="Paste the client ID here">
            <p>
              It stands on the page of your app, under <strong>Client ID</strong>. It is not a
              secret, and Undertone needs no secret to sign you in.
            </p>
            <form
              className="set-up__connect"
              onSubmit={(event) => {
                event.preventDefault();
                connect();
              }}
            >
              <CredentialField
                label="Client ID"
                schema={clientIdSchema}
                value={typed}
                isTried={isTried}
                onChange={setTyped}
              />
              <p>
                <strong>Connect</strong> opens a page of Spotify’s where you agree; then you come
                back by yourself.
              </p>
              {state === "failed" ? <SignInFailure redirectUri={connection.redirectUri} /> : null}
              <div className="spotify__actions">
                <Button
                  look="primary"
                  type="submit"
                  disabled={typed.trim() === "" || state === "starting"}
                >
                  Connect
                </Button>
                {onKeep ? <Button onClick={onKeep}>Keep the old ones</Button> : null}
              </div>
            </form>
          </Step>
        </ol>
        <AppOnlyForm />
      </div>
      <Needs />
    </div>
  );
}

function Needs(): ReactNode {
  return (
    <section className="card set-up__needs" aria-labelledby="set-up-needs">
      <h2 id="set-up-needs">What you need</h2>
      <ul>
        <li>
          <strong>Spotify Premium</strong> for the account that makes the app: since February 2026
          Spotify answers no others.
        </li>
        <li>
          <strong>An app of your own</strong> in Spotify’s dashboard, free of charge. Spotify lets
          no more than five people use one app, so Undertone cannot bring one along for everybody.
        </li>
        <li>
          <strong>Five minutes</strong>, once.
        </li>
      </ul>
      <p className="soft">
        No Premium? Exportify’s files bring your playlists in without any of this:{" "}
        <button
          type="button"
          className="text-button"
          onClick={() => openOverlay({ kind: "import", file: null })}
        >
          import a file
        </button>
        .
      </p>
    </section>
  );
}

function Step({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li className="card set-up__step">
      <h2>{title}</h2>
      {children}
    </li>
  );
}
