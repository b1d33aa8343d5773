import { createServer } from "node:net";
import type { CallArgument, CallName, CallOutput } from "../../common/contract.ts";
import type { Connection } from "../../common/domain/spotify.ts";

type Call = <Name extends CallName>(
  name: Name,
  input: CallArgument<Name>,
) => Promise<CallOutput<Name>>;

/** The stand-in, in this process or in another one. */
export type StandIn = {
  readonly clientId: string;
  readonly authorize: (url: string) => Promise<string>;
  /** Writes a redirect URI down in the dashboard. */
  readonly register: (redirectUri: string) => Promise<void> | void;
};

/**
 * Signs in as a person does: enters the client ID, registers the redirect URI, agrees in the browser. The pause
 * between requests is switched off. Rejects with AppError.
 */
export async function signIn(call: Call, standIn: StandIn): Promise<Connection> {
  await call("settings.set", { spotifyDelayMs: 0 });
  const port = await freePort();
  const { redirectUri } = await call("spotify.setUp", { clientId: standIn.clientId, port });
  await standIn.register(redirectUri);
  const { url } = await call("spotify.beginSignIn", {});
  const redirect = await standIn.authorize(url);
  const [connection] = await Promise.all([call("spotify.awaitSignIn", {}), fetch(redirect)]);
  return connection;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const bound = probe.address();
      const port = typeof bound === "object" && bound ? bound.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
