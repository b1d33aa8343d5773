import { expect, test } from "vitest";
import { startSpotify } from "../../../servers/spotify/server.ts";
import { asking, refused } from "./asking.ts";

test("what went before 2026 answers 403, and what never was 404", async () => {
  const server = await startSpotify();
  const { id } = server.world.playlist();
  const ask = asking(server);
  const gone = [
    ["GET", `/playlists/${id}/tracks`],
    ["POST", `/playlists/${id}/tracks`],
    ["DELETE", `/playlists/${id}/followers`],
    ["POST", "/users/nina/playlists"],
    ["GET", "/users/nina"],
    ["PUT", "/me/tracks"],
    ["DELETE", "/me/tracks"],
    ["GET", "/me/tracks/contains"],
    ["GET", "/tracks?ids=1,2"],
    ["GET", "/audio-features?ids=1"],
    ["GET", "/audio-analysis/1"],
    ["GET", "/recommendations"],
    ["GET", "/browse/new-releases"],
  ] as const;
  for (const [method, path] of gone) {
    expect([path, await ask(method, path)]).toEqual([path, refused(403, "Forbidden")]);
  }
  expect(await ask("GET", "/nonsense")).toEqual(refused(404, "Service not found"));
  expect(server.violations).toContain("PUT /me/tracks: is not described");
});

test("old apps get audio features", async () => {
  const server = await startSpotify();
  const { id, durationMs } = server.world.track();
  server.state.app.old = true;
  expect(await asking(server)("GET", `/audio-features?ids=${id},gone`)).toMatchObject({
    status: 200,
    body: { audio_features: [{ id, duration_ms: durationMs }, null] },
  });
  expect(server.violations).toEqual([]);
});

test("the four 403s tell themselves apart by their text alone, two of them without JSON", async () => {
  const server = await startSpotify();
  const theirs = server.world.playlist({ ownerId: "someone", public: true });
  const ask = asking(server);
  expect(await ask("GET", `/playlists/${theirs.id}/items`)).toEqual(refused(403, "Forbidden"));
  const few = asking(server, server.grant(["playlist-read-private"]).accessToken);
  expect(await few("GET", "/me/tracks")).toEqual(refused(403, "Insufficient client scope"));
  server.state.person.allowed = false;
  expect(await ask("GET", "/me")).toMatchObject({
    status: 403,
    body: expect.stringContaining("the user may not be registered") as string,
  });
  server.state.app.ownerPremium = false;
  expect(await ask("GET", "/me")).toMatchObject({
    status: 403,
    body: expect.stringContaining("Active premium subscription required") as string,
  });
});

test("each call needs its scope", async () => {
  const server = await startSpotify();
  const hidden = server.world.playlist({ public: false }).id;
  const open = server.world.playlist({ public: true }).id;
  const { uri } = server.world.track();
  const uris = { uris: [uri] };
  const calls = [
    ["playlist-read-private", "GET", "/me/playlists"],
    ["playlist-read-private", "GET", `/playlists/${hidden}/items`],
    ["user-library-read", "GET", "/me/tracks"],
    ["user-library-read", "GET", `/me/library/contains?uris=${uri}`],
    ["user-library-modify", "PUT", `/me/library?uris=${uri}`],
    ["user-library-modify", "DELETE", `/me/library?uris=${uri}`],
    ["playlist-modify-private", "POST", "/me/playlists", { name: "New", public: false }],
    ["playlist-modify-public", "POST", "/me/playlists", { name: "New" }],
    ["playlist-modify-private", "PUT", `/playlists/${hidden}`, { name: "Other" }],
    ["playlist-modify-public", "PUT", `/playlists/${open}`, { name: "Other" }],
    ["playlist-modify-private", "POST", `/playlists/${hidden}/items`, uris],
    ["playlist-modify-public", "PUT", `/playlists/${open}/items`, uris],
    ["playlist-modify-private", "DELETE", `/me/library?uris=spotify:playlist:${hidden}`],
  ] as const;
  for (const [scope, method, path, body] of calls) {
    const other = scope === "user-library-read" ? "playlist-read-private" : "user-library-read";
    const without = asking(server, server.grant([other]).accessToken);
    const refusal = refused(403, "Insufficient client scope");
    expect([path, await without(method, path, body)]).toEqual([path, refusal]);
    const { status } = await asking(server, server.grant([scope]).accessToken)(method, path, body);
    expect([path, status < 300]).toEqual([path, true]);
  }
  expect(server.violations).toEqual([]);
});

test("limits of pages, of URIs and of searches", async () => {
  const server = await startSpotify();
  const { id } = server.world.playlist();
  const uris = server.world.tracks(101).map(({ uri }) => uri);
  const ask = asking(server);
  const statuses = async (...calls: [string, string, object?][]) =>
    Promise.all(calls.map(async ([method, path, body]) => (await ask(method, path, body)).status));
  expect(
    await statuses(
      ["GET", "/me/playlists?limit=50"],
      ["GET", `/playlists/${id}/items?limit=50`],
      ["GET", "/me/tracks?limit=50"],
      ["GET", "/search?q=a&type=track&limit=10"],
      ["PUT", `/playlists/${id}/items`, { uris: uris.slice(1) }],
      ["GET", `/me/library/contains?uris=${uris.slice(0, 40).join(",")}`],
    ),
  ).toEqual([200, 200, 200, 200, 200, 200]);
  expect(server.violations).toEqual([]);
  expect(
    await statuses(
      ["GET", "/me/playlists?limit=51"],
      ["GET", `/playlists/${id}/items?limit=100`],
      ["GET", "/me/tracks?limit=0"],
      ["GET", "/me/tracks?offset=-1"],
      ["GET", "/search?q=a&type=track&limit=11"],
      ["POST", `/playlists/${id}/items`, { uris }],
      ["PUT", `/playlists/${id}/items`, { uris }],
      ["DELETE", `/playlists/${id}/items`, { items: uris.map((uri) => ({ uri })) }],
      ["GET", `/me/library/contains?uris=${uris.slice(0, 41).join(",")}`],
    ),
  ).toEqual([400, 400, 400, 400, 400, 400, 400, 400, 400]);
  expect(server.violations).toHaveLength(9);
});

test("more than so many requests in 30 seconds have to wait, without a reason", async () => {
  const server = await startSpotify();
  server.state.rules.windowRequests = 3;
  const ask = asking(server);
  const statuses = [];
  for (let time = 0; time < 4; time += 1) statuses.push((await ask("GET", "/me")).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  const tooMany = await ask("GET", "/me");
  expect(tooMany).toMatchObject({ body: { error: { status: 429 } } });
  expect(JSON.stringify(tooMany.body)).not.toContain("reason");
  expect(Number(tooMany.retryAfter)).toBeGreaterThan(0);
  server.state.clock.advance(Number(tooMany.retryAfter) * 1000);
  expect(await ask("GET", "/me")).toMatchObject({ status: 200 });
});

test("a day's requests used up are told with a reason and a wait of hours", async () => {
  const server = await startSpotify();
  server.state.rules.dailyRequests = 2;
  const ask = asking(server);
  await ask("GET", "/me");
  await ask("GET", "/me");
  expect(await ask("GET", "/me")).toEqual({
    status: 429,
    body: { error: { status: 429, message: "Too many requests", reason: "QUOTA_EXCEEDED" } },
    retryAfter: "21600",
  });
  server.state.clock.advance(24 * 3_600_000 + 1);
  expect(await ask("GET", "/me")).toEqual(refused(401, "The access token expired"));
  expect(await asking(server)("GET", "/me")).toMatchObject({ status: 200 });
});
