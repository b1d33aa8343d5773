import { appendFileSync, renameSync, statSync } from "node:fs";
import { inspect } from "node:util";
import type { Log } from "../ports.ts";

/** The file never gets larger than that; two older ones are kept beside it. */
const MAX_BYTES = 1_000_000;
const MAX_DETAIL = 8_000;

/**
 * A log in a text file, written before the call returns so that a crash loses nothing. A log that cannot be written
 * (disk full, say) must not take the application down: the line is lost.
 */
export function createLog(file: string): Log {
  let size = sizeOf(file);
  return (level, message, detail) => {
    const line = `${new Date().toISOString()} ${level} ${withoutSecrets(message + describe(detail))}\n`;
    try {
      if (size > 0 && size + line.length > MAX_BYTES) {
        rotate(file);
        size = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      // Nowhere is left to say it.
    }
  };
}

function describe(detail: unknown): string {
  if (detail === undefined) return "";
  const text =
    detail instanceof Error
      ? `${detail.stack ?? detail.message}${detail.cause === undefined ? "" : `\n  because: ${describe(detail.cause)}`}`
      : inspect(detail, { depth: 3, breakLength: 120, maxArrayLength: 20, maxStringLength: 1000 });
  return ` ${text.slice(0, MAX_DETAIL)}`;
}

/** A log may be sent along with a report: keys and tokens must not be in it, whatever was passed. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\b(bearer\s+|token[=:]\s*["']?|secret[=:]\s*["']?)[\w.~+/-]{8,}/gi, "$1…")
    .replace(/\b[\w-]{43}\b/g, "…");
}

function rotate(file: string): void {
  for (const [from, to] of [
    [`${file}.1`, `${file}.2`],
    [file, `${file}.1`],
  ] as const) {
    if (sizeOf(from) > 0) renameSync(from, to);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
