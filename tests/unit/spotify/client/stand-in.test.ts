import { expect, test } from "vitest";
import { startSpotify, type SpotifyServer } from "../../../servers/spotify/server.ts";
import { clientOf, failure, NEVER, type TestClient } from "./support.ts";

const PAGE = { start: 0, limit: 50 };

function clientFor(server: SpotifyServer, scopes?: readonly string[]): TestClient {
  const token = server.grant(scopes).accessToken;
  return clientOf(server.api, {
    access: { get: () => Promise.resolve({ token, appOnly: false }) },
  });
}

test("a playlist is made, described, filled, moved, emptied and taken off the list", async () => {
  const server = await startSpotify();
  const { api } = clientFor(server);
  const [a, b, c, d] = server.world.tracks(4).map(({ uri }) => uri) as [
    string,
    string,
    string,
    string,
  ];
  const { id } = await api.createPlaylist(
    { name: "Chill", description: "Rock & 'Roll' <1/2>", public: false },
    NEVER,
  );
  const now = async () => {
    const page = await api.playlistItems(id, PAGE, NEVER);
    expect(page.total).toBe(page.items.length);
    return page.items.map((item) => (item.kind === "track" ? item.track.uri : item.kind));
  };
  await api.addItems(id, [a, b, a], null, NEVER);
  await api.addItems(id, [c], 0, NEVER);
  expect(await now()).toEqual([c, a, b, a]);
  await api.moveItems(id, { start: 0, length: 2, before: 4 }, NEVER);
  expect(await now()).toEqual([b, a, c, a]);
  await api.removeItems(id, [a], NEVER);
  expect(await now()).toEqual([b, c]);
  const { snapshotId } = await api.replaceItems(id, [d, d], NEVER);
  expect(await now()).toEqual([d, d]);
  await api.describePlaylist(id, { name: "Calm" }, NEVER);
  expect(await api.playlist(id, NEVER)).toEqual({
    id,
    name: "Calm",
    description: "Rock & 'Roll' <1/2>",
    ownerId: "nina",
    ownerName: "Nina Hofer",
    collaborative: false,
    snapshotId: expect.any(String),
    total: 2,
  });
  expect(snapshotId).toEqual(expect.any(String));
  expect((await api.myPlaylists(0, NEVER)).items.map((listed) => listed.id)).toEqual([id]);
  await api.unfollowPlaylist(id, NEVER);
  expect(await api.myPlaylists(0, NEVER)).toEqual({ items: [], total: 0 });
  expect(server.violations).toEqual([]);
});

test("songs, relinked ones, episodes, local files and holes come in their places", async () => {
  const server = await startSpotify();
  const { api } = clientFor(server);
  const instead = server.world.track({ playable: false });
  const song = server.world.track({ relinkedTo: instead.uri, isrc: null });
  const gone = "spotify:track:0000000000000000000000";
  const { id } = server.world.playlist({
    uris: [
      song.uri,
      null,
      "spotify:episode:512ojhOuo1ktJprKbVcKyQ",
      "spotify:local:A:B:Mine:60",
      gone,
    ],
  });
  const { items } = await api.playlistItems(id, PAGE, NEVER);
  expect(items.map((item) => item.kind)).toEqual([
    "track",
    "missing",
    "episode",
    "local",
    "missing",
  ]);
  expect(items[0]).toMatchObject({
    track: {
      uri: song.uri,
      linkedUri: instead.uri,
      title: instead.name,
      artists: instead.artists,
      isrc: instead.isrc,
      playable: false,
    },
  });
  server.world.liked([song.uri]);
  expect((await api.likedTracks(PAGE, NEVER)).items).toMatchObject([{ kind: "track" }]);
  expect(server.violations).toEqual([]);
});

test("what is not allowed is told apart", async () => {
  const server = await startSpotify();
  const theirs = server.world.playlist({ ownerId: "someone" }).id;
  const mine = server.world.playlist().id;
  const { api } = clientFor(server);
  const narrow = clientFor(server, ["playlist-read-private"]).api;
  const codes = [
    await failure(api.playlistItems(theirs, PAGE, NEVER)),
    await failure(api.addItems(theirs, [server.world.track().uri], null, NEVER)),
    await failure(api.playlist("0000000000000000000000", NEVER)),
    await failure(narrow.likedTracks(PAGE, NEVER)),
    await failure(narrow.addItems(mine, [server.world.track().uri], null, NEVER)),
  ].map(({ code }) => code);
  expect(codes).toEqual(["not_yours", "not_yours", "not_found", "scope_missing", "scope_missing"]);
});
