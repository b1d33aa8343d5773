import fc from "fast-check";
import { expect, test } from "vitest";
import { startScripted } from "../scripted.ts";
import { clientOf, failure, NEVER } from "./support.ts";

const FIRST = { start: 0, limit: 50 };
const TRACK = {
  type: "track",
  id: "1",
  uri: "spotify:track:1",
  name: "A Song – “Live”",
  duration_ms: 1000,
  is_local: false,
  is_playable: false,
  external_ids: { isrc: "USABC1234567" },
  artists: [{ name: "One" }, { name: "Two" }],
  album: { name: "Album", release_date: "2001" },
  something_new: { deep: [1] },
};
const DECODED = {
  uri: "spotify:track:1",
  linkedUri: null,
  title: "A Song – “Live”",
  artists: ["One", "Two"],
  album: "Album",
  releaseDate: "2001",
  durationMs: 1000,
  isrc: "USABC1234567",
  playable: false,
};

async function itemsOf(items: unknown): Promise<unknown> {
  const server = await startScripted(() => ({ body: { items, total: 9, next: null } }));
  return clientOf(server.address).api.playlistItems("p", FIRST, NEVER);
}

test("places hold songs by the new name and the old one, and what is no song is kept in place", async () => {
  expect(
    await itemsOf([
      { added_at: "2026-01-01T00:00:00Z", is_local: false, item: TRACK },
      { added_at: null, track: TRACK },
      {
        added_at: "2026-01-01T00:00:00Z",
        item: { ...TRACK, uri: "spotify:track:2", linked_from: { uri: "spotify:track:1" } },
      },
      { item: { uri: "spotify:track:3" } },
      {
        item: {
          ...TRACK,
          external_ids: null,
          artists: [null, { name: "" }, { name: "Two" }],
          album: null,
          duration_ms: "long",
        },
      },
      null,
      { added_at: "2020-01-01T00:00:00Z", item: null, track: null },
      { is_local: true, item: { name: "Mine", uri: "spotify:local:a:b:Mine:3" } },
      { item: { type: "episode", name: "Talk", uri: "spotify:episode:1" } },
      { item: { type: "chapter", name: "One", id: "c" } },
      { item: { type: "track", name: "Talk", uri: "spotify:episode:2" } },
      "what is this",
    ]),
  ).toEqual({
    total: 9,
    items: [
      { kind: "track", addedAt: "2026-01-01T00:00:00Z", track: DECODED },
      { kind: "track", addedAt: null, track: DECODED },
      {
        kind: "track",
        addedAt: "2026-01-01T00:00:00Z",
        track: { ...DECODED, linkedUri: "spotify:track:2" },
      },
      {
        kind: "track",
        addedAt: null,
        track: {
          uri: "spotify:track:3",
          linkedUri: null,
          title: "",
          artists: [],
          album: null,
          releaseDate: null,
          durationMs: null,
          isrc: null,
          playable: null,
        },
      },
      {
        kind: "track",
        addedAt: null,
        track: {
          ...DECODED,
          isrc: null,
          artists: ["Two"],
          album: null,
          releaseDate: null,
          durationMs: null,
        },
      },
      { kind: "missing", addedAt: null },
      { kind: "missing", addedAt: "2020-01-01T00:00:00Z" },
      { kind: "local", addedAt: null, title: "Mine", uri: "spotify:local:a:b:Mine:3" },
      { kind: "episode", addedAt: null, title: "Talk", uri: "spotify:episode:1" },
      { kind: "episode", addedAt: null, title: "One", uri: "spotify:chapter:c" },
      { kind: "episode", addedAt: null, title: "Talk", uri: "spotify:episode:2" },
      { kind: "missing", addedAt: null },
    ],
  });
});

test("whatever a place holds, there is one item for each, in order", async () => {
  const wild = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        item: fc.oneof(fc.jsonValue(), fc.constant(TRACK)),
        is_local: fc.jsonValue(),
        added_at: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  let body: unknown;
  const server = await startScripted(() => ({ body }));
  const { api } = clientOf(server.address, { settings: { spotifyDailyRequests: 100_000 } });
  await fc.assert(
    fc.asyncProperty(fc.array(wild, { maxLength: 5 }), async (items) => {
      body = { items: [...items, { item: TRACK }], total: 6 };
      const page = await api.playlistItems("p", FIRST, NEVER);
      expect(page.items).toHaveLength(items.length + 1);
      expect(page.items.at(-1)).toEqual({ kind: "track", addedAt: null, track: DECODED });
    }),
    { numRuns: 60 },
  );
});

test("playlists are listed without null entries, by the new name of their size or the old one", async () => {
  const server = await startScripted(() => ({
    body: {
      total: 4,
      items: [
        {
          id: "a",
          name: "A",
          description: "Rock &amp; &#x27;Roll&#x27; &#38;lt; &#x2F; &nope; &#xFFFFFF;",
          owner: { id: "me", display_name: "Me" },
          collaborative: true,
          snapshot_id: "s",
          items: { total: 3 },
        },
        null,
        { id: "b", name: null, owner: null, tracks: { total: 5 } },
        { name: "without an id" },
      ],
    },
  }));
  expect(await clientOf(server.address).api.myPlaylists(0, NEVER)).toEqual({
    total: 4,
    items: [
      {
        id: "a",
        name: "A",
        description: "Rock & 'Roll' &lt; / &nope; &#xFFFFFF;",
        ownerId: "me",
        ownerName: "Me",
        collaborative: true,
        snapshotId: "s",
        total: 3,
      },
      {
        id: "b",
        name: "",
        description: null,
        ownerId: null,
        ownerName: null,
        collaborative: false,
        snapshotId: null,
        total: 5,
      },
    ],
  });
});

test.each([
  ["no JSON", "<html>Sign in to the hotel's network</html>"],
  ["half of it", '{"items": [{"item": '],
  ["nothing", ""],
  ["null", null],
  ["a list", []],
  ["no total", { items: [] }],
  ["no items", { total: 3 }],
  ["songs by a name that we do not know", { items: [{ content: TRACK }], total: 1 }],
])("an answer with %s is not taken for an empty playlist", async (_, body) => {
  const server = await startScripted(() => ({ body }));
  const { api } = clientOf(server.address);
  const error = await failure(api.playlistItems("p", FIRST, NEVER));
  expect([error.code, error.message.slice(0, 37)]).toEqual([
    "unavailable",
    "Spotify's answer was not understood. ".trimEnd() + " ",
  ]);
});

test("a redirect is not followed: the token would go with it", async () => {
  const server = await startScripted(() => ({ status: 302, headers: { location: "/elsewhere" } }));
  const { api } = clientOf(server.address);
  expect((await failure(api.me(NEVER))).code).toBe("unavailable");
  expect(server.asked).toHaveLength(1);
});

test("requests have the paths and bodies of 2026", async () => {
  const server = await startScripted(({ method }) => ({
    status: method === "POST" ? 201 : 200,
    body: { id: "p", snapshot_id: "s", items: [], total: 0 },
  }));
  const { api } = clientOf(server.address);
  await api.likedTracks({ start: 100, limit: 50 }, NEVER);
  expect(await api.createPlaylist({ name: "N", description: "D", public: false }, NEVER)).toEqual({
    id: "p",
    snapshotId: "s",
  });
  await api.describePlaylist("p", { name: "M" }, NEVER);
  await api.addItems("p", ["spotify:track:1"], null, NEVER);
  await api.moveItems("p", { start: 4, length: 2, before: 0 }, NEVER);
  await api.removeItems("p", ["spotify:track:1"], NEVER);
  await api.unfollowPlaylist("p", NEVER);
  expect(
    server.asked.map(({ method, path, body }) => [method, decodeURIComponent(path), body]),
  ).toEqual([
    ["GET", "/me/tracks?limit=50&offset=100", ""],
    ["POST", "/me/playlists", '{"name":"N","description":"D","public":false}'],
    ["PUT", "/playlists/p", '{"name":"M"}'],
    ["POST", "/playlists/p/items", '{"uris":["spotify:track:1"]}'],
    ["PUT", "/playlists/p/items", '{"range_start":4,"range_length":2,"insert_before":0}'],
    ["DELETE", "/playlists/p/items", '{"items":[{"uri":"spotify:track:1"}]}'],
    ["DELETE", "/me/library?uris=spotify:playlist:p", ""],
  ]);
});

test("answers without a body are answers: 204, and 200 with nothing in it", async () => {
  const server = await startScripted((_, count) => ({ status: count === 1 ? 204 : 200, body: "" }));
  const { api } = clientOf(server.address);
  await api.describePlaylist("p", { name: "M" }, NEVER);
  await api.describePlaylist("p", { name: "N" }, NEVER);
  expect(server.asked).toHaveLength(2);
});
