import { mkdir, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Mood } from "../../common/domain/mood.ts";
import { AppError } from "../../common/errors.ts";
import { spotifyUrl } from "./columns.ts";
import { alreadyThere, isThere, toWriteError } from "./file-errors.ts";
import { safeFileNames } from "./names.ts";
import type { ExportSource, ExportTrack } from "./source.ts";
import { StagedFile } from "./staged-file.ts";
import { eachTrack, type Walk } from "./writing.ts";

type Written = { readonly path: string; readonly rows: number; readonly bytes: number };
type Playlist = { readonly path: string; readonly mood: Mood; rows: number; leftOut: number };

/**
 * One playlist per mood into a folder, which is made if it is not there. Other files in it are never touched, and
 * none of the playlists is replaced before all of them are written. Throws AppError `file_exists` (without `force`),
 * `not_found` for a mood that is not there or if no track is in a mood.
 */
export async function writePlaylists(
  source: ExportSource,
  options: { readonly folder: string; readonly force: boolean; readonly moods?: readonly number[] },
  walk: Walk,
): Promise<Written[]> {
  const { folder, force } = options;
  const playlists = plan(source, folder, options.moods);
  const old = await existing(playlists);
  if (!force && old.length > 0) throw alreadyThere(old);
  const made = await makeFolder(folder);
  const files = new Map<number, StagedFile>();
  try {
    await eachTrack(source, "Writing playlists", walk, async (row) => {
      const playlist = playlists.get(row.track.mood?.id ?? 0);
      if (!playlist) return;
      let file = files.get(playlist.mood.id);
      if (!file) {
        file = await begin(playlist, force, walk.signal);
        files.set(playlist.mood.id, file);
      }
      const entry = toEntry(row);
      if (entry === null) playlist.leftOut += 1;
      else {
        playlist.rows += 1;
        await file.write(entry);
      }
    });
    // A mood that ran empty empties its old playlist; where there is none, none is made.
    for (const playlist of playlists.values()) {
      if (files.has(playlist.mood.id) || !old.includes(playlist.path)) continue;
      files.set(playlist.mood.id, await begin(playlist, force, walk.signal));
    }
    if (files.size === 0) throw nothingToWrite();
    return await publish(playlists, files);
  } catch (error) {
    for (const file of files.values()) await file.discard();
    if (made) await rmdir(folder).catch(() => undefined);
    for (const file of files.values()) file.signal.throwIfAborted();
    throw error;
  }
}

function plan(
  source: ExportSource,
  folder: string,
  wanted: readonly number[] | undefined,
): Map<number, Playlist> {
  const known = new Set(source.moods.map(({ id }) => id));
  if (wanted?.some((id) => !known.has(id))) {
    throw new AppError("not_found", "One of these moods is not there any more. Choose again.");
  }
  // Names are made from all moods, so that one mood has one file name whichever are chosen.
  const names = safeFileNames(source.moods.map(({ name }) => name));
  return new Map(
    source.moods.flatMap((mood, index) => {
      if (wanted && !wanted.includes(mood.id)) return [];
      const path = join(folder, `${names[index] ?? mood.id}.m3u8`);
      return [[mood.id, { path, mood, rows: 0, leftOut: 0 }]];
    }),
  );
}

async function existing(playlists: ReadonlyMap<number, Playlist>): Promise<string[]> {
  const paths = [...playlists.values()].map(({ path }) => path);
  const there = await Promise.all(paths.map(isThere));
  return paths.filter((_, index) => there[index]);
}

async function begin(
  { path, mood }: Playlist,
  force: boolean,
  signal: AbortSignal,
): Promise<StagedFile> {
  const file = await StagedFile.create(path, { force, signal });
  await file.write(`#EXTM3U\n#PLAYLIST:${oneLine(mood.name)}\n`);
  return file;
}

async function publish(
  playlists: ReadonlyMap<number, Playlist>,
  files: ReadonlyMap<number, StagedFile>,
): Promise<Written[]> {
  const written: (Written & { readonly file: StagedFile })[] = [];
  for (const { path, mood, rows, leftOut } of playlists.values()) {
    const file = files.get(mood.id);
    if (!file) continue;
    if (leftOut > 0) {
      const what = leftOut === 1 ? "1 track is" : `${leftOut} tracks are`;
      await file.write(`# ${what} left out: neither a sound file nor a Spotify link is known.\n`);
    }
    written.push({ path, rows, bytes: await file.finish(), file });
  }
  for (const { file } of written) await file.publish();
  return written.map(({ path, rows, bytes }) => ({ path, rows, bytes }));
}

/** #EXTINF takes whole seconds, -1 where the length is not known. */
function toEntry({ track, filePath }: ExportTrack): string | null {
  const where = filePath ?? spotifyUrl(track.uri);
  // A path with a line break in it (macOS and Linux allow one) cannot be said in this format.
  if (where === null || /[\r\n]/.test(where)) return null;
  const seconds = track.durationMs === null ? -1 : Math.round(track.durationMs / 1000);
  const name = [track.artists.join(", "), track.title].filter((part) => part !== "").join(" - ");
  // A path that begins with "#" would be a comment.
  return `#EXTINF:${seconds},${oneLine(name)}\n${where.startsWith("#") ? `./${where}` : where}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/** Returns whether it had to be made. */
async function makeFolder(folder: string): Promise<boolean> {
  const info = await stat(folder).catch(() => null);
  if (info?.isDirectory()) return false;
  if (info) {
    throw new AppError(
      "bad_input",
      "Playlists need a folder, and this is a file. Choose a folder, or another name.",
    );
  }
  try {
    await mkdir(folder, { recursive: true });
    return true;
  } catch (error) {
    throw toWriteError(error, folder);
  }
}

function nothingToWrite(): AppError {
  return new AppError(
    "not_found",
    "None of these tracks is in one of these moods, so there is no playlist to write. Label or train first.",
  );
}
