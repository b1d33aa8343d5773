import { expect, test } from "vitest";
import type { ImportedTrack } from "../../../main/library/ingest.ts";
import type { Library } from "../../../main/library/library.ts";
import { listPlaylists, playlistTracks } from "../../../main/library/playlists.ts";
import { readTracks } from "../../../main/library/tracks.ts";
import { openLibrary, put, track } from "./support.ts";

const URI = "spotify:track:1";

function everything({ db }: Library) {
  const ids = db.prepare("SELECT id FROM tracks ORDER BY id").pluck().all() as number[];
  return {
    tracks: readTracks(db, ids),
    playlists: listPlaylists(db).map((playlist) => ({
      ...playlist,
      tracks: playlistTracks(db, playlist.id),
    })),
    artists: db.prepare("SELECT name FROM artists ORDER BY name").pluck().all(),
  };
}

test("the same import a second time changes nothing, even where it tells a track twice", async () => {
  const library = openLibrary();
  const playlist = { name: "Mix", externalId: null };
  const tracks: ImportedTrack[] = [
    track({ title: "One", uri: URI, durationMs: 1000, features: { energy: 0.5 }, playlist }),
    track({
      title: "One (Live)",
      uri: URI,
      durationMs: 2000,
      features: { energy: 0.6, tempo: 90 },
    }),
    track({ title: "Two", album: "A", features: { energy: 0.1 }, playlist }),
    track({ title: "two", album: "a", isrc: "X", features: { energy: 0.9 }, playlist }),
    track({ title: "Three", userTempo: 100, userKey: { key: 9, mode: 0 } }),
    track({ title: "Three", userTempo: 101 }),
  ];
  const first = await put(library, tracks);
  const before = everything(library);
  const second = await put(library, tracks);
  expect(first).toEqual(["added", "updated", "added", "updated", "added", "unchanged"]);
  expect(second).toEqual(tracks.map(() => "unchanged"));
  expect(everything(library)).toEqual(before);
  expect(before.tracks.map(({ title, durationMs, isrc }) => ({ title, durationMs, isrc }))).toEqual(
    [
      { title: "One", durationMs: 1000, isrc: null },
      { title: "Two", durationMs: null, isrc: "X" },
      { title: "Three", durationMs: null, isrc: null },
    ],
  );
});

test("two URIs are two tracks, even with the same names; a track without one joins the first", async () => {
  const library = openLibrary();
  const outcomes = await put(library, [
    track({ title: "Same", uri: "spotify:track:a" }),
    track({ title: "Same", uri: "spotify:track:b" }),
    track({ title: "SAME!" }),
  ]);
  expect(outcomes).toEqual(["added", "added", "unchanged"]);
});

test("a track that was known by its names gets the URI it lacked", async () => {
  const library = openLibrary();
  await put(library, [track({ title: "Same" })]);
  expect(await put(library, [track({ title: "Same", uri: URI })])).toEqual(["updated"]);
  expect(readTracks(library.db, [1])).toMatchObject([{ title: "Same", uri: URI }]);
});

test("a source's new word about a URI replaces its old one, and what it does not say stays", async () => {
  const library = openLibrary();
  await put(library, [
    track({
      title: "Old",
      artists: ["A", "B"],
      album: "X",
      uri: URI,
      isrc: "I",
      features: { energy: 0.2, tempo: 90 },
    }),
  ]);
  await put(library, [
    track({ title: "New", artists: ["C"], album: "Y", uri: URI, features: { energy: 0.3 } }),
  ]);
  expect(readTracks(library.db, [1])).toMatchObject([
    { title: "New", artists: ["C"], album: "Y", isrc: "I", features: { energy: 0.3, tempo: 90 } },
  ]);
  expect(await put(library, [track({ title: "new", artists: ["C"], album: "Y" })])).toEqual([
    "unchanged",
  ]);
});

test("a track that is twice in a playlist keeps both places, and no import makes it three", async () => {
  const library = openLibrary();
  const playlist = { name: "Encore", externalId: "37i9" };
  const twice = ["A", "B", "A"].map((title) => track({ title, playlist }));
  await put(library, twice);
  await put(library, twice);
  await put(library, [track({ title: "A", playlist })]);
  expect(everything(library).playlists).toEqual([
    { id: 1, name: "Encore", externalId: "37i9", source: "file", count: 2, tracks: [1, 2, 1] },
  ]);
  await put(library, [...twice, track({ title: "A", playlist }), track({ title: "C", playlist })]);
  expect(everything(library).playlists).toMatchObject([{ count: 3, tracks: [1, 2, 1, 1, 3] }]);
});

test("a playlist with an id follows its new name; one without is known by its name", async () => {
  const library = openLibrary();
  await put(library, [track({ title: "A", playlist: { name: "Old", externalId: "x" } })]);
  await put(library, [track({ title: "A", playlist: { name: "New", externalId: "x" } })]);
  await put(library, [track({ title: "A", playlist: { name: "Chill", externalId: null } })]);
  await put(library, [track({ title: "A", playlist: { name: "CHILL!", externalId: null } })]);
  expect(listPlaylists(library.db).map(({ externalId }) => externalId)).toEqual([
    "name:chill",
    "x",
  ]);
  expect(listPlaylists(library.db).map(({ name }) => name)).toEqual(["CHILL!", "New"]);
});

test("hostile names are names", async () => {
  const library = openLibrary();
  const names = ["__proto__", "constructor", "'; DROP TABLE tracks; --", "\u202Ertl\u0000", "=1+1"];
  await put(
    library,
    names.map((title) => track({ title, artists: [title], album: title })),
  );
  expect(everything(library).tracks.map(({ title }) => title)).toEqual(names);
  expect(new Set(everything(library).artists)).toEqual(new Set(names));
});
