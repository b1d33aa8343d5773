import { createHash, randomBytes } from "node:crypto";
import { AppError } from "../../../common/errors.ts";
import { SPOTIFY_SCOPES } from "../../../common/domain/spotify.ts";
import type { Auth } from "./auth.ts";
import { listenOnce, redirectUri, type Listener } from "./listener.ts";
import { exchangeCode } from "./token-endpoint.ts";
import { TokenRefused } from "./token-refused.ts";

const WAIT_MS = 5 * 60_000;

export type SignIn = {
  /** The page to open; from now on the browser is waited for. Ends a sign-in that was under way. */
  readonly begin: (app: { readonly clientId: string; readonly port: number }) => Promise<string>;
  /** Resolves when tokens are stored. On abort the sign-in ends. Throws AppError `signed_out` where none was begun. */
  readonly finish: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
};

type UnderWay = { readonly listener: Listener; readonly done: Promise<void> };

/** Authorization Code with PKCE (RFC 7636) over the system's browser and a listener on this machine (RFC 8252). */
export function createSignIn(accounts: string, auth: Auth): SignIn {
  let underWay: UnderWay | null = null;
  const closing = new AbortController();

  async function end(reason: Error): Promise<void> {
    const ending = underWay;
    underWay = null;
    await ending?.listener.close(reason);
  }

  return {
    async begin({ clientId, port }) {
      await end(new AppError("cancelled", "Another sign-in was started."));
      const state = randomBytes(24).toString("base64url");
      const verifier = randomBytes(48).toString("base64url");
      const listener = await listenOnce(port, state);
      const given = { clientId, port, verifier, listener };
      underWay = { listener, done: complete(accounts, auth, given, closing.signal) };
      // Who began may never come back for the result; `finish` hears it all the same.
      underWay.done.catch(() => undefined);
      return `${accounts}/authorize?${new URLSearchParams({
        client_id: clientId,
        response_type: "code",
        redirect_uri: redirectUri(port),
        scope: SPOTIFY_SCOPES.join(" "),
        state,
        code_challenge_method: "S256",
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      }).toString()}`;
    },
    async finish(signal) {
      signal.throwIfAborted();
      if (!underWay) {
        throw new AppError("signed_out", "No sign-in is under way. Start it again.");
      }
      const { listener, done } = underWay;
      const stop = () =>
        void listener.close(new AppError("cancelled", "Signing in was cancelled."));
      signal.addEventListener("abort", stop, { once: true });
      try {
        await done;
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
    async close() {
      const closed = new AppError("cancelled", "Undertone was closed.");
      closing.abort(closed);
      await end(closed);
    },
  };
}

async function complete(
  accounts: string,
  auth: Auth,
  given: { clientId: string; port: number; verifier: string; listener: Listener },
  signal: AbortSignal,
): Promise<void> {
  const { listener, clientId, verifier } = given;
  const tooLong = new AppError(
    "signed_out",
    "Spotify's page was not answered within five minutes. Start signing in again.",
  );
  const timer = setTimeout(() => void listener.close(tooLong), WAIT_MS);
  timer.unref();
  let code: string;
  try {
    code = await listener.code;
  } finally {
    clearTimeout(timer);
    await listener.close(tooLong);
  }
  try {
    const redirect = redirectUri(given.port);
    const about = { clientId, code, verifier, redirectUri: redirect };
    await auth.signedIn(clientId, await exchangeCode(accounts, about, signal));
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    throw new AppError(
      "signed_out",
      error.reason === "invalid_client"
        ? "Spotify does not know this client ID. Copy it anew from your app in Spotify's dashboard."
        : "Spotify did not accept the sign-in. Start it again; if it stays, compare the redirect URI with the one in Spotify's dashboard.",
    );
  }
}
