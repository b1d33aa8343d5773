import { useEffect, useRef, type ReactNode } from "react";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { offeredPort, portOf } from "./ports.ts";
import { usePort } from "./queries.ts";
import { forgetFailedSignIn, useSignIn } from "./sign-in.ts";

/** Why the last try to sign in came to nothing. A taken port is one click from another one. */
export function SignInFailure({ redirectUri }: { readonly redirectUri: string }): ReactNode {
  const signIn = useSignIn();
  const { mutate, isPending } = usePort();
  const box = useRef<HTMLDivElement>(null);
  const error = signIn.state === "failed" ? signIn.error : null;
  useEffect(() => {
    if (error) box.current?.scrollIntoView({ block: "nearest" });
  }, [error]);
  if (!error) return null;
  const { code, message } = error;
  const port = code === "port_taken" ? offeredPort(message, portOf(redirectUri)) : null;
  const change = (to: number) =>
    mutate(to, {
      onSuccess: () => {
        forgetFailedSignIn();
        announce("The redirect URI has changed. Put the new one into Spotify’s dashboard.");
      },
    });
  return (
    <div ref={box} className="sign-in-failure">
      {port === null ? (
        <Notice tone={code === "offline" || code === "signed_out" ? "info" : "error"}>
          {message}
        </Notice>
      ) : (
        <Notice
          tone="warning"
          action={
            <Button disabled={isPending} onClick={() => change(port)}>
              Use port {port}
            </Button>
          }
        >
          {message}
        </Notice>
      )}
    </div>
  );
}
