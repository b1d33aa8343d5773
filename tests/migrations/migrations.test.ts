import { createHash } from "node:crypto";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, MIGRATIONS, type Migration } from "../../main/library/migrate.ts";

/**
 * SHA-256 of the text of each migration that a release has shipped. A frozen migration is never edited: users have
 * run it, and a change is a new migration. Add a line here with each release; none of them is released yet.
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

test("migration 30 adds what features need, and keeps those that were there", () => {
  const db = new SqliteDatabase(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, MIGRATIONS.slice(0, 2));
  const names = (type: string) =>
    db
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .pluck()
      .all(type) as string[];
  const before = { table: names("table"), index: names("index") };
  db.exec(
    `INSERT INTO tracks (title, artists, match_key, artist_key, album_key) VALUES ('Kept', '[]', '', '', '');
     INSERT INTO features (track_id, source, at, tempo) VALUES (1, 'file', '2026-01-01', 90)`,
  );
  migrate(db, MIGRATIONS.slice(0, 3));
  const added = (type: "table" | "index") =>
    names(type).filter((name) => !before[type].includes(name));
  expect({
    version: versionOf(db),
    features: db
      .prepare("SELECT source, tempo, tempo_confidence, key_confidence, lufs FROM features")
      .all(),
    tables: added("table"),
    indexes: added("index"),
  }).toEqual({
    version: 30,
    features: [
      { source: "file", tempo: 90, tempo_confidence: null, key_confidence: null, lufs: null },
    ],
    tables: [
      "feature_misses",
      "feature_providers",
      "sound_analyses",
      "sound_files",
      "sound_folders",
    ],
    indexes: ["sound_files_by_hash", "sound_files_by_track", "tracks_by_isrc"],
  });
  // Misses go with their track; a file without its track is matched anew.
  db.exec(
    `INSERT INTO feature_misses VALUES (1, 'reccobeats', '2026-01-01');
     INSERT INTO sound_folders (path, added_at) VALUES ('/music', '2026-01-01');
     INSERT INTO sound_files (folder_id, path, size, modified_ms, track_id) VALUES (1, '/music/a', 1, 1, 1);
     DELETE FROM tracks`,
  );
  expect({
    misses: db.prepare("SELECT count(*) FROM feature_misses").pluck().get(),
    files: db.prepare("SELECT track_id FROM sound_files").pluck().all(),
  }).toEqual({ misses: 0, files: [null] });
});

test("migration 40 keeps guesses in pages; those of before are made anew", () => {
  const db = new SqliteDatabase(":memory:");
  migrate(db, MIGRATIONS.slice(0, 3));
  db.exec(
    `INSERT INTO tracks (title, artists, match_key, artist_key, album_key) VALUES ('Kept', '[]', '', '', '');
     INSERT INTO predictions VALUES (1, 1, 0.5, x'00');
     INSERT INTO state VALUES ('predictions_of', '3'), ('model_stale', '1')`,
  );
  migrate(db, MIGRATIONS.slice(0, 4));
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE name = 'predictions' OR name LIKE 'guess%' ORDER BY name",
    )
    .pluck()
    .all();
  expect({
    version: versionOf(db),
    tables,
    tracks: db.prepare("SELECT title FROM tracks").pluck().all(),
    state: db.prepare("SELECT name, value FROM state ORDER BY name").all(),
  }).toEqual({
    version: 40,
    tables: ["guess_tracks", "guesses"],
    tracks: ["Kept"],
    state: [
      { name: "model_stale", value: "1" },
      { name: "predictions_of", value: "" },
    ],
  });
});

test("migration 50 adds what models are told apart by, and keeps those that were there", () => {
  const db = new SqliteDatabase(":memory:");
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 50),
  );
  db.exec(
    `INSERT INTO models (created_at, label_count, moods, data, report, labels, in_use)
     VALUES ('2026-01-01', 0, '[1]', '{}', '{}', x'', 1)`,
  );
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 50),
  );
  expect({
    version: versionOf(db),
    models: db
      .prepare(
        "SELECT in_use, moods_then, held_out, sure_from, source, held_back, origin FROM models",
      )
      .all(),
  }).toEqual({
    version: 50,
    models: [
      {
        in_use: 1,
        moods_then: null,
        held_out: null,
        sure_from: null,
        source: "trained",
        held_back: null,
        origin: null,
      },
    ],
  });
});

test("migration 60 adds what counts beside the labels; it goes with its track and with its mood", () => {
  const db = new SqliteDatabase(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 60),
  );
  db.exec(
    `INSERT INTO tracks (title, artists, match_key, artist_key, album_key)
       VALUES ('One', '[]', '', '', ''), ('Two', '[]', '', '', ''), ('Three', '[]', '', '', '');
     INSERT INTO moods (position, name, color, definition)
       VALUES (0, 'calm', 'mood-1', '{}'), (1, 'loud', 'mood-2', '{}');
     INSERT INTO labels VALUES (1, 1, 'user', '2026-01-01')`,
  );
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 60),
  );
  db.exec(
    `INSERT INTO evidence VALUES (1, 'batch', 1, '2026-01-01'), (2, 'seen', 1, '2026-01-01'),
       (2, 'batch', 2, '2026-01-01'), (3, 'seen', 2, '2026-01-01')`,
  );
  const left = () => db.prepare("SELECT track_id, kind, mood_id FROM evidence").raw().all();
  const label = db.prepare("SELECT mood_id FROM labels").pluck().all();
  db.exec("DELETE FROM moods WHERE id = 2");
  const without = left();
  db.exec("DELETE FROM tracks WHERE id = 2");
  expect({ version: versionOf(db), label, without, end: left() }).toEqual({
    version: 60,
    label: [1],
    without: [
      [1, "batch", 1],
      [2, "seen", 1],
    ],
    end: [[1, "batch", 1]],
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
