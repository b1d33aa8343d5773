import { expect, test } from "vitest";
import { startApp } from "../../../support/app.ts";
import { signedIn, withSpotify } from "../../../support/spotify.ts";
import { line, withServices } from "./support.ts";

test("an old app gets Spotify's own features; a newer one is told why it does not, and nothing counts as not known", async () => {
  const server = await withSpotify();
  withServices({});
  server.world.grow({ liked: 3 });
  const app = await startApp({
    settings: {
      spotifyDelayMs: 0,
      featureProviders: [{ id: "spotify", enabled: true }],
    },
  });
  await signedIn(app, server);
  await app.call("spotify.sync", {});

  const refused = await app.call("features.fetch", {});
  expect(refused.providers).toEqual([
    line("spotify", {
      requests: 1,
      stopped: expect.stringContaining("only to apps from before 27 November 2024") as string,
    }),
  ]);
  expect((await app.call("features.status", {})).gaps).toEqual([
    { reason: "not_asked", tracks: 3 },
  ]);

  server.state.app.old = true;
  expect(await app.call("features.fetch", {})).toMatchObject({ asked: 3, found: 3 });
  const { values } = await app.call("tracks.get", { id: 1 });
  expect(new Set(values.map(({ source }) => source))).toEqual(new Set(["spotify"]));
  const { providers, complete } = await app.call("features.status", {});
  expect(complete).toBe(3);
  expect(providers.find(({ id }) => id === "spotify")).toMatchObject({ known: 3, due: 0 });
});
