import { expect, test } from "vitest";
import { startSpotify } from "../../../servers/spotify/server.ts";
import { asking, refused } from "./asking.ts";

const LOCAL = "spotify:local:The+Band:Live:My+Own+Song:184";
const EPISODE = "spotify:episode:0zLhl3WsOCQHbe1BPTiHgr";

test("a profile without what went in 2026", async () => {
  const server = await startSpotify();
  expect(await asking(server)("GET", "/me")).toEqual({
    status: 200,
    body: {
      account_id: "account-nina",
      display_name: "Nina Hofer",
      external_urls: { spotify: "https://open.spotify.com/user/nina" },
      href: `${server.api}/users/nina`,
      id: "nina",
      type: "user",
      uri: "spotify:user:nina",
      images: [],
    },
    retryAfter: null,
  });
});

test("one's playlists come in pages, with nulls, those of others, and how many items each has", async () => {
  const server = await startSpotify({ world: { playlists: 3, perPlaylist: 2 } });
  const theirs = server.world.playlist({ name: "Theirs", ownerId: "someone", uris: [null] });
  server.state.person.playlists.splice(1, 0, null);
  const ask = asking(server);
  expect(await ask("GET", "/me/playlists?limit=2")).toMatchObject({
    body: {
      items: [{ items: { total: 2 }, owner: { id: "nina" } }, null],
      total: 5,
      limit: 2,
      offset: 0,
      next: `${server.api}/me/playlists?offset=2&limit=2`,
      previous: null,
    },
  });
  expect(await ask("GET", "/me/playlists?limit=2&offset=4")).toMatchObject({
    body: {
      items: [{ id: theirs.id, name: "Theirs", owner: { id: "someone" }, items: { total: 1 } }],
      next: null,
      previous: `${server.api}/me/playlists?offset=2&limit=2`,
    },
  });
  expect(server.violations).toEqual([]);
});

test("collaborative playlists are listed for who may see them, and read by collaborators alone", async () => {
  const server = await startSpotify();
  const about = { ownerId: "someone", collaborative: true };
  const ours = server.world.playlist({ ...about, collaborators: ["nina"] });
  const notOurs = server.world.playlist(about);
  const ask = asking(server);
  expect(await ask("GET", "/me/playlists")).toMatchObject({ body: { total: 2 } });
  const few = asking(server, server.grant(["playlist-read-private"]).accessToken);
  expect(await few("GET", "/me/playlists")).toMatchObject({ body: { total: 0 } });
  expect(await ask("GET", `/playlists/${ours.id}/items`)).toMatchObject({ status: 200 });
  expect(await ask("GET", `/playlists/${notOurs.id}/items`)).toEqual(refused(403, "Forbidden"));
  expect(await ask("GET", `/playlists/${notOurs.id}?fields=id,items`)).toMatchObject({
    status: 200,
    body: { id: notOurs.id },
  });
});

test("items are in `item`: a track, an episode, a local file, or null", async () => {
  const server = await startSpotify();
  const track = server.world.track({ name: "A Song", isrc: "ATUND0000001" });
  const gone = "spotify:track:0000000000000000000000";
  const { id } = server.world.playlist({ uris: [track.uri, EPISODE, LOCAL, null, gone] });
  const ask = asking(server);
  const fields =
    "total,items(added_at,added_by.id,is_local,item(name,type,uri,external_ids,artists(name)))";
  const path = `/playlists/${id}/items?additional_types=track,episode&fields=${fields}`;
  expect((await ask("GET", path)).body).toEqual({
    total: 5,
    items: [
      {
        added_at: "2021-01-01T00:00:00Z",
        added_by: { id: "nina" },
        is_local: false,
        item: {
          name: "A Song",
          type: "track",
          uri: track.uri,
          external_ids: { isrc: "ATUND0000001" },
          artists: track.artists.map((name) => ({ name })),
        },
      },
      {
        added_at: "2021-01-01T00:01:00Z",
        added_by: { id: "nina" },
        is_local: false,
        item: { name: "Episode 0zLh", type: "episode", uri: EPISODE },
      },
      {
        added_at: "2021-01-01T00:02:00Z",
        added_by: { id: "nina" },
        is_local: true,
        item: {
          name: "My Own Song",
          type: "track",
          uri: LOCAL,
          external_ids: {},
          artists: [{ name: "The Band" }],
        },
      },
      { added_at: "2021-01-01T00:03:00Z", added_by: { id: "nina" }, is_local: false, item: null },
      { added_at: "2021-01-01T00:04:00Z", added_by: { id: "nina" }, is_local: false, item: null },
    ],
  });
  expect(
    (await ask("GET", `/playlists/${id}/items?offset=1&limit=1&fields=items(item.type,item.uri)`))
      .body,
  ).toEqual({ items: [{ item: { type: "track", uri: EPISODE } }] });
  expect(server.violations).toEqual([]);
});

test("a relinked track gives another one and says which was asked for; an unavailable one says why", async () => {
  const server = await startSpotify();
  const given = server.world.track();
  const held = server.world.track({ relinkedTo: given.uri });
  const unavailable = server.world.track({ playable: false, restriction: "market" });
  server.world.liked([held.uri, unavailable.uri]);
  const ask = asking(server);
  expect(await ask("GET", "/me/tracks")).toMatchObject({
    body: {
      items: [
        { track: { uri: given.uri, is_playable: true, linked_from: { uri: held.uri } } },
        { track: { uri: unavailable.uri, is_playable: false, restrictions: { reason: "market" } } },
      ],
    },
  });
  expect(await ask("GET", `/tracks/${held.id}`)).toMatchObject({
    body: { uri: given.uri, linked_from: { uri: held.uri } },
  });
  expect(server.violations).toEqual([]);
});

test("some tracks have no ISRC, and some of these not even the place for it", async () => {
  const server = await startSpotify();
  const without = server.world.tracks(44).filter(({ isrc }) => isrc === null);
  const shown = await Promise.all(
    without.map(async ({ id }) => (await asking(server)("GET", `/tracks/${id}`)).body),
  );
  const places = shown.map((track) => "external_ids" in (track as object));
  expect(places).toHaveLength(4);
  expect(new Set(places)).toEqual(new Set([true, false]));
  expect(JSON.stringify(shown)).not.toContain("isrc");
});

test("fields can be named with dots, nested, left out, and cannot be nonsense", async () => {
  const server = await startSpotify();
  const { uri, name } = server.world.track();
  const { id } = server.world.playlist({ name: "Mine", uris: [uri] });
  const ask = asking(server);
  const read = async (fields: string) =>
    (await ask("GET", `/playlists/${id}?fields=${encodeURIComponent(fields)}`)).body;
  expect(await read("name,owner(id)")).toEqual({ name: "Mine", owner: { id: "nina" } });
  expect(await read("items.items(item.name),items.total")).toEqual({
    items: { items: [{ item: { name } }], total: 1 },
  });
  expect(
    await read("items(total,items(item(uri,album(!images,!artists,!external_urls))))"),
  ).toEqual({
    items: {
      total: 1,
      items: [
        {
          item: {
            uri,
            album: {
              album_type: "album",
              href: expect.any(String) as string,
              id: expect.any(String) as string,
              name: expect.any(String) as string,
              release_date: expect.any(String) as string,
              release_date_precision: "year",
              total_tracks: 10,
              type: "album",
              uri: expect.any(String) as string,
            },
          },
        },
      ],
    },
  });
  expect(await read("nothing,name")).toEqual({ name: "Mine" });
  for (const wrong of ["items(", "name,,id", "a)b", "na me(", "items.(x)", "!"]) {
    expect(await ask("GET", `/playlists/${id}?fields=${wrong}`)).toEqual(
      refused(400, "Invalid fields filter"),
    );
  }
});

test("what is asked for wrongly is 400, what is not there 404", async () => {
  const server = await startSpotify();
  const ask = asking(server);
  const nowhere = "0".repeat(22);
  expect(await ask("GET", "/playlists/liked/items")).toEqual(refused(400, "Invalid base62 id"));
  expect(await ask("GET", `/playlists/${nowhere}`)).toEqual(refused(404, "Resource not found"));
  expect(await ask("GET", `/tracks/${nowhere}`)).toEqual(refused(404, "Resource not found"));
  expect(await ask("GET", "/tracks/1")).toEqual(refused(400, "Invalid base62 id"));
});

test("a search finds by words and by ISRC", async () => {
  const server = await startSpotify({ world: { liked: 30 } });
  const { uri } = server.world.track({ name: "One Of A Kind", isrc: "ATUND9999999" });
  const ask = asking(server);
  for (const q of ["isrc:ATUND9999999", "kind one", 'track:"One Of" kind']) {
    expect(await ask("GET", `/search?type=track&q=${encodeURIComponent(q)}`)).toMatchObject({
      body: { tracks: { items: [{ uri }], total: 1, limit: 5 } },
    });
  }
  expect(server.violations).toEqual([]);
});

test("a filled world is the same for the same seed", async () => {
  const size = { liked: 120, playlists: 3, perPlaylist: 60, seed: 5 };
  const [one, same, other] = await Promise.all([
    startSpotify({ world: size }),
    startSpotify({ world: size }),
    startSpotify({ world: { ...size, seed: 6 } }),
  ]);
  expect(same.state.tracks).toEqual(one.state.tracks);
  expect(other.state.tracks).not.toEqual(one.state.tracks);
  expect(one.state.person.liked).toHaveLength(120);
  expect([...one.state.playlists.values()].map(({ entries }) => entries.length)).toEqual([
    60, 60, 60,
  ]);
  const dates = one.state.person.liked.map(({ addedAt }) => addedAt);
  expect(dates).toEqual(dates.toSorted().reverse());
});
