import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { createFileTokens } from "./file-tokens.ts";

/** Sound files that the window may play: it gets an address with a random token, never a path. */
export type Sounds = {
  /** `/sound/TOKEN`. The same file keeps its address. */
  readonly offer: (path: string) => string;
  /** What to answer for a token and the request's Range header; null = there is nothing. */
  readonly answer: (token: string, range: string | null) => Promise<SoundAnswer | null>;
};

export type SoundAnswer = {
  /** 200 for all of it, 206 for a part, 416 for a part that it has not. */
  readonly status: 200 | 206 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for 416. Whoever does not read it to its end destroys it. */
  readonly body: Readable | null;
};

export const SOUND_PATH = "/sound/";

const TYPES: Readonly<Record<string, string>> = {
  ".aac": "audio/aac",
  ".aif": "audio/aiff",
  ".aiff": "audio/aiff",
  ".flac": "audio/flac",
  ".m4a": "audio/mp4",
  ".mp3": "audio/mpeg",
  ".mp4": "audio/mp4",
  ".oga": "audio/ogg",
  ".ogg": "audio/ogg",
  ".opus": "audio/ogg",
  ".wav": "audio/wav",
  ".wave": "audio/wav",
};

export function createSounds(): Sounds {
  const tokens = createFileTokens();
  const offered = new Map<string, string>();
  const paths = new Map<string, string>();
  return {
    offer(path) {
      const token = offered.get(path) ?? tokens.register(path);
      offered.set(path, token);
      paths.set(token, path);
      return `${SOUND_PATH}${token}`;
    },
    async answer(token, range) {
      const path = paths.get(token);
      const info = path === undefined ? null : await stat(path).catch(() => null);
      if (path === undefined || !info?.isFile()) return null;
      const { size } = info;
      const common = {
        "Accept-Ranges": "bytes",
        "Content-Type": TYPES[extname(path).toLowerCase()] ?? "application/octet-stream",
      };
      const part = partOf(range, size);
      if (part === "none") {
        const headers = { ...common, "Content-Range": `bytes */${size}`, "Content-Length": "0" };
        return { status: 416, headers, body: null };
      }
      const { start, end } = part ?? { start: 0, end: size - 1 };
      const headers = {
        ...common,
        "Content-Length": String(end - start + 1),
        ...(part ? { "Content-Range": `bytes ${start}-${end}/${size}` } : {}),
      };
      const body = createReadStream(path, size === 0 ? {} : { start, end });
      return { status: part ? 206 : 200, headers, body };
    },
  };
}

/**
 * One range of bytes, as browsers ask for when they seek (RFC 9110, section 14); null = all of it, for what is not
 * understood too; "none" = beyond the end.
 */
function partOf(
  range: string | null,
  size: number,
): { start: number; end: number } | "none" | null {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "none" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start < size && start <= end ? { start, end } : "none";
}
