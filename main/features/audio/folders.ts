import { stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { AmbiguousFile, SoundFolder } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Library } from "../../library/library.ts";
import { readAnalysis } from "../../library/sound-analyses.ts";
import {
  addSoundFolder,
  ambiguousFiles,
  listSoundFolders,
  removeSoundFolder,
  soundFile,
  watchSoundFolder,
} from "../../library/sound-files.ts";
import { readTracks } from "../../library/tracks.ts";
import { matchSound } from "./match.ts";
import { takeAs } from "./take-in.ts";

export async function soundFolders(library: Library): Promise<SoundFolder[]> {
  return Promise.all(
    listSoundFolders(library.db).map(async (folder) => {
      const info = await stat(folder.path).catch(() => null);
      return { ...folder, present: info?.isDirectory() ?? false };
    }),
  );
}

/** Throws AppError `file_missing` where there is no such folder, `conflict` where it lies in one that is there or holds one. */
export async function addFolder(
  library: Library,
  path: string,
  watched: boolean,
): Promise<SoundFolder | null> {
  const folder = resolve(path);
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory())
    throw new AppError("file_missing", `There is no folder ${folder}. Choose another one.`);
  const near = listSoundFolders(library.db).find(
    ({ path: known }) => known !== folder && (isInside(folder, known) || isInside(known, folder)),
  );
  if (near) {
    throw new AppError(
      "conflict",
      `The folder ${folder} overlaps with ${near.path}, which is chosen already. Remove that one first.`,
    );
  }
  const id = await library.write(() =>
    addSoundFolder(library.db, folder, watched, new Date().toISOString()),
  );
  return (await soundFolders(library)).find((known) => known.id === id) ?? null;
}

/** By the rules of the system's own paths: Windows' ignore case, and have drives. */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Throws AppError `not_found`. */
export async function setWatched(library: Library, id: number, watched: boolean): Promise<void> {
  refuseMissing(await library.write(() => watchSoundFolder(library.db, id, watched)));
}

/** Throws AppError `not_found`. */
export async function removeFolder(library: Library, id: number): Promise<void> {
  refuseMissing(await library.write(() => removeSoundFolder(library.db, id)));
}

export function listAmbiguous(library: Library): AmbiguousFile[] {
  return ambiguousFiles(library.db).flatMap((file) => {
    if (!file.tags) return [];
    const durationMs = (file.hash && readAnalysis(library.db, file.hash)?.durationMs) || null;
    const match = matchSound(library.db, file.tags, durationMs ?? file.tags.durationMs);
    const ids = match.kind === "ambiguous" ? match.tracks : "track" in match ? [match.track] : [];
    const candidates = readTracks(library.db, ids).map((track) => ({
      track: track.id,
      title: track.title,
      artists: track.artists,
      album: track.album,
      durationMs: track.durationMs,
    }));
    return [{ id: file.id, file: file.path, tags: file.tags, candidates }];
  });
}

/** Throws AppError `not_found`. */
export async function chooseMatch(
  library: Library,
  fileId: number,
  track: number | null,
): Promise<void> {
  const columns = await library.columns();
  if (track !== null && columns.rowOf(track) < 0)
    throw new AppError("not_found", "This track is not in the library any more.");
  await library.write(() => {
    const file = soundFile(library.db, fileId);
    if (!file) throw new AppError("not_found", "This file is not in a chosen folder any more.");
    const analysis = file.hash === null ? null : readAnalysis(library.db, file.hash);
    takeAs(library.db, file, analysis, track, new Date().toISOString());
  });
}

function refuseMissing(found: boolean): void {
  if (!found) throw new AppError("not_found", "This folder is not chosen any more.");
}
