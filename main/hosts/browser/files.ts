import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Readable } from "node:stream";
import type { FileRef } from "../../../common/domain/import.ts";
import { AppError } from "../../../common/errors.ts";
import type { FilePort } from "../../ports.ts";
import { createFileTokens, randomToken } from "../file-tokens.ts";
import type { Sounds } from "../sounds.ts";

/** 2 GB, as 2 ** 31. */
export const MAX_UPLOAD_BYTES = 2_147_483_648;

export type BrowserFiles = {
  readonly port: FilePort;
  /** Keeps what the page sends, under its own name in a private folder, until the host closes. */
  receive(name: string, content: Readable): Promise<FileRef>;
  /** The file that a download token stands for; null for any other text. */
  downloadPath(token: string): string | null;
  /** Deletes everything that was sent or written for download. */
  clear(): Promise<void>;
};

/**
 * Files of a page that cannot see our disk: what it sends lies in `uploads`, what we write for it in `exports`, each
 * in a folder with a random name. `maxBytes` bounds one upload.
 */
export function createBrowserFiles(
  data: string,
  sounds: Sounds,
  maxBytes = MAX_UPLOAD_BYTES,
): BrowserFiles {
  const uploads = join(data, "uploads");
  const exports = join(data, "exports");
  const tokens = createFileTokens();
  const downloads = new Map<string, string>();

  return {
    port: {
      pickOpen: () => Promise.resolve(null),
      pickFolder: () => Promise.resolve(null),
      offerSound: (path) => sounds.offer(path),
      async pickSave({ name }) {
        const path = join(exports, randomToken(), safeName(name));
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        return path;
      },
      resolve: (token) => tokens.resolve(token),
      register: (path) => tokens.register(path),
      download(path) {
        if (!resolve(path).startsWith(exports + sep)) return null;
        const token = randomToken();
        downloads.set(token, path);
        return `/files/${token}`;
      },
    },
    async receive(name, content) {
      const path = join(uploads, randomToken(), safeName(name));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      let size = 0;
      const counted = async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          size += chunk.length;
          if (size > maxBytes) throw tooLarge(maxBytes);
          yield chunk;
        }
      };
      try {
        await pipeline(content, counted, createWriteStream(path, { flags: "wx", mode: 0o600 }));
      } catch (error) {
        await rm(dirname(path), { recursive: true, force: true });
        throw explain(error);
      }
      return { token: tokens.register(path), name: basename(path), size };
    },
    downloadPath: (token) => downloads.get(token) ?? null,
    async clear() {
      const gone = { recursive: true, force: true, maxRetries: 3 };
      await Promise.all([rm(uploads, gone), rm(exports, gone)]);
    },
  };
}

export function tooLarge(maxBytes: number): AppError {
  const gigabytes = (maxBytes / 1024 ** 3).toLocaleString("en", { maximumFractionDigits: 1 });
  return new AppError(
    "file_too_large",
    `This file is larger than ${gigabytes} GB, which is too much for the browser. Use the desktop app or the command line for it.`,
  );
}

function explain(error: unknown): unknown {
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    return new AppError("disk_full", "The disk is full. Make room on it and send the file again.", {
      cause: error,
    });
  }
  return error;
}

/** The last part of a name, without what a file system or Windows would not take; its ending is kept. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "_").replace(/[. ]+$/, "");
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? "";
  const stem = clean.slice(0, Math.min(60, clean.length - ending.length)).toWellFormed();
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem.split(".")[0] ?? "");
  return `${stem === "" || reserved ? `file ${stem}`.trim() : stem}${ending}`;
}
