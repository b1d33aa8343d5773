import { expect, test } from "vitest";
import type { Fault } from "../../../servers/spotify/faults.ts";
import { connected, places, uris } from "./support.ts";

const pathOf = (id: string) => `/playlists/${id}/items`;

/** What goes wrong with one playlist, and what the report says of it. */
const FAILURES: readonly { name: string; fault: Omit<Fault, "path">; reason: RegExp }[] = [
  {
    name: "a 403",
    fault: {
      does: "answer",
      status: 403,
      body: { error: { status: 403, message: "Forbidden" } },
    } as never,
    reason: /owner and collaborators/,
  },
  {
    name: "a 404",
    fault: {
      does: "answer",
      status: 404,
      body: { error: { status: 404, message: "Not found" } },
    } as never,
    reason: /nothing there/,
  },
  {
    name: "an answer of another shape",
    fault: { does: "change", change: () => ({ items: "none" }) } as never,
    reason: /not understood/,
  },
  {
    name: "fewer items than it has",
    fault: {
      does: "change",
      change: (body: unknown) => ({ ...(body as object), total: 5 }),
    } as never,
    reason: /has 5 items, but gave 3; what was synced before was kept/,
  },
];

test.each(FAILURES)(
  "$name of one playlist leaves it as it was, with the reason, and the rest goes on",
  async ({ fault, reason }) => {
    const { server, data, call, logged } = await connected();
    const [one, two, three] = server.world.tracks(3);
    if (!one || !two || !three) throw new Error("There are no tracks.");
    const bad = server.world.playlist({ name: "Bad", uris: uris([one, two]) });
    const good = server.world.playlist({ name: "Good", uris: uris([two]) });
    await call("spotify.sync", {});
    server.phone.add(bad.id, [three.uri]);
    server.phone.add(good.id, [three.uri]);
    const planned = server.faults.add({ ...fault, path: pathOf(bad.id), times: Infinity } as Fault);

    const report = await call("spotify.sync", {});

    expect(report.stopped).toBeNull();
    expect(report.playlists.slice(1)).toEqual([
      expect.objectContaining({
        name: "Bad",
        state: "left",
        added: 0,
        reason: expect.stringMatching(reason) as string,
      }),
      expect.objectContaining({ name: "Good", state: "synced", added: 1, reason: null }),
    ]);
    expect(places(data, bad.id)).toEqual(uris([one, two]));
    expect(places(data, good.id)).toEqual(uris([two, three]));

    planned.remove();
    const later = await call("spotify.sync", {});
    expect(later.playlists[1]).toMatchObject({ name: "Bad", state: "synced", added: 1 });
    expect(places(data, bad.id)).toEqual(uris([one, two, three]));
    expect(logged).toEqual([]);
  },
);

test("a total that is wrong once is asked for once more", async () => {
  const { server, data, call } = await connected();
  const playlist = server.world.playlist({ name: "Hasty", uris: uris(server.world.tracks(3)) });
  server.faults.add({
    path: pathOf(playlist.id),
    does: "change",
    change: (body) => ({ ...(body as object), total: 2 }),
  });
  const report = await call("spotify.sync", {});
  expect(report.playlists[1]).toMatchObject({ state: "synced", added: 3 });
  expect(places(data, playlist.id)).toHaveLength(3);
});

test("a playlist changed while its pages are read is read anew", async () => {
  const { server, data, call } = await connected();
  const songs = uris(server.world.tracks(120));
  const extra = server.world.track();
  const playlist = server.world.playlist({ name: "Busy", uris: songs });
  let read = 0;
  server.faults.add({
    path: pathOf(playlist.id),
    times: 2,
    does: "change",
    change: (body) => {
      read += 1;
      if (read === 1) server.phone.add(playlist.id, [extra.uri], 0);
      return body;
    },
  });
  const report = await call("spotify.sync", {});
  expect(report.playlists[1]).toMatchObject({ state: "synced", added: 121 });
  expect(places(data, playlist.id)).toEqual([extra.uri, ...songs]);
});

test("trouble on deep pages of Liked Songs keeps what came before them, and goes on there", async () => {
  const { server, data, call } = await connected();
  server.world.grow({ liked: 160, playlists: 1, perPlaylist: 2 });
  const planned = server.faults.add({
    path: "/me/tracks",
    fromOffset: 100,
    times: Infinity,
    does: "answer",
    status: 502,
  });
  const report = await call("spotify.sync", {});
  expect(report).toMatchObject({ added: 102, stopped: null });
  expect(report.playlists).toEqual([
    expect.objectContaining({
      id: "liked",
      state: "left",
      reason: expect.stringContaining("502") as string,
    }),
    expect.objectContaining({ state: "synced", added: 2 }),
  ]);
  planned.remove();
  expect(await call("spotify.sync", {})).toMatchObject({ added: 60, stopped: null });
  expect(places(data, "liked")).toEqual(server.state.person.liked.map(({ uri }) => uri));
});

test("signed out, no sync begins and nothing is lost", async () => {
  const { server, data, call } = await connected();
  const playlist = server.world.playlist({ uris: uris(server.world.tracks(2)) });
  await call("spotify.sync", {});
  await call("spotify.disconnect", { deleteData: false });
  await expect(call("spotify.sync", {})).rejects.toMatchObject({ code: "signed_out" });
  expect(places(data, playlist.id)).toHaveLength(2);
});
