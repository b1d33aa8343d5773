import { createHash } from "node:crypto";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, MIGRATIONS, type Migration } from "../../main/library/migrate.ts";

/**
 * SHA-256 of the text of each migration that a release has shipped. A frozen migration is never edited: users have
 * run it, and a change is a new migration. Add a line here with each release; 10 and 20 are not released yet.
 */
const FROZEN: Readonly<Record<number, string>> = {};

function versionOf(db: SqliteDatabase.Database): unknown {
  return db.pragma("user_version", { simple: true });
}

test("numbers rise by ten", () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(
    MIGRATIONS.map((_, index) => (index + 1) * 10),
  );
});

test("released migrations are as they were released", () => {
  const sums = Object.fromEntries(
    MIGRATIONS.filter(({ version }) => version in FROZEN).map(({ version, sql }) => [
      version,
      createHash("sha256").update(sql).digest("hex"),
    ]),
  );
  expect(sums).toEqual(FROZEN);
});

test("migration 10 makes the first library", () => {
  const db = new SqliteDatabase(":memory:");
  migrate(db, MIGRATIONS.slice(0, 1));
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'tracks_search_%' ORDER BY name",
    )
    .pluck()
    .all();
  expect({ version: versionOf(db), tables }).toEqual({
    version: 10,
    tables: [
      "albums",
      "also_moods",
      "artists",
      "decision_changes",
      "decisions",
      "features",
      "labels",
      "models",
      "moods",
      "playlist_items",
      "playlists",
      "predictions",
      "state",
      "track_artists",
      "tracks",
      "tracks_search",
    ],
  });
});

test("migration 20 adds what Spotify needs, and keeps what was there", () => {
  const db = new SqliteDatabase(":memory:");
  migrate(db, MIGRATIONS.slice(0, 1));
  const tables = () =>
    db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all() as string[];
  const before = tables();
  db.exec(
    "INSERT INTO tracks (title, artists, match_key, artist_key, album_key) VALUES ('Kept', '[]', '', '', '')",
  );
  migrate(db, MIGRATIONS.slice(0, 2));
  const title = db.prepare("SELECT title FROM tracks").pluck().get();
  const added = tables().filter((name) => !before.includes(name));
  expect({ version: versionOf(db), title, added }).toEqual({
    version: 20,
    title: "Kept",
    added: [
      "kept_labels",
      "mood_playlist_plans",
      "mood_playlist_receipts",
      "mood_playlist_writes",
      "mood_playlists",
      "playlist_gaps",
      "spotify_pages",
      "spotify_playlists",
      "spotify_tracks",
    ],
  });
});

test("only what is due is run, and all of it in one transaction", () => {
  const db = new SqliteDatabase(":memory:");
  const one: Migration = { version: 10, sql: "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT" };
  const two: Migration = { version: 20, sql: "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT" };
  const broken: Migration = {
    version: 30,
    sql: "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT",
  };
  migrate(db, [one]);
  expect(() => migrate(db, [one, two, broken])).toThrow("already exists");
  const tables = () => db.prepare("SELECT name FROM sqlite_master ORDER BY name").pluck().all();
  expect({ version: versionOf(db), tables: tables() }).toEqual({ version: 10, tables: ["one"] });
  migrate(db, [one, two]);
  migrate(db, [one, two]);
  expect({ version: versionOf(db), tables: tables() }).toEqual({
    version: 20,
    tables: ["one", "two"],
  });
});
