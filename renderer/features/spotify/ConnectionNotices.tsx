import type { ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Connection } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { formatDay } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ExternalAddress } from "./ExternalAddress.tsx";
import { DASHBOARD } from "./links.ts";
import { explain, scopeWords, type ProblemAction } from "./problems.ts";
import { useCheck } from "./queries.ts";
import { startSignIn } from "./sign-in.ts";
import { untilWords } from "./sync-words.ts";
import { useNow } from "./use-now.ts";
import "./ConnectionNotices.css";

type Properties = {
  readonly connection: Connection;
  readonly changeCredentials: () => void;
};

/** What stands between the user and Spotify, if anything; being offline is no fault. */
export function ConnectionNotices({ connection, changeCredentials }: Properties): ReactNode {
  const { offline, problem, expiresSoon, expiresAt, quota, state } = connection;
  const now = useNow();
  const isBlocked = quota.blockedUntil !== null && Date.parse(quota.blockedUntil) > now;
  return (
    <>
      {problem && problem.code !== "offline" && problem.code !== "quota_exceeded" ? (
        <Problem connection={connection} changeCredentials={changeCredentials} />
      ) : null}
      {offline ? (
        <Notice tone="info" action={<CheckButton />}>
          Spotify cannot be reached at the moment. Your library, its moods and everything else work
          without it; a sync goes on from where it is once you are back.
        </Notice>
      ) : null}
      {isBlocked ? (
        <Notice tone="info">
          The requests for now are used up; Spotify can be asked again{" "}
          {untilWords(quota.blockedUntil)}. What is left of a sync goes on from there.
        </Notice>
      ) : null}
      {expiresSoon && state === "signed_in" ? (
        <Notice tone="warning" action={<SignInAgain />}>
          Your sign-in ends on {formatDay(expiresAt)}: Spotify wants it done anew every six months.
          Nothing is lost by it.
        </Notice>
      ) : null}
    </>
  );
}

function Problem({ connection, changeCredentials }: Properties): ReactNode {
  const { problem, missingScopes } = connection;
  if (!problem) return null;
  const explanation = explain(problem.code);
  if (!explanation) {
    return (
      <Notice tone="error" action={<CheckButton />}>
        {problem.message}
      </Notice>
    );
  }
  const { title, steps, actions } = explanation;
  return (
    <section className="problem" aria-label={title}>
      <Notice tone="warning">
        <strong>{title}</strong>
      </Notice>
      <div className="problem__body">
        {steps.map((step) => (
          <p key={step}>{step}</p>
        ))}
        {problem.code === "scope_missing" && missingScopes.length > 0 ? (
          <p>Missing: {missingScopes.map(scopeWords).join(", ")}.</p>
        ) : null}
        {actions.length > 0 ? (
          <div className="spotify__actions">
            {actions.map((action) => (
              <Action key={action} action={action} changeCredentials={changeCredentials} />
            ))}
          </div>
        ) : null}
      </div>
    </section>
  );
}

function Action({
  action,
  changeCredentials,
}: {
  readonly action: ProblemAction;
  readonly changeCredentials: () => void;
}): ReactNode {
  switch (action) {
    case "check":
      return <CheckButton />;
    case "dashboard":
      return (
        <ExternalAddress href={DASHBOARD} look="button">
          Open the dashboard
        </ExternalAddress>
      );
    case "signIn":
      return <SignInAgain />;
    case "credentials":
      return <Button onClick={changeCredentials}>Change credentials</Button>;
  }
}

function CheckButton(): ReactNode {
  const { mutate, isPending } = useCheck();
  return (
    <Button disabled={isPending} onClick={() => mutate()}>
      {isPending ? "Checking…" : "Check again"}
    </Button>
  );
}

function SignInAgain(): ReactNode {
  const client = useQueryClient();
  return <Button onClick={() => void startSignIn(client)}>Sign in again</Button>;
}
