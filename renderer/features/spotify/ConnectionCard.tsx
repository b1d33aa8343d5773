import type { ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Connection } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { formatDay, formatMoment } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { openSpotifyDialog } from "./dialogs.ts";
import { useCheck } from "./queries.ts";
import { QuotaMeter } from "./QuotaMeter.tsx";
import { startSignIn, useSignIn } from "./sign-in.ts";
import "./ConnectionCard.css";

/** Who is signed in, until when, where the tokens lie, and how much may still be asked today. */
export function ConnectionCard({
  connection,
  changeCredentials,
}: {
  readonly connection: Connection;
  readonly changeCredentials: () => void;
}): ReactNode {
  const client = useQueryClient();
  const { state: signIn } = useSignIn();
  const { state, account, authorizedAt, expiresAt, clientId, quota } = connection;
  return (
    <section className="card connection" aria-labelledby="connection">
      <h2 id="connection">Connection</h2>
      <QuotaMeter quota={quota} />
      <dl className="connection__facts">
        {account ? (
          <div>
            <dt>Account</dt>
            <dd>
              {account.name ?? account.id}
              {account.name === null || account.name === account.id ? null : (
                <span className="soft">{account.id}</span>
              )}
            </dd>
          </div>
        ) : null}
        {state === "signed_in" ? (
          <div>
            <dt>Signed in</dt>
            <dd>
              {formatDay(authorizedAt)}
              <span className="soft">
                until {formatDay(expiresAt)}; Spotify asks anew every six months
              </span>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{state === "app_only" ? "Secret" : "Tokens"}</dt>
          <dd>{keptWords(connection)}</dd>
        </div>
        <div>
          <dt>Client ID</dt>
          <dd>
            <code>{clientId}</code>
          </dd>
        </div>
      </dl>
      <div className="connection__actions">
        <Check />
        {state === "signed_in" ? (
          <Button
            look="quiet"
            disabled={signIn === "starting"}
            onClick={() => void startSignIn(client)}
          >
            Sign in again
          </Button>
        ) : null}
        <Button look="quiet" onClick={changeCredentials}>
          Change credentials
        </Button>
        <Button look="quiet" onClick={() => openSpotifyDialog("disconnect")}>
          Disconnect…
        </Button>
      </div>
    </section>
  );
}

/** One request that says whether everything works; what does not is shown above. */
function Check(): ReactNode {
  const { mutate, isPending, data, error, submittedAt } = useCheck();
  const isFine = data !== undefined && data.problem === null && !data.offline;
  return (
    <>
      <Button disabled={isPending} onClick={() => mutate()}>
        {isPending ? "Checking…" : "Check the connection"}
      </Button>
      {isFine && !isPending ? (
        <Notice tone="good">
          Works, as of {formatMoment(new Date(submittedAt).toISOString()).split(", ").at(-1)}.
        </Notice>
      ) : null}
      {error ? <Notice tone="error">{error.message}</Notice> : null}
    </>
  );
}

function keptWords({ tokensKept }: Connection): string {
  switch (tokensKept) {
    case "encrypted":
      return "Encrypted, with the key in your system’s key store";
    case "file":
      return "In a file that only your user account may read; not encrypted, for there is no key store here";
  }
}
