import { useState, type ReactNode } from "react";
import { clientIdSchema, clientSecretSchema } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { CredentialField } from "./CredentialField.tsx";
import { useAppOnly } from "./queries.ts";

/** An id and a secret without a person, for those who still have an app from before the rules changed. */
export function AppOnlyForm(): ReactNode {
  const [id, setId] = useState("");
  const [secret, setSecret] = useState("");
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useAppOnly();
  const isWhole =
    clientIdSchema.safeParse(id).success && clientSecretSchema.safeParse(secret).success;
  return (
    <details className="disclosure card">
      <summary>Without signing in: public playlists alone, with an old app</summary>
      <form
        className="disclosure__body"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isWhole) mutate({ clientId: id.trim(), clientSecret: secret.trim() });
        }}
      >
        <p>
          A client ID and a client secret read public playlists without a person.{" "}
          <strong>This works with old apps only</strong>: to an app made today Spotify shows no
          playlist that way. It can neither read Liked Songs and private playlists nor write
          anything.
        </p>
        <CredentialField
          label="Client ID of the old app"
          schema={clientIdSchema}
          value={id}
          isTried={isTried}
          onChange={setId}
        />
        <CredentialField
          label="Client secret"
          schema={clientSecretSchema}
          value={secret}
          isTried={isTried}
          onChange={setSecret}
        />
        <p className="soft">
          The secret is kept like a password, apart from your library and settings.
        </p>
        {error ? <Notice tone="error">{error.message}</Notice> : null}
        <div className="spotify__actions">
          <Button type="submit" disabled={isPending}>
            Use without signing in
          </Button>
        </div>
      </form>
    </details>
  );
}
