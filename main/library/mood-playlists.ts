import type { Database } from "better-sqlite3";
import { z } from "zod";
import { playlistRulesSchema, type PlaylistRules } from "../../common/domain/mood-playlist.ts";
import { prepared } from "./prepared.ts";

export const urisSchema = z.array(z.string());
export const aboutSchema = z.object({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
});
const theirsSchema = z.object({ added: urisSchema, removed: urisSchema });
/** Of songs that are not in the library, what they are called. */
const namesSchema = z.record(
  z.string(),
  z.object({ title: z.string(), artists: z.array(z.string()) }),
);
const seenSchema = z.object({ items: urisSchema, names: namesSchema });

export type PlaylistAbout = z.infer<typeof aboutSchema>;
export type PlaylistTheirs = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
};
export type SeenContent = z.infer<typeof seenSchema>;

/** A playlist of ours with what we know of it; null = not yet, or by the usual. */
export type KeptPlaylist = {
  readonly id: number;
  readonly moodId: number | null;
  readonly chosen: boolean;
  readonly name: string | null;
  readonly description: string | null;
  readonly public: boolean;
  readonly rules: PlaylistRules;
  readonly accountId: string | null;
  readonly externalId: string | null;
  readonly mark: string | null;
  readonly written: readonly string[] | null;
  readonly writtenSnapshot: string | null;
  readonly writtenAt: string | null;
  readonly about: PlaylistAbout | null;
  readonly theirs: PlaylistTheirs;
  readonly seen: SeenContent | null;
  readonly seenSnapshot: string | null;
  readonly passed: readonly string[];
};

type Row = {
  readonly id: number;
  readonly mood_id: number | null;
  readonly chosen: number;
  readonly name: string | null;
  readonly description: string | null;
  readonly public: number;
  readonly rules: string;
  readonly account_id: string | null;
  readonly external_id: string | null;
  readonly mark: string | null;
  readonly written: string | null;
  readonly written_snapshot: string | null;
  readonly written_at: string | null;
  readonly about: string | null;
  readonly theirs: string | null;
  readonly seen: string | null;
  readonly seen_snapshot: string | null;
  readonly passed: string | null;
};

/** Those that have a mood. */
export function listMoodPlaylists(db: Database): KeptPlaylist[] {
  const rows = prepared(db, "SELECT * FROM mood_playlists WHERE mood_id IS NOT NULL").all();
  return (rows as Row[]).map(rowToPlaylist);
}

export function getMoodPlaylist(db: Database, id: number): KeptPlaylist | null {
  const row = prepared(db, "SELECT * FROM mood_playlists WHERE id = ?").get(id) as Row | undefined;
  return row ? rowToPlaylist(row) : null;
}

/** The playlist of a mood; made with the usual rules where there is none yet. */
export function ensureMoodPlaylist(db: Database, moodId: number): KeptPlaylist {
  prepared(
    db,
    "INSERT INTO mood_playlists (mood_id, rules) VALUES (?, ?) ON CONFLICT (mood_id) DO NOTHING",
  ).run(moodId, JSON.stringify(playlistRulesSchema.parse({})));
  return rowToPlaylist(
    prepared(db, "SELECT * FROM mood_playlists WHERE mood_id = ?").get(moodId) as Row,
  );
}

export type PlaylistSettings = Pick<
  KeptPlaylist,
  "chosen" | "name" | "description" | "public" | "rules"
>;

export function saveMoodPlaylist(db: Database, id: number, settings: PlaylistSettings): void {
  prepared(
    db,
    "UPDATE mood_playlists SET chosen = ?, name = ?, description = ?, public = ?, rules = ? WHERE id = ?",
  ).run(
    Number(settings.chosen),
    settings.name,
    settings.description,
    Number(settings.public),
    JSON.stringify(settings.rules),
    id,
  );
}

/** The mark that a playlist about to be made will be known by. */
export function saveMark(db: Database, id: number, mark: string): void {
  prepared(db, "UPDATE mood_playlists SET mark = ? WHERE id = ?").run(mark, id);
}

/** Spotify has it now, empty. */
export function saveCreated(
  db: Database,
  id: number,
  made: {
    readonly externalId: string;
    readonly accountId: string;
    readonly snapshot: string | null;
    readonly about: PlaylistAbout;
    readonly at: string;
  },
): void {
  prepared(
    db,
    `UPDATE mood_playlists SET external_id = ?, account_id = ?, written = '[]', written_snapshot = ?, written_at = ?,
       about = ?, theirs = NULL, seen = NULL, seen_snapshot = NULL, passed = NULL WHERE id = ?`,
  ).run(made.externalId, made.accountId, made.snapshot, made.at, JSON.stringify(made.about), id);
}

/** What is there, as we wrote it, or as we took it over. The snapshot before is one that the list may still tell. */
export function saveWritten(
  db: Database,
  id: number,
  content: readonly string[],
  snapshot: string | null,
  at: string,
): void {
  prepared(
    db,
    `UPDATE mood_playlists SET
       passed = (SELECT json_group_array(value) FROM (
         SELECT value FROM json_each(coalesce(passed, '[]'))
         UNION SELECT written_snapshot WHERE written_snapshot IS NOT NULL
         UNION SELECT seen_snapshot WHERE seen_snapshot IS NOT NULL)),
       written = ?, written_snapshot = ?, written_at = ?, seen = NULL, seen_snapshot = NULL WHERE id = ?`,
  ).run(JSON.stringify(content), snapshot, at, id);
}

/** Edits of theirs that stay: what is there now is the base of what we write next. */
export function saveTakenOver(
  db: Database,
  id: number,
  content: readonly string[],
  theirs: PlaylistTheirs,
): void {
  prepared(
    db,
    "UPDATE mood_playlists SET written = ?, theirs = ?, seen = NULL, passed = NULL WHERE id = ?",
  ).run(JSON.stringify(content), JSON.stringify(theirs), id);
}

export function saveAbout(db: Database, id: number, about: PlaylistAbout): void {
  prepared(db, "UPDATE mood_playlists SET about = ? WHERE id = ?").run(JSON.stringify(about), id);
}

/** After an undo: what we knew before the apply. */
export function savePutBack(
  db: Database,
  id: number,
  known: Pick<KeptPlaylist, "written" | "theirs" | "about">,
): void {
  prepared(
    db,
    "UPDATE mood_playlists SET written = ?, theirs = ?, about = ?, seen = NULL, seen_snapshot = NULL, written_snapshot = NULL, passed = NULL WHERE id = ?",
  ).run(
    JSON.stringify(known.written),
    JSON.stringify(known.theirs),
    JSON.stringify(known.about),
    id,
  );
}

/** What a read found, listed with this snapshot; null = it is as we wrote it. */
export function saveSeen(
  db: Database,
  id: number,
  seen: SeenContent | null,
  snapshot: string | null,
): void {
  prepared(db, "UPDATE mood_playlists SET seen = ?, seen_snapshot = ? WHERE id = ?").run(
    seen && JSON.stringify(seen),
    snapshot,
    id,
  );
}

/** The playlist stays known as ours, but its mood is to get another one, with the same rules. Returns that one's id. */
export function detachMoodPlaylist(db: Database, id: number): number {
  const old = getMoodPlaylist(db, id);
  prepared(db, "UPDATE mood_playlists SET mood_id = NULL WHERE id = ?").run(id);
  if (!old || old.moodId === null) return id;
  const fresh = ensureMoodPlaylist(db, old.moodId);
  saveMoodPlaylist(db, fresh.id, old);
  return fresh.id;
}

function rowToPlaylist(row: Row): KeptPlaylist {
  return {
    id: row.id,
    moodId: row.mood_id,
    chosen: row.chosen === 1,
    name: row.name,
    description: row.description,
    public: row.public === 1,
    rules: playlistRulesSchema.parse(JSON.parse(row.rules)),
    accountId: row.account_id,
    externalId: row.external_id,
    mark: row.mark,
    written: fromJson(urisSchema.nullable(), row.written),
    writtenSnapshot: row.written_snapshot,
    writtenAt: row.written_at,
    about: fromJson(aboutSchema.nullable(), row.about),
    theirs: fromJson(theirsSchema.nullable(), row.theirs) ?? { added: [], removed: [] },
    seen: fromJson(seenSchema.nullable(), row.seen),
    seenSnapshot: row.seen_snapshot,
    passed: fromJson(urisSchema.nullable(), row.passed) ?? [],
  };
}

function fromJson<Value>(schema: z.ZodType<Value | null>, text: string | null): Value | null {
  return text === null ? null : schema.parse(JSON.parse(text));
}

export type SongRow = {
  readonly id: number;
  readonly uri: string | null;
  readonly title: string;
  readonly artists: readonly string[];
};

type SongCells = Omit<SongRow, "artists"> & { readonly artists: string };

/** What the rules of playlists look at and no column holds. */
export function readSongs(db: Database, ids: readonly number[]): SongRow[] {
  const rows = prepared(
    db,
    `SELECT t.id, t.uri, t.title, t.artists
     FROM json_each(?) AS wanted JOIN tracks t ON t.id = wanted.value`,
  ).all(JSON.stringify(ids)) as SongCells[];
  return rows.map((row) => Object.assign(row, { artists: JSON.parse(row.artists) as string[] }));
}

/** The tracks of the library that have one of these URIs. */
export function songsByUri(db: Database, uris: Iterable<string>): Map<string, SongRow> {
  const rows = prepared(
    db,
    `SELECT t.id, t.uri, t.title, t.artists
     FROM json_each(?) AS wanted JOIN tracks t ON t.uri = wanted.value`,
  ).all(JSON.stringify([...uris])) as SongCells[];
  return new Map(
    rows.map((row) => [
      row.uri ?? "",
      Object.assign(row, { artists: JSON.parse(row.artists) as string[] }),
    ]),
  );
}

export type RecordingRow = readonly [
  id: number,
  uri: string,
  isrc: string | null,
  matchKey: string,
  durationMs: number | null,
];

/** What tells recordings apart, of the tracks with a URI behind `after`, in the order of ids. */
export function readRecordings(db: Database, after: number, limit: number): RecordingRow[] {
  return prepared(
    db,
    "SELECT id, uri, isrc, match_key, duration_ms FROM tracks WHERE id > ? AND uri IS NOT NULL ORDER BY id LIMIT ?",
  )
    .raw()
    .all(after, limit) as RecordingRow[];
}
