import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Playable, SoundAnalysis } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Library } from "../../library/library.ts";
import { readAnalysis } from "../../library/sound-analyses.ts";
import { soundOf } from "../../library/sound-files.ts";
import type { Ports } from "../../ports.ts";
import { analysisOf } from "./analyse.ts";
import type { SoundPool } from "./pool.ts";

type Deps = { readonly library: Library; readonly pool: SoundPool; readonly ports: Ports };

/** A clip takes less; nobody waits longer for an outline. */
const PATIENCE_MS = 1500;
const NEVER = new AbortController().signal;

/** Where a track is heard, and its outline. Throws AppError `not_found` or `file_missing`. */
export async function openSound(deps: Deps, track: number): Promise<Playable> {
  const { library, ports } = deps;
  const sound = soundOf(library.db, track);
  if (!sound) throw new AppError("not_found", "This track has no sound file on this machine.");
  if (!(await stat(sound.path).catch(() => null))) {
    throw new AppError(
      "file_missing",
      "The sound file is not there any more. Scan your music folders to find where it went.",
    );
  }
  const known = sound.hash === null ? null : readAnalysis(library.db, sound.hash);
  const analysis = known ?? (await inTime(listen(deps, sound.path)));
  return {
    url: ports.files.offerSound(sound.path),
    durationMs: analysis?.durationMs ?? null,
    peaks: analysis?.peaks ?? [],
  };
}

/** What comes too late is in the cache for the next time. */
function inTime(work: Promise<SoundAnalysis | null>): Promise<SoundAnalysis | null> {
  return Promise.race([work, delay(PATIENCE_MS, null, { ref: false })]);
}

/** Null where it cannot be listened to: it may be heard all the same, without an outline. */
async function listen(deps: Deps, path: string): Promise<SoundAnalysis | null> {
  try {
    const print = await deps.pool.fingerprint(path, NEVER);
    return (await analysisOf(deps, path, print, NEVER)).analysis;
  } catch (error) {
    if (!(error instanceof AppError)) deps.ports.log("warn", "A sound has no outline.", error);
    return null;
  }
}
