import { basename, relative } from "node:path";
import type { AnalysedFile } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Library } from "../../library/library.ts";
import { keepAnalysis, readAnalysis } from "../../library/sound-analyses.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { findSound } from "./find.ts";
import type { SoundPool } from "./pool.ts";
import type { Fingerprint } from "./worker.ts";

/** Listens to every file named, and all below every folder named; a broken file is told and stops nobody. */
export async function analysePaths(
  { library, pool }: { readonly library: Library; readonly pool: SoundPool },
  paths: readonly string[],
  { signal, report }: CallContext,
): Promise<AnalysedFile[]> {
  const files: { path: string; shown: string }[] = [];
  for (const root of paths) {
    for (const path of await findSound(root, signal))
      files.push({ path, shown: path === root ? basename(path) : relative(root, path) });
  }
  const results: AnalysedFile[] = [];
  let done = 0;
  let next = 0;
  const listen = async () => {
    for (let index = next++; index < files.length; index = next++) {
      const file = files[index];
      if (!file) return;
      results[index] = await analyseOne({ library, pool }, file, signal);
      done += 1;
      report({ stage: "Listening", done, total: files.length, note: file.shown });
    }
  };
  await Promise.all(Array.from({ length: pool.size }, listen));
  return results;
}

async function analyseOne(
  deps: { readonly library: Library; readonly pool: SoundPool },
  { path, shown }: { readonly path: string; readonly shown: string },
  signal: AbortSignal,
): Promise<AnalysedFile> {
  const start = performance.now();
  const told = (rest: Pick<AnalysedFile, "analysis" | "problem" | "cached">) => ({
    file: shown,
    tookMs: Math.round(performance.now() - start),
    ...rest,
  });
  try {
    const print = await deps.pool.fingerprint(path, signal);
    const { analysis, cached } = await analysisOf(deps, path, print, signal);
    return told({ analysis, problem: null, cached });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error;
    return told({ analysis: null, problem: { code, message }, cached: false });
  }
}

/** From the cache where the same content was listened to before. */
export async function analysisOf(
  { library, pool }: { readonly library: Library; readonly pool: SoundPool },
  path: string,
  { hash, tags }: Fingerprint,
  signal: AbortSignal,
) {
  const known = readAnalysis(library.db, hash);
  if (known) return { analysis: known, cached: true };
  const expectedSeconds = tags.durationMs === null ? null : tags.durationMs / 1000;
  const analysis = await pool.analyse({ path, expectedSeconds }, signal);
  await library.write(() => keepAnalysis(library.db, hash, analysis, new Date().toISOString()));
  return { analysis, cached: false };
}
