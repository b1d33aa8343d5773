import type { ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { offeredPort, portOf } from "./ports.ts";
import { usePort } from "./queries.ts";
import { forgetFailedSignIn, useSignIn } from "./sign-in.ts";

/** Why the last try to sign in came to nothing. A taken port is one click from another one. */
export function SignInFailure({ redirectUri }: { readonly redirectUri: string }): ReactNode {
  const client = useQueryClient();
  const signIn = useSignIn();
  const { mutate, isPending } = usePort();
  if (signIn.state !== "failed") return null;
  const { code, message } = signIn.error;
  const port = code === "port_taken" ? offeredPort(message, portOf(redirectUri)) : null;
  if (port === null) {
    return (
      <Notice tone={code === "offline" || code === "signed_out" ? "info" : "error"}>
        {message}
      </Notice>
    );
  }
  return (
    <Notice
      tone="warning"
      action={
        <Button
          disabled={isPending}
          onClick={() =>
            mutate(port, {
              onSuccess: () => {
                forgetFailedSignIn();
                void client.invalidateQueries({ queryKey: ["spotify"] });
              },
            })
          }
        >
          Use port {port}
        </Button>
      }
    >
      <p>{message}</p>
      <p>
        The redirect URI changes with the port: put the new one into Spotify’s dashboard too, then
        connect again.
      </p>
    </Notice>
  );
}
