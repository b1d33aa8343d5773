import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createDescription, describedCalls } from "../../../servers/spotify/description.ts";
import { startSpotify } from "../../../servers/spotify/server.ts";
import { asking } from "./asking.ts";

test("a fault meets the requests it names, so often, and no others", async () => {
  const server = await startSpotify({ world: { liked: 120 } });
  const ask = asking(server);
  const fault = server.faults.add({
    path: "/me/tracks",
    fromOffset: 50,
    after: 1,
    times: 2,
    does: "answer",
    status: 502,
    body: "<html>Bad gateway</html>",
  });
  const statuses = [];
  for (const offset of [0, 50, 50, 0, 100, 100]) {
    statuses.push((await ask("GET", `/me/tracks?limit=50&offset=${offset}`)).status);
  }
  expect(statuses).toEqual([200, 200, 502, 200, 502, 200]);
  expect(fault.hits()).toBe(2);
  expect(server.requests.map(({ status }) => status)).toEqual(statuses);
});

test("a connection that breaks before does nothing, one that breaks after has done it", async () => {
  const server = await startSpotify();
  const ask = asking(server);
  const make = (name: string) => ask("POST", "/me/playlists", { name });
  server.faults.add({ method: "POST", path: "/me/playlists", does: "breakBefore" });
  await expect(make("Before")).rejects.toThrow("fetch failed");
  server.faults.add({ method: "POST", path: "/me/playlists", does: "breakAfter" });
  await expect(make("After")).rejects.toThrow("fetch failed");
  await make("Whole");
  expect([...server.state.playlists.values()].map(({ name }) => name)).toEqual(["After", "Whole"]);
  expect(server.requests.map(({ status }) => status)).toEqual([null, null, 201]);
});

test("answers can be half, changed, late, or a wait", async () => {
  const server = await startSpotify({ world: { liked: 3 } });
  const ask = asking(server);
  server.faults.add({ path: "/me/tracks", does: "truncate" });
  expect(typeof (await ask("GET", "/me/tracks")).body).toBe("string");
  server.faults.add({
    path: /^\/me\/tracks$/,
    does: "change",
    change: (body) => ({ ...(body as object), total: 4 }),
  });
  expect(await ask("GET", "/me/tracks")).toMatchObject({ status: 200, body: { total: 4 } });
  server.faults.add({ path: "/me/tracks", does: "answer", status: 429, retryAfter: 2 });
  expect(await ask("GET", "/me/tracks")).toMatchObject({ status: 429, retryAfter: "2" });
  server.faults.add({ path: "/me/tracks", does: "delay", milliseconds: 30 });
  expect(await ask("GET", "/me/tracks")).toMatchObject({ status: 200, body: { total: 3 } });
  server.faults.add({ service: "accounts", path: "/api/token", does: "answer", status: 503 });
  expect((await fetch(`${server.accounts}/api/token`, { method: "POST" })).status).toBe(503);
  server.faults.add({ path: "/me/tracks", times: Infinity, does: "answer", status: 500 });
  expect(await ask("GET", "/me/tracks")).toMatchObject({ status: 500 });
  server.faults.clear();
  expect(await ask("GET", "/me/tracks")).toMatchObject({ status: 200 });
  expect(server.violations).toEqual([]);
});

test("requests are kept as they came, and violations name what does not fit", async () => {
  const server = await startSpotify();
  const ask = asking(server);
  await ask("POST", "/me/playlists", { name: "New", colour: "red" });
  await ask("GET", "/me/tracks?ids=1");
  await ask("GET", "/search?type=track");
  await ask("GET", "/me", undefined);
  expect(server.requests).toMatchObject([
    { service: "api", method: "POST", path: "/me/playlists", body: { name: "New", colour: "red" } },
    { method: "GET", path: "/me/tracks", query: { ids: "1" }, body: undefined, status: 200 },
    { path: "/search", status: 400 },
    { path: "/me", status: 200 },
  ]);
  expect(server.violations).toEqual([
    "POST /me/playlists: body must NOT have additional properties",
    "GET /me/tracks: query ids is not described",
    "GET /search: query q is missing",
  ]);
  server.forgetRequests();
  expect(server.requests).toEqual([]);
});

test("an answer of the stand-in's own that does not fit is told as well", () => {
  const violations: string[] = [];
  const description = createDescription(violations);
  const route = { method: "GET", path: "/me/tracks", handle: () => ({ status: 200 }) };
  const request = {
    service: "api",
    method: "GET",
    path: "/me/tracks",
    query: {},
    body: undefined,
    at: 0,
    status: null,
  } as const;
  const page = { href: "", limit: 20, next: null, offset: 0, previous: null, total: 1 };
  const items = [{ added_at: "2026-01-01T00:00:00Z", track: null }];
  description.answer(route, request, { status: 200, body: { ...page, items } });
  expect(violations).toEqual([]);
  description.answer(route, request, { status: 200, body: { ...page, items: [{}] } });
  description.answer(route, request, { status: 200, body: { ...page, items, more: 1 } });
  description.answer(route, request, { status: 201, body: {} });
  expect(violations).toEqual([
    "GET /me/tracks: answer 200/items/0 must have required property 'added_at'",
    "GET /me/tracks: answer 200 must NOT have additional properties",
    "GET /me/tracks: 201 is not described",
  ]);
});

const full = process.env["UNDERTONE_SPOTIFY_OPENAPI"];

test.skipIf(full === undefined)(
  "every call that is described is in the full description (UNDERTONE_SPOTIFY_OPENAPI names its file)",
  () => {
    const calls = new Set<string>();
    let path = "";
    for (const line of readFileSync(full ?? "", "utf8").split("\n")) {
      if (line.startsWith("components:")) break;
      path = line.match(/^ {2}(\/\S*):$/)?.[1] ?? path;
      const method = line.match(/^ {4}(get|put|post|delete):$/)?.[1];
      if (method !== undefined) calls.add(`${method.toUpperCase()} ${path}`);
    }
    expect(describedCalls().filter((call) => !calls.has(call))).toEqual([]);
  },
);
