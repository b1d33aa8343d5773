import fc from "fast-check";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { LibrarySink } from "../../../main/importing/sink.ts";
import { openDatabase } from "../../../main/library/database.ts";
import { Ingest } from "../../../main/library/ingest.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { track } from "./support.ts";

const NOW = "2026-11-24T12:00:00.000Z";

function open() {
  const db = openDatabase(join(temporaryFolder(), "library.db"));
  onTestFinished(() => {
    db.close();
  });
  const indexes = () =>
    db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").all();
  /** How many bytes of words the search keeps before it writes them; undefined = what SQLite takes. */
  const wordsHeld = () =>
    db.prepare("SELECT v FROM tracks_search_config WHERE k = 'hashsize'").pluck().get();
  return { db, indexes, wordsHeld };
}

test.each([1, 0])("an import into %i tracks leaves every index, and a whole file", (before) => {
  const { db, indexes, wordsHeld } = open();
  const old = Array.from({ length: before }, () => track({ title: "Old" }));
  for (const told of old) new Ingest(db, "file", NOW).put(told);
  const whole = indexes();
  db.exec("BEGIN IMMEDIATE");
  const sink = new LibrarySink(db, "file", NOW);
  for (const title of ["One", "Two", "One"]) {
    const playlist = { name: "P", externalId: null };
    sink.put(track({ title, album: "X", playlist }));
  }
  sink.finish("a file");
  db.exec("COMMIT");
  expect(indexes()).toEqual(whole);
  expect([undefined, 1024 * 1024]).toContain(wordsHeld());
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
});

test("an import that is rolled back leaves every index", () => {
  const { db, indexes } = open();
  const whole = indexes();
  db.exec("BEGIN IMMEDIATE");
  new LibrarySink(db, "file", NOW).put(track({ title: "One" }));
  expect(indexes()).not.toEqual(whole);
  db.exec("ROLLBACK");
  expect(indexes()).toEqual(whole);
});

test("the same tracks are found to be the same in an empty library and in one that is not", () => {
  const few = (...values: string[]) => fc.constantFrom(...values);
  const told = fc.record({
    title: few("One", "ONE!", "Two", "Ünó"),
    artists: fc.array(few("A", "a", "B"), { maxLength: 2 }),
    album: fc.option(few("X", "x", "Y")),
    releaseDate: fc.option(few("1999", "2001")),
    uri: fc.option(few("spotify:track:1", "spotify:track:2")),
    isrc: fc.option(few("GBAAA0000001")),
  });
  const { db } = open();
  const run = (tracks: readonly Parameters<typeof track>[0][], before: boolean) => {
    db.exec("BEGIN");
    if (before)
      new Ingest(db, "file", NOW).put(track({ title: "Old", artists: ["Z"], album: "Z" }));
    const ingest = new Ingest(db, "file", NOW);
    const outcomes = tracks.map((one) => ingest.put(track(one)).outcome);
    const rows = db
      .prepare(
        `SELECT title, artists, isrc, uri, match_key, artist_key, album_key, name, release_date
         FROM tracks t LEFT JOIN albums a ON a.id = album_id WHERE title <> 'Old' ORDER BY t.id`,
      )
      .all();
    db.exec("ROLLBACK");
    return { outcomes, rows };
  };
  fc.assert(
    fc.property(fc.array(told, { maxLength: 12 }), (tracks) => {
      expect(run(tracks, false)).toEqual(run(tracks, true));
    }),
    { numRuns: 40 },
  );
});
