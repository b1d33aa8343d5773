import { onTestFinished } from "vitest";
import type { Connection } from "../../common/domain/spotify.ts";
import type { ServeOptions } from "../servers/spotify/serve.ts";
import { startSpotify, type SpotifyServer } from "../servers/spotify/server.ts";
import type { TestApp } from "./app.ts";
import { signIn, type StandIn } from "./spotify-sign-in.ts";

export { freePort } from "./spotify-sign-in.ts";

const ADDRESSES = ["UNDERTONE_SPOTIFY_API_URL", "UNDERTONE_SPOTIFY_ACCOUNTS_URL"] as const;

/** A stand-in for Spotify, and all that starts from now on in this test finds it by the environment. */
export async function withSpotify(options: ServeOptions = {}): Promise<SpotifyServer> {
  const server = await startSpotify(options);
  const before = ADDRESSES.map((name) => process.env[name]);
  process.env["UNDERTONE_SPOTIFY_API_URL"] = server.api;
  process.env["UNDERTONE_SPOTIFY_ACCOUNTS_URL"] = server.accounts;
  onTestFinished(() => {
    for (const [at, name] of ADDRESSES.entries()) {
      const value = before[at];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  return server;
}

/** Signs in as a person does, without a pause between requests from then on. Rejects with AppError. */
export function signedIn(
  { call }: Pick<TestApp, "call">,
  server: SpotifyServer,
): Promise<Connection> {
  return signIn(call, standIn(server));
}

/** What signing in needs of the server. */
export function standIn({ clientId, authorize, state }: SpotifyServer): StandIn {
  return {
    clientId,
    authorize,
    register: (redirectUri) => void state.app.redirectUris.add(redirectUri),
  };
}
