import { stat } from "node:fs/promises";
import type { ScanReport } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Library } from "../../library/library.ts";
import {
  listSoundFiles,
  listSoundFolders,
  removeSoundFile,
  type SoundFile,
} from "../../library/sound-files.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { analysisOf } from "./analyse.ts";
import { findSound } from "./find.ts";
import type { SoundPool } from "./pool.ts";
import { takeIn, type HeardFile } from "./take-in.ts";

type Deps = { readonly library: Library; readonly pool: SoundPool };
type Found = {
  readonly folderId: number;
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
};

/** Broken files that a report lists; all are counted. */
const LISTED = 1000;

/**
 * Takes in what is new or changed in the folders (or one of them). Every file is stored when it has been heard: a scan
 * that was cancelled or killed goes on where it ended. A folder that is not there now keeps its files.
 */
export async function scanFolders(
  { library, pool }: Deps,
  only: number | undefined,
  { signal, report }: CallContext,
): Promise<ScanReport> {
  const tally = { matched: 0, own: 0, ambiguous: 0, broken: 0 };
  const counts = { files: 0, added: 0, gone: 0, analysed: 0, cached: 0 };
  const broken: { file: string; reason: string }[] = [];
  const work: { found: Found; known: SoundFile | null }[] = [];
  const gone = new Set<SoundFile>();
  const folders = listSoundFolders(library.db).filter(
    ({ id }) => only === undefined || id === only,
  );
  for (const folder of folders) {
    report({ stage: "Looking for files", done: counts.files, total: null, note: folder.path });
    const present = await stat(folder.path).catch(() => null);
    if (!present?.isDirectory()) continue;
    const known = new Map(listSoundFiles(library.db, folder.id).map((file) => [file.path, file]));
    for (const path of await findSound(folder.path, signal)) {
      counts.files += 1;
      const info = await stat(path).catch(() => null);
      const before = known.get(path) ?? null;
      known.delete(path);
      if (!info || (before && isSame(before, info))) continue;
      if (!before) counts.added += 1;
      const found = { folderId: folder.id, path, size: info.size, modifiedMs: info.mtimeMs };
      work.push({ found, known: before });
    }
    for (const file of known.values()) gone.add(file);
  }
  let done = 0;
  let next = 0;
  const listen = async () => {
    for (let index = next++; index < work.length; index = next++) {
      const item = work[index];
      if (!item) return;
      const { heard, cached } = await hear({ library, pool }, item.found, signal);
      const kind = await library.write(() => {
        const moved = item.known ? null : takeSame(gone, heard.hash);
        if (moved) removeSoundFile(library.db, moved.id);
        return takeIn(library.db, heard, item.known ?? moved, new Date().toISOString());
      });
      tally[kind] += 1;
      if (heard.analysis) counts[cached ? "cached" : "analysed"] += 1;
      if (heard.problem !== null) broken.push({ file: heard.path, reason: heard.problem });
      done += 1;
      report({ stage: "Listening", done, total: work.length, note: item.found.path });
    }
  };
  await Promise.all(Array.from({ length: pool.size }, listen));
  // Not before: a file that has only moved brings its track along, also after a cancel.
  await library.write(() => {
    for (const { id } of gone) removeSoundFile(library.db, id);
  });
  counts.gone = gone.size;
  return {
    ...counts,
    matched: tally.matched,
    own: tally.own,
    ambiguous: tally.ambiguous,
    broken: broken.slice(0, LISTED),
    brokenCount: broken.length,
  };
}

/** Takes the file with the same content out of those that are gone: it was moved. */
function takeSame(gone: Set<SoundFile>, hash: string | null): SoundFile | null {
  for (const file of gone) {
    if (hash === null || file.hash !== hash) continue;
    gone.delete(file);
    return file;
  }
  return null;
}

async function hear(
  deps: Deps,
  found: Found,
  signal: AbortSignal,
): Promise<{ heard: HeardFile; cached: boolean }> {
  let hash: string | null = null;
  let tags: HeardFile["tags"] = null;
  try {
    const print = await deps.pool.fingerprint(found.path, signal);
    ({ hash, tags } = print);
    const { analysis, cached } = await analysisOf(deps, found.path, print, signal);
    return { heard: { ...found, hash, tags, analysis, problem: null }, cached };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    const heard = { ...found, hash, tags, analysis: null, problem: error.message };
    return { heard, cached: false };
  }
}

/** Size and time of change are what tells a changed file without reading it. */
function isSame(known: SoundFile, info: { readonly size: number; readonly mtimeMs: number }) {
  return known.size === info.size && known.modifiedMs === info.mtimeMs;
}
