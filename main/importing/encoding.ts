import { createReadStream } from "node:fs";
import { unreadable } from "./source.ts";

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * Which encoding a text file has: its byte-order mark says so, else zero bytes at every second place do (UTF-16),
 * else UTF-8 if it reads as that (but for a few damaged places), else Windows-1252, which is what spreadsheets write
 * where they do not write Unicode. Throws AppError `file_unreadable` for a file that is no text.
 */
export async function detectEncoding(
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TextEncodingName> {
  const isValid = validator();
  const lenient = new TextDecoder("utf-8");
  let valid = true;
  let first = true;
  let good = 0;
  let bad = 0;
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
    signal,
  }) as AsyncIterable<Buffer>) {
    if (first) {
      const marked = byMark(chunk) ?? byZeros(chunk, name);
      if (marked) return marked;
      first = false;
    }
    if (chunk.includes(0)) throw binary(name);
    if (valid && isValid(chunk)) continue;
    valid = false;
    const beyondAscii = lenient.decode(chunk, { stream: true }).replaceAll(/[\0-\x7f]+/g, "");
    const damaged = beyondAscii.split("\uFFFD").length - 1;
    bad += damaged;
    good += beyondAscii.length - damaged;
  }
  return valid || good > bad ? "utf-8" : "windows-1252";
}

function validator(): (chunk: Buffer) => boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return (chunk) => {
    try {
      decoder.decode(chunk, { stream: true });
      return true;
    } catch {
      return false;
    }
  };
}

function byMark(head: Buffer): TextEncodingName | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

/** Latin text in UTF-16 has a zero in nearly every pair of bytes, always on the same side. */
function byZeros(head: Buffer, name: string): TextEncodingName | null {
  const part = head.subarray(0, Math.min(4096, head.length - (head.length % 2)));
  let even = 0;
  let odd = 0;
  for (let index = 0; index < part.length; index += 2) {
    if (part[index] === 0) even += 1;
    if (part[index + 1] === 0) odd += 1;
  }
  const pairs = part.length / 2;
  if (even === 0 && odd > pairs * 0.4) return "utf-16le";
  if (odd === 0 && even > pairs * 0.4) return "utf-16be";
  if (even + odd > 0) throw binary(name);
  return null;
}

function binary(name: string): Error {
  return unreadable(name, "it is not a table of text", "Choose a CSV, Excel (.xlsx) or JSON file");
}
