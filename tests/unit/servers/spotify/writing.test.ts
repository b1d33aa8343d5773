import fc from "fast-check";
import { expect, test } from "vitest";
import { startSpotify, type SpotifyServer } from "../../../servers/spotify/server.ts";
import { asking, refused } from "./asking.ts";

const LOCAL = "spotify:local:The+Band:Live:My+Own+Song:184";

function urisIn(server: SpotifyServer, id: string): (string | null)[] {
  return server.state.playlists.get(id)?.entries.map(({ uri }) => uri) ?? [];
}

/** A playlist of the tracks a, b, c, d, and names for their URIs. */
async function four() {
  const server = await startSpotify();
  const [a = "", b = "", c = "", d = "", e = ""] = server.world.tracks(5).map(({ uri }) => uri);
  const playlist = server.world.playlist({ uris: [a, b, c, d] });
  const path = `/playlists/${playlist.id}/items`;
  return { server, ask: asking(server), a, b, c, d, e, playlist, path };
}

const written = (status: number) => ({
  status,
  body: { snapshot_id: expect.any(String) as string },
  retryAfter: null,
});

test("a new playlist is public unless one says otherwise, the user's, and first on their list", async () => {
  const server = await startSpotify({ world: { playlists: 1 } });
  const ask = asking(server);
  expect(await ask("POST", "/me/playlists", { name: "Loud" })).toMatchObject({
    status: 201,
    body: { name: "Loud", public: true, description: null, items: { total: 0, items: [] } },
  });
  const about = { name: "Calm", description: `Rock & "roll" <it's/ours>`, public: false };
  const { body } = await ask("POST", "/me/playlists", about);
  expect(body).toMatchObject({
    name: "Calm",
    public: false,
    owner: { id: "nina" },
    description: "Rock &amp; &quot;roll&quot; &lt;it&#x27;s&#x2F;ours&gt;",
  });
  expect(server.state.person.playlists[0]).toBe((body as { id: string }).id);
  expect(await ask("POST", "/me/playlists", { public: false })).toMatchObject({ status: 400 });
});

test("details change, and the snapshot with them", async () => {
  const { server, ask, playlist } = await four();
  const before = playlist.snapshots.length;
  const about = { name: "Other", description: "New", public: true };
  expect(await ask("PUT", `/playlists/${playlist.id}`, about)).toMatchObject({ status: 200 });
  expect(playlist).toMatchObject(about);
  expect(playlist.snapshots).toHaveLength(before + 1);
  const theirs = server.world.playlist({ ownerId: "someone", collaborators: ["nina"] });
  expect(await ask("PUT", `/playlists/${theirs.id}`, about)).toEqual(refused(403, "Forbidden"));
});

test("tracks are added at the end or at a place", async () => {
  const { server, ask, a, b, c, d, e, playlist, path } = await four();
  expect(await ask("POST", path, { uris: [e, a] })).toEqual(written(201));
  expect(await ask("POST", path, { uris: [d, e], position: 1 })).toEqual(written(201));
  expect(urisIn(server, playlist.id)).toEqual([a, d, e, b, c, d, e, a]);
  expect(await ask("POST", path, { uris: [a], position: 9 })).toEqual(
    refused(400, "Index out of bounds."),
  );
  expect(server.violations).toEqual([]);
});

test("what is no track or episode of Spotify's is never added, and nothing of the request is", async () => {
  const { server, ask, a, playlist, path } = await four();
  const before = urisIn(server, playlist.id);
  const unknown = "spotify:track:0000000000000000000000";
  for (const wrong of [LOCAL, "spotify:album:0zLhl3WsOCQHbe1BPTiHgr", "spotify:track:1", unknown]) {
    expect([wrong, (await ask("POST", path, { uris: [a, wrong] })).status]).toEqual([wrong, 400]);
    expect([wrong, (await ask("PUT", path, { uris: [a, wrong] })).status]).toEqual([wrong, 400]);
  }
  expect(await ask("POST", path, { uris: [] })).toMatchObject({ status: 400 });
  expect(urisIn(server, playlist.id)).toEqual(before);
});

test("replacing leaves what is given, also nothing", async () => {
  const { server, ask, a, e, playlist, path } = await four();
  expect(await ask("PUT", path, { uris: [e, a, e] })).toEqual(written(200));
  expect(urisIn(server, playlist.id)).toEqual([e, a, e]);
  expect(await ask("PUT", path, { uris: [] })).toEqual(written(200));
  expect(urisIn(server, playlist.id)).toEqual([]);
  expect(server.violations).toEqual([]);
});

test("moving counts places as they were; never together with replacing", async () => {
  const { server, ask, a, b, c, d, playlist, path } = await four();
  const moves = [
    [{ range_start: 0, insert_before: 4 }, [b, c, d, a]],
    [{ range_start: 3, insert_before: 0 }, [a, b, c, d]],
    [{ range_start: 2, insert_before: 0, range_length: 2 }, [c, d, a, b]],
    [{ range_start: 0, insert_before: 3, range_length: 2 }, [a, c, d, b]],
    [{ range_start: 1, insert_before: 2, range_length: 2 }, [a, c, d, b]],
  ] as const;
  for (const [move, after] of moves) {
    expect(await ask("PUT", path, move)).toEqual(written(200));
    expect([move, urisIn(server, playlist.id)]).toEqual([move, after]);
  }
  expect(server.violations).toEqual([]);
  for (const move of [
    { range_start: 3, insert_before: 0, range_length: 2 },
    { range_start: 0, insert_before: 5 },
  ]) {
    expect(await ask("PUT", path, move)).toEqual(refused(400, "Index out of bounds."));
  }
  const snapshot_id = "made up";
  expect(await ask("PUT", path, { range_start: 0, insert_before: 2, snapshot_id })).toEqual(
    refused(400, "Invalid snapshot ID"),
  );
  expect(await ask("PUT", path, { uris: [a], range_start: 0, insert_before: 1 })).toEqual(
    refused(400, "Cannot replace and reorder in one request"),
  );
  expect(urisIn(server, playlist.id)).toEqual([a, c, d, b]);
});

test("any move leaves the same as taking out and putting in", async () => {
  const server = await startSpotify();
  const ask = asking(server);
  const uris = server.world.tracks(12).map(({ uri }) => uri);
  const range = fc
    .record({ start: fc.nat(11), length: fc.integer({ min: 1, max: 12 }), before: fc.nat(12) })
    .filter(({ start, length }) => start + length <= uris.length);
  await fc.assert(
    fc.asyncProperty(range, async ({ start, length, before }) => {
      const { id } = server.world.playlist({ uris });
      const body = { range_start: start, range_length: length, insert_before: before };
      await ask("PUT", `/playlists/${id}/items`, body);
      const isMoved = (at: number) => at >= start && at < start + length;
      const left = uris.slice(0, before).filter((_, at) => !isMoved(at));
      const right = uris.slice(before).filter((_, at) => !isMoved(at + before));
      const moved = uris.slice(start, start + length);
      expect(urisIn(server, id)).toEqual([...left, ...moved, ...right]);
    }),
    { numRuns: 60 },
  );
});

test("removing takes every copy, and cannot be told a place", async () => {
  const { server, ask, a, b, c, d, playlist, path } = await four();
  server.phone.add(playlist.id, [a, LOCAL, a, null]);
  expect(await ask("DELETE", path, { items: [{ uri: a }, { uri: c }] })).toEqual(written(200));
  expect(urisIn(server, playlist.id)).toEqual([b, d, LOCAL, null]);
  expect(await ask("DELETE", path, { items: [{ uri: LOCAL }] })).toEqual(written(200));
  expect(server.violations).toEqual([]);
  expect(await ask("DELETE", path, { tracks: [{ uri: b }] })).toMatchObject({ status: 400 });
  await ask("DELETE", path, { items: [{ uri: b, positions: [0] }] });
  expect(server.violations.map((told) => told.split(":")[0])).toEqual([
    `DELETE ${path}`,
    `DELETE ${path}`,
  ]);
});

test("nothing of others is written, but where one works together with them", async () => {
  const { server, ask, a } = await four();
  const theirs = server.world.playlist({ ownerId: "someone", collaborative: true });
  const together = server.world.playlist({ ownerId: "someone", collaborators: ["nina"] });
  const uris = { uris: [a] };
  for (const [method, body] of [
    ["POST", uris],
    ["PUT", uris],
    ["DELETE", { items: [{ uri: a }] }],
  ] as const) {
    expect(await ask(method, `/playlists/${theirs.id}/items`, body)).toEqual(
      refused(403, "Forbidden"),
    );
  }
  expect(await ask("POST", `/playlists/${together.id}/items`, uris)).toEqual(written(201));
  expect(together.entries).toMatchObject([{ uri: a, addedBy: "nina" }]);
});

test("a playlist is taken off the list, and stays readable by its id", async () => {
  const { server, ask, playlist } = await four();
  const uri = `spotify:playlist:${playlist.id}`;
  expect(await ask("GET", `/me/library/contains?uris=${uri}`)).toMatchObject({ body: [true] });
  expect(await ask("DELETE", `/me/library?uris=${uri}`)).toMatchObject({ status: 200 });
  expect(await ask("GET", `/me/library/contains?uris=${uri}`)).toMatchObject({ body: [false] });
  expect(server.state.person.playlists).toEqual([]);
  expect(await ask("GET", `/playlists/${playlist.id}/items`)).toMatchObject({ status: 200 });
  expect(await ask("PUT", `/me/library?uris=${uri}`)).toMatchObject({ status: 200 });
  expect(server.state.person.playlists).toEqual([playlist.id]);
});

test("songs are liked and unliked, newest first", async () => {
  const { server, a, b, c } = await four();
  server.world.liked([a]);
  const ask = asking(server, server.grant(["user-library-modify"]).accessToken);
  await ask("PUT", `/me/library?uris=${b},${a}`);
  server.phone.like(c);
  expect(server.state.person.liked.map(({ uri }) => uri)).toEqual([c, b, a]);
  await ask("DELETE", `/me/library?uris=${b},${c}`);
  expect(server.state.person.liked.map(({ uri }) => uri)).toEqual([a]);
});

test("a snapshot moves with every write and rename, and is seen late where it was written over the API", async () => {
  const { server, ask, a, playlist, path } = await four();
  server.state.rules.snapshotLagMs = 30_000;
  const seen = async () => {
    const { body } = await ask("GET", `/playlists/${playlist.id}?fields=snapshot_id,items.total`);
    return body as { snapshot_id: string; items: { total: number } };
  };
  const before = await seen();
  const { body } = await ask("POST", path, { uris: [a] });
  const { snapshot_id } = body as { snapshot_id: string };
  expect(snapshot_id).not.toBe(before.snapshot_id);
  expect(await seen()).toEqual({ snapshot_id: before.snapshot_id, items: { total: 5 } });
  server.state.clock.advance(30_000);
  expect(await seen()).toEqual({ snapshot_id, items: { total: 5 } });
  server.phone.rename(playlist.id, "Other");
  expect((await seen()).snapshot_id).not.toBe(snapshot_id);
});

test("the user's phone changes what it says", async () => {
  const { server, a, b, c, d, e, playlist } = await four();
  server.phone.add(playlist.id, [e], 1);
  server.phone.removeAt(playlist.id, 0);
  server.phone.move(playlist.id, 0, 1, 4);
  expect(urisIn(server, playlist.id)).toEqual([b, c, d, e]);
  const made = server.phone.create("From the phone", [a]);
  server.phone.unfollow(playlist.id);
  expect(server.state.person.playlists).toEqual([made.id]);
  server.phone.follow(playlist.id);
  expect(server.state.person.playlists).toEqual([playlist.id, made.id]);
  server.phone.like(a);
  server.phone.like(b);
  server.phone.unlike(a);
  expect(server.state.person.liked.map(({ uri }) => uri)).toEqual([b]);
});
