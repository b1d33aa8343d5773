import { expect, test } from "vitest";
import type { ProviderState } from "../../../../common/domain/coverage.ts";
import { startDeezer } from "../../../servers/deezer/server.ts";
import type { JsonAnswer } from "../../../servers/json-server.ts";
import {
  reccoBeatsFeatures,
  startReccoBeats,
  type ReccoBeatsServer,
} from "../../../servers/reccobeats/server.ts";
import { chain, isrc, line, song, songs, spotifyId, withServices, type Chain } from "./support.ts";

const PAGE = "<!doctype html><title>Bad gateway</title>";
const times = <Item>(count: number, item: Item): Item[] =>
  Array.from({ length: count }, () => item);

/** A service that knows every track of a library of so many. */
async function knowing(count: number): Promise<ReccoBeatsServer> {
  const server = await startReccoBeats();
  for (let index = 1; index <= count; index += 1)
    server.tracks.set(spotifyId(index), reccoBeatsFeatures());
  withServices({ reccobeats: server });
  return server;
}

async function stateOf({ status }: Chain): Promise<ProviderState> {
  const found = (await status()).providers.find(({ id }) => id === "reccobeats");
  if (!found) throw new Error("ReccoBeats is not there.");
  return found;
}

const misses = ({ library }: Chain) =>
  library.db.prepare("SELECT count(*) FROM feature_misses").pluck().get();

test("a busy service is waited for as it says, and then answers", async () => {
  const server = await knowing(1);
  server.next.push({ status: 429, body: {}, headers: { "Retry-After": "1" } });
  const { fetch } = await chain(songs(1));
  expect(await fetch()).toMatchObject({
    found: 1,
    providers: [line("reccobeats", { asked: 1, found: 1, requests: 2 })],
  });
  const [first, second] = server.requests;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(995);
});

test.each([
  ["a page in HTML with 200", { status: 200, body: PAGE }],
  ["a page in HTML with 502", { status: 502, body: PAGE }],
  ["503", { status: 503, body: {} }],
  ["a connection that breaks", "break"],
] as const)("%s is asked about again, and is no answer", async (_, trouble) => {
  const server = await knowing(1);
  server.next.push(...times(2, trouble));
  const { fetch } = await chain(songs(1));
  expect(await fetch()).toMatchObject({ asked: 1, found: 1, missed: 0 });
  expect(server.requests).toHaveLength(3);
});

test("three failures in a row, and a service rests: it says until when, and is not asked before", async () => {
  const server = await knowing(200);
  server.next.push(...times(9, { status: 502, body: PAGE }));
  const app = await chain(songs(200));

  const report = await app.fetch();

  const stopped = expect.stringMatching(
    /^ReccoBeats has trouble \(502\)\. It is left alone until \d\d:\d\d/,
  ) as string;
  expect(report).toEqual({
    asked: 0,
    found: 0,
    missed: 0,
    providers: [line("reccobeats", { requests: 9, stopped })],
  });
  const state = await stateOf(app);
  expect(state).toEqual({
    id: "reccobeats",
    name: "ReccoBeats",
    enabled: true,
    state: "resting",
    until: expect.any(String) as string,
    problem: "ReccoBeats has trouble (502).",
    known: 0,
    missed: 0,
    due: 200,
  });
  expect(Date.parse(state.until ?? "") - Date.now()).toBeGreaterThan(590_000);

  expect((await app.fetch()).providers).toEqual([line("reccobeats", { stopped })]);
  expect(server.requests).toHaveLength(9);
  app.library.db.exec("UPDATE feature_providers SET until = '2026-01-01T00:00:00.000Z'");
  expect(await stateOf(app)).toMatchObject({ state: "ready", until: null });
  expect(await app.fetch()).toMatchObject({ asked: 200, found: 200 });
  expect(await stateOf(app)).toMatchObject({ state: "ready", problem: null, due: 0 });
});

test("a batch that fails is left for the next time; an answer in between starts the count anew", async () => {
  const server = await knowing(200);
  const failed: JsonAnswer[] = times(3, { status: 500, body: {} });
  const app = await chain(songs(200));
  server.onRequest = ({ query }) => {
    const second = query.get("ids")?.includes(spotifyId(41));
    if (second && server.next.length === 0) server.next.push(...failed.splice(0, 1));
  };
  const report = await app.fetch();
  expect(report).toMatchObject({ asked: 160, found: 160, providers: [{ stopped: null }] });
  expect(await stateOf(app)).toMatchObject({ state: "ready", known: 160, missed: 0, due: 40 });
  expect(await app.fetch()).toMatchObject({ asked: 40, found: 40 });
});

test("a service that wants a long pause gets it at once", async () => {
  const server = await knowing(1);
  server.next.push({ status: 429, body: {}, headers: { "Retry-After": "7200" } });
  const app = await chain(songs(1));
  const [told] = (await app.fetch()).providers;
  expect(told).toMatchObject({ requests: 1, stopped: expect.stringContaining("asks us to wait") });
  const until = Date.parse((await stateOf(app)).until ?? "");
  expect(Math.round((until - Date.now()) / 60_000)).toBe(120);
});

test.each([
  ["an object of another name", { status: 200, body: { features: [] } }],
  ["a value that is text", { status: 200, body: { content: [{ href: "x", tempo: "120" }] } }],
  ["links that lead elsewhere", { status: 200, body: { content: [{ href: "/v2/7", tempo: 99 }] } }],
  [
    "fields of other names",
    { status: 200, body: { content: [{ href: `/track/${spotifyId(1)}`, bpm: 99 }] } },
  ],
  ["an address that is gone", { status: 404, body: PAGE }],
])("a changed answer is told as such and never as “not known”: %s", async (_, answer) => {
  const server = await knowing(50);
  server.next.push(answer);
  const app = await chain(songs(50));

  const report = await app.fetch();

  const stopped = expect.stringMatching(
    /^ReccoBeats (answers in a shape that this version of Undertone does not know|has moved)/,
  ) as string;
  expect(report.providers).toEqual([line("reccobeats", { requests: 1, stopped })]);
  expect(await stateOf(app)).toMatchObject({ state: "changed", problem: stopped, due: 50 });
  expect(misses(app)).toBe(0);
  expect(await app.fetch()).toMatchObject({ asked: 50, found: 50 });
  expect(await stateOf(app)).toMatchObject({ state: "ready", problem: null });
});

test("a service that refuses us is not pressed, and nothing counts as not known", async () => {
  const server = await knowing(50);
  server.next.push({ status: 400, body: { status: 4004 } });
  const app = await chain(songs(50));
  expect((await app.fetch()).providers).toEqual([
    line("reccobeats", { requests: 1, stopped: "ReccoBeats refuses our request (400)." }),
  ]);
  expect(misses(app)).toBe(0);
});

test("one service's failure does not stop the others, which are asked about what is missing still", async () => {
  const server = await knowing(2);
  const other = await startDeezer({ [isrc(1)]: 127.9, [isrc(2)]: 0 });
  withServices({ reccobeats: server, deezer: other });
  server.next.push({ status: 200, body: [] });
  const app = await chain([...songs(2), song(3, { features: { tempo: 90 } })], {
    on: ["reccobeats", "deezer"],
  });
  const report = await app.fetch();
  expect(report).toMatchObject({
    asked: 2,
    found: 1,
    missed: 1,
    providers: [
      line("reccobeats", { requests: 1, stopped: expect.any(String) as string }),
      line("deezer", { asked: 2, found: 1, missed: 1, requests: 2 }),
    ],
  });
  const values = app.library.db.prepare("SELECT track_id, source, tempo FROM features");
  expect(values.all()).toEqual([
    { track_id: 1, source: "deezer", tempo: 127.9 },
    { track_id: 3, source: "file", tempo: 90 },
  ]);
});

test("a track that two services were asked about is one track", async () => {
  const server = await startReccoBeats({ [spotifyId(1)]: reccoBeatsFeatures({ tempo: null }) });
  const other = await startDeezer({ [isrc(1)]: 120, [isrc(2)]: 90 });
  withServices({ reccobeats: server, deezer: other });
  const { fetch } = await chain(songs(3), { on: ["reccobeats", "deezer"] });
  expect(await fetch()).toEqual({
    asked: 3,
    found: 2,
    missed: 1,
    providers: [
      line("reccobeats", { asked: 3, found: 1, missed: 2, requests: 1 }),
      line("deezer", { asked: 3, found: 2, missed: 1, requests: 3 }),
    ],
  });
});
