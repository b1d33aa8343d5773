import { onTestFinished } from "vitest";
import { serveSpotify, type ServeOptions, type SpotifyServer } from "./serve.ts";

export type { SpotifyServer } from "./serve.ts";

/** A stand-in for this test alone; it closes when the test is over. */
export async function startSpotify(options: ServeOptions = {}): Promise<SpotifyServer> {
  const server = await serveSpotify(options);
  onTestFinished(() => server.close());
  return server;
}
