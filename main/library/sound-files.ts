import type { Database } from "better-sqlite3";
import { soundTagsSchema, type SoundFolder, type SoundTags } from "../../common/domain/audio.ts";
import { prepared } from "./prepared.ts";

export type SoundFile = {
  readonly id: number;
  readonly folderId: number;
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly hash: string | null;
  readonly tags: SoundTags | null;
  readonly trackId: number | null;
  readonly match: "isrc" | "names" | "own" | "user" | "ambiguous" | null;
  readonly problem: string | null;
};

/** A track that a file could be. */
export type Namesake = {
  readonly id: number;
  readonly title: string;
  readonly artists: readonly string[];
  readonly durationMs: number | null;
};

type FolderRow = Omit<SoundFolder, "watched" | "present"> & { readonly watched: number };

/** Whether a folder is there now only the caller can tell. */
export function listSoundFolders(db: Database): Omit<SoundFolder, "present">[] {
  const rows = prepared(
    db,
    `SELECT o.id, o.path, o.watched, count(f.id) AS files,
       count(f.track_id) AS matched,
       count(CASE WHEN f.match = 'own' THEN 1 END) AS own,
       count(a.hash) AS analysed,
       count(f.problem) AS broken,
       count(CASE WHEN f.match = 'ambiguous' THEN 1 END) AS ambiguous
     FROM sound_folders o LEFT JOIN sound_files f ON f.folder_id = o.id
     LEFT JOIN sound_analyses a ON a.hash = f.hash
     GROUP BY o.id ORDER BY o.path`,
  ).all() as FolderRow[];
  return rows.map((row) => ({ ...row, watched: row.watched === 1 }));
}

/** The folder's id; one that is known keeps its own. */
export function addSoundFolder(db: Database, path: string, watched: boolean, at: string): number {
  prepared(
    db,
    `INSERT INTO sound_folders (path, watched, added_at) VALUES (?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET watched = excluded.watched`,
  ).run(path, Number(watched), at);
  return prepared(db, "SELECT id FROM sound_folders WHERE path = ?").pluck().get(path) as number;
}

export function watchSoundFolder(db: Database, id: number, watched: boolean): boolean {
  const { changes } = prepared(db, "UPDATE sound_folders SET watched = ? WHERE id = ?").run(
    Number(watched),
    id,
  );
  return changes > 0;
}

/** Its files are forgotten with it; their tracks stay, with another file of theirs where there is one. */
export function removeSoundFolder(db: Database, id: number): boolean {
  prepared(
    db,
    `UPDATE tracks SET file_path = (SELECT min(path) FROM sound_files WHERE track_id = tracks.id AND folder_id <> ?)
     WHERE file_path IN (SELECT path FROM sound_files WHERE folder_id = ?)`,
  ).run(id, id);
  return prepared(db, "DELETE FROM sound_folders WHERE id = ?").run(id).changes > 0;
}

export function listSoundFiles(db: Database, folderId: number): SoundFile[] {
  const rows = prepared(db, `${SELECT_FILE} WHERE folder_id = ? ORDER BY path`).all(folderId);
  return (rows as FileRow[]).map(rowToFile);
}

export function ambiguousFiles(db: Database): SoundFile[] {
  const rows = prepared(db, `${SELECT_FILE} WHERE match = 'ambiguous' ORDER BY path`).all();
  return (rows as FileRow[]).map(rowToFile);
}

export function soundFile(db: Database, id: number): SoundFile | null {
  const row = prepared(db, `${SELECT_FILE} WHERE id = ?`).get(id) as FileRow | undefined;
  return row ? rowToFile(row) : null;
}

export function brokenFiles(db: Database): { file: string; reason: string }[] {
  return prepared(
    db,
    "SELECT path AS file, problem AS reason FROM sound_files WHERE problem IS NOT NULL ORDER BY path LIMIT 1000",
  ).all() as { file: string; reason: string }[];
}

export function putSoundFile(db: Database, file: Omit<SoundFile, "id">): void {
  prepared(
    db,
    `INSERT INTO sound_files (folder_id, path, size, modified_ms, hash, tags, track_id, match, problem)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET folder_id = excluded.folder_id, size = excluded.size,
       modified_ms = excluded.modified_ms, hash = excluded.hash, tags = excluded.tags,
       track_id = excluded.track_id, match = excluded.match, problem = excluded.problem`,
  ).run(
    file.folderId,
    file.path,
    file.size,
    file.modifiedMs,
    file.hash,
    file.tags === null ? null : JSON.stringify(file.tags),
    file.trackId,
    file.match,
    file.problem,
  );
}

/** Its track is played from another file of its own where there is one. */
export function removeSoundFile(db: Database, id: number): void {
  prepared(
    db,
    `UPDATE tracks SET file_path = (SELECT min(path) FROM sound_files WHERE track_id = tracks.id AND id <> ?)
     WHERE file_path = (SELECT path FROM sound_files WHERE id = ?)`,
  ).run(id, id);
  prepared(db, "DELETE FROM sound_files WHERE id = ?").run(id);
}

/** The first file stays the one that is played, while it is there. */
export function giveSound(db: Database, trackId: number, path: string): void {
  prepared(
    db,
    `UPDATE tracks SET file_path = ? WHERE id = ? AND (file_path IS NULL
       OR NOT EXISTS (SELECT 1 FROM sound_files WHERE path = tracks.file_path AND track_id = tracks.id))`,
  ).run(path, trackId);
}

/** What lies at a path is this track's no more: it is played from another file of its own where there is one. */
export function takeSound(db: Database, trackId: number, path: string): void {
  prepared(
    db,
    `UPDATE tracks SET file_path = (SELECT min(path) FROM sound_files WHERE track_id = tracks.id AND path <> ?)
     WHERE id = ? AND file_path = ?`,
  ).run(path, trackId, path);
}

/** The file that is played for a track; the sample's clips lie in no folder, and have no hash. */
export function soundOf(
  db: Database,
  trackId: number,
): { path: string; hash: string | null } | null {
  const row = prepared(
    db,
    `SELECT t.file_path AS path, f.hash FROM tracks t LEFT JOIN sound_files f ON f.path = t.file_path
     WHERE t.id = ? AND t.file_path IS NOT NULL`,
  ).get(trackId) as { path: string; hash: string | null } | undefined;
  return row ?? null;
}

export function tracksByIsrc(db: Database, isrc: string): Namesake[] {
  const rows = prepared(
    db,
    "SELECT id, title, artists, duration_ms FROM tracks WHERE isrc = ? ORDER BY id LIMIT 20",
  ).all(isrc);
  return (rows as NamesakeRow[]).map(rowToNamesake);
}

/** Tracks whose folded title begins with `title`: the index by match key starts with it. */
export function tracksByTitle(db: Database, title: string): Namesake[] {
  const rows = prepared(
    db,
    `SELECT id, title, artists, duration_ms FROM tracks INDEXED BY tracks_by_match
     WHERE match_key >= ? AND match_key < ? LIMIT 500`,
  ).all(title, `${title}\u{10ffff}`);
  return (rows as NamesakeRow[]).map(rowToNamesake);
}

const SELECT_FILE = `SELECT id, folder_id, path, size, modified_ms, hash, tags, track_id, match, problem FROM sound_files`;

type FileRow = {
  readonly id: number;
  readonly folder_id: number;
  readonly path: string;
  readonly size: number;
  readonly modified_ms: number;
  readonly hash: string | null;
  readonly tags: string | null;
  readonly track_id: number | null;
  readonly match: SoundFile["match"];
  readonly problem: string | null;
};

type NamesakeRow = {
  readonly id: number;
  readonly title: string;
  readonly artists: string;
  readonly duration_ms: number | null;
};

function rowToFile(row: FileRow): SoundFile {
  return {
    id: row.id,
    folderId: row.folder_id,
    path: row.path,
    size: row.size,
    modifiedMs: row.modified_ms,
    hash: row.hash,
    tags: row.tags === null ? null : soundTagsSchema.parse(JSON.parse(row.tags)),
    trackId: row.track_id,
    match: row.match,
    problem: row.problem,
  };
}

function rowToNamesake({ id, title, artists, duration_ms }: NamesakeRow): Namesake {
  return { id, title, artists: JSON.parse(artists) as string[], durationMs: duration_ms };
}
