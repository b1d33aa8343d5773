import { useState, type ReactNode } from "react";
import { portSchema } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { Field, TextInput } from "../../elements/Field.tsx";
import { portOf } from "./ports.ts";
import { usePort } from "./queries.ts";

/** Another port, for a machine where something else has this one. */
export function PortChange({ redirectUri }: { readonly redirectUri: string }): ReactNode {
  const current = portOf(redirectUri);
  const [typed, setTyped] = useState<string | null>(null);
  const { mutate, isPending } = usePort();
  const text = typed ?? String(current);
  const parsed = portSchema.safeParse(/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);
  return (
    <details className="disclosure">
      <summary>Use another port</summary>
      <form
        className="disclosure__body"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success && parsed.data !== current) {
            mutate(parsed.data, { onSuccess: () => setTyped(null) });
          }
        }}
      >
        <p className="soft">
          Only if another program has port {current}. The redirect URI changes with it, also the one
          in Spotify’s dashboard.
        </p>
        <Field
          label="Port"
          error={parsed.success ? null : "Type a whole number from 1024 to 65535."}
        >
          {(ids) => (
            <div className="spotify__actions">
              <TextInput
                {...ids}
                className="spotify__number"
                inputMode="numeric"
                aria-invalid={!parsed.success}
                value={text}
                onChange={(event) => setTyped(event.target.value)}
              />
              <Button
                type="submit"
                disabled={!parsed.success || parsed.data === current || isPending}
              >
                Use this port
              </Button>
            </div>
          )}
        </Field>
      </form>
    </details>
  );
}
