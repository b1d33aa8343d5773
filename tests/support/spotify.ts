import { createServer } from "node:net";
import { onTestFinished } from "vitest";
import type { Connection } from "../../common/domain/spotify.ts";
import type { ServeOptions } from "../servers/spotify/serve.ts";
import { startSpotify, type SpotifyServer } from "../servers/spotify/server.ts";
import type { TestApp } from "./app.ts";

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

/**
 * Signs in as a person does: enters the client ID, registers the redirect URI, agrees in the browser. The pause
 * between requests is switched off. Rejects with AppError.
 */
export async function signedIn(
  { call }: Pick<TestApp, "call">,
  server: SpotifyServer,
): Promise<Connection> {
  await call("settings.set", { spotifyDelayMs: 0 });
  const port = await freePort();
  const { redirectUri } = await call("spotify.setUp", { clientId: server.clientId, port });
  server.state.app.redirectUris.add(redirectUri);
  const { url } = await call("spotify.beginSignIn", {});
  const redirect = await server.authorize(url);
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
