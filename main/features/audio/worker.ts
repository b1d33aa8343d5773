import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { SoundAnalysis, SoundTags } from "../../../common/domain/audio.ts";
import { AppError, type ErrorValue } from "../../../common/errors.ts";
import { stepBack } from "../../jobs/step-back.ts";
import { analyseFile } from "./analyse-file.ts";
import { readTags } from "./tags.ts";

/** What the threads of the pool do. An AppError crosses as a value: threads lose the class of what is thrown. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorValue };

export type Fingerprint = { readonly hash: string; readonly tags: SoundTags };

const NEVER = new AbortController().signal;

stepBack();

/** SHA-256 of a file's content, and its tags. */
export function fingerprint(path: string): Promise<Outcome<Fingerprint>> {
  return told(async () => {
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash).catch(explain);
    return { hash: hash.digest("hex"), tags: await readTags(path) };
  });
}

export function analyse(task: {
  readonly path: string;
  readonly expectedSeconds: number | null;
}): Promise<Outcome<SoundAnalysis>> {
  // A cancelled task's thread is ended from outside, which no signal could do faster.
  return told(() => analyseFile(task.path, task.expectedSeconds, NEVER));
}

async function told<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toValue() };
    throw error;
  }
}

function explain(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") throw new AppError("file_missing", "The file is not there any more.");
  throw new AppError("file_unreadable", "The file cannot be read: check its permissions.");
}
