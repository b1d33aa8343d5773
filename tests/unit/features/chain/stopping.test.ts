import { join } from "node:path";
import { expect, test } from "vitest";
import { reccoBeatsFeatures, startReccoBeats } from "../../../servers/reccobeats/server.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { Library } from "../../../../main/library/library.ts";
import { answer } from "../../cli/undertone.ts";
import { put } from "../../library/support.ts";
import { killedWhen } from "../../spotify/playlists/command-line.ts";
import { chain, songs, spotifyId, withServices } from "./support.ts";

async function knowing(count: number) {
  const server = await startReccoBeats();
  for (let index = 1; index <= count; index += 1)
    server.tracks.set(spotifyId(index), reccoBeatsFeatures());
  withServices({ reccobeats: server });
  const asked = () => server.requests.flatMap(({ query }) => (query.get("ids") ?? "").split(","));
  return { server, asked };
}

const all = (count: number) => Array.from({ length: count }, (_, at) => spotifyId(at + 1));

test("cancelled in the middle, what came in stays and shows; the next fetch asks about the rest alone", async () => {
  const { server, asked } = await knowing(200);
  const abort = new AbortController();
  server.onRequest = () => {
    if (server.requests.length === 3) abort.abort();
  };
  const { fetch, status, retrained } = await chain(songs(200));
  await expect(fetch({}, abort.signal)).rejects.toMatchObject({ code: "cancelled" });
  expect((await status()).complete).toBe(80);
  expect(retrained()).toBe(1);

  server.requests.length = 0;
  expect(await fetch()).toMatchObject({ asked: 120, found: 120 });
  expect(asked()).toEqual(all(200).slice(80));
});

test("a second fetch beside the first is refused", async () => {
  const { server } = await knowing(1);
  const { fetch } = await chain(songs(1));
  let second: Promise<unknown> = Promise.resolve();
  server.onRequest = () => (second = fetch().catch((error: unknown) => error));
  await fetch();
  expect(await second).toMatchObject({ code: "conflict" });
});

test("killed in the middle, the next fetch goes on without asking twice about what was stored", async () => {
  const { server, asked } = await knowing(400);
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  await put(library, songs(400));
  await library.close();
  const fetch = ["features", "fetch", "--data-dir", data, "--json"];

  expect(await killedWhen(fetch, () => server.requests.length >= 5)).toBe("SIGKILL");

  const before = asked();
  const stored = Library.open(join(data, "library.db"));
  const known = stored.db.prepare("SELECT track_id FROM features").pluck().all() as number[];
  await stored.close();
  expect(known.length).toBeGreaterThanOrEqual(80);
  server.requests.length = 0;
  expect(await answer(data, "features", "fetch")).toMatchObject({
    asked: 400 - known.length,
    found: 400 - known.length,
  });
  const rest = all(400).filter((_, at) => !known.includes(at + 1));
  expect(asked().toSorted()).toEqual(rest);
  expect(before.length).toBeLessThan(400);
}, 120_000);
