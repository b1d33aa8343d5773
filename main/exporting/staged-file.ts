import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { alreadyThere, isThere, toWriteError } from "./file-errors.ts";

/** Text is gathered up to this many characters before it goes to the disk. */
const BATCH = 64 * 1024;

/**
 * A file in the making: everything goes into a temporary file beside the target, and only `finish`
 * and `publish` put it in the target's place, in one step. Until then, and after `discard`, the old file is whole and nothing else is left.
 */
export class StagedFile {
  readonly path: string;
  /** Aborts when the export is cancelled, and when writing fails; its reason says why. */
  readonly signal: AbortSignal;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  readonly #force: boolean;
  readonly #mode: number | null;
  readonly #failed: AbortController;
  #held = "";
  #bytes = 0;
  #open = true;

  private constructor(
    path: string,
    temporary: string,
    handle: FileHandle,
    mode: number | null,
    options: StageOptions,
  ) {
    this.path = path;
    this.#temporary = temporary;
    this.#handle = handle;
    this.#mode = mode;
    this.#force = options.force;
    this.#failed = new AbortController();
    this.signal = AbortSignal.any([options.signal, this.#failed.signal]);
  }

  /** Throws AppError `file_exists` (without `force`), `file_missing`, `disk_full` or `unavailable`. */
  static async create(path: string, options: StageOptions): Promise<StagedFile> {
    options.signal.throwIfAborted();
    if (!options.force && (await isThere(path))) throw alreadyThere([path]);
    // A link stays a link: what it points to is replaced.
    const target = await realpath(path).catch(() => path);
    const temporary = join(dirname(target), `.undertone-${randomBytes(8).toString("hex")}.tmp`);
    try {
      const old = await stat(target).catch(() => null);
      if (old?.isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
      const handle = await open(temporary, "wx");
      return new StagedFile(target, temporary, handle, old ? old.mode & 0o777 : null, options);
    } catch (error) {
      throw toWriteError(error, path);
    }
  }

  /** Rejects with the signal's reason. */
  async write(text: string): Promise<void> {
    this.#held += text;
    if (this.#held.length >= BATCH) await this.#flush();
  }

  /** For what writes streams. An error of the disk reaches `signal`, so nobody need listen to the stream. */
  writable(): Writable {
    const stream = new Writable({
      highWaterMark: 1024 * 1024,
      write: (chunk: Buffer, _encoding, done) => {
        this.#append(chunk).then(
          () => done(),
          (error: unknown) => done(error as Error),
        );
      },
    });
    stream.on("error", () => undefined);
    return stream;
  }

  /** Everything on the disk, under the temporary name still. Returns its bytes. */
  async finish(): Promise<number> {
    await this.#flush();
    this.signal.throwIfAborted();
    if (!this.#open) return this.#bytes;
    try {
      if (this.#mode !== null) await this.#handle.chmod(this.#mode);
      await this.#handle.sync();
      await this.#close();
    } catch (error) {
      throw toWriteError(error, this.path);
    }
    return this.#bytes;
  }

  /** Puts the finished file in its place. */
  async publish(): Promise<void> {
    // Someone may have made the file since it was asked for.
    if (!this.#force && (await isThere(this.path))) throw alreadyThere([this.path]);
    try {
      await rename(this.#temporary, this.path);
    } catch (error) {
      throw toWriteError(error, this.path);
    }
    await syncFolder(dirname(this.path));
  }

  /** Safe to call at any time, also twice. */
  async discard(): Promise<void> {
    await this.#close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#held;
    this.#held = "";
    if (text !== "") await this.#append(Buffer.from(text));
  }

  async #append(chunk: Buffer): Promise<void> {
    this.signal.throwIfAborted();
    try {
      await this.#handle.appendFile(chunk);
      this.#bytes += chunk.length;
    } catch (error) {
      const known = toWriteError(error, this.path);
      this.#failed.abort(known);
      throw known;
    }
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#handle.close();
  }
}

type StageOptions = { readonly force: boolean; readonly signal: AbortSignal };

/** Runs `write` on a staged file and publishes it; on any failure nothing is left behind. Returns its bytes. */
export async function writeWhole(
  path: string,
  options: StageOptions,
  write: (file: StagedFile) => Promise<void>,
): Promise<number> {
  const file = await StagedFile.create(path, options);
  try {
    await write(file);
    const bytes = await file.finish();
    await file.publish();
    return bytes;
  } catch (error) {
    await file.discard();
    // What a writer throws when its stream is gone is a consequence; the signal knows the cause.
    file.signal.throwIfAborted();
    throw error;
  }
}

/** Makes the new name durable. Windows cannot open folders; there the file system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
