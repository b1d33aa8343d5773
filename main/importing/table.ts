import { open, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { AppError } from "../../common/errors.ts";
import { openCsv } from "./csv.ts";
import { openJson } from "./json.ts";
import { unreadable, type TableSource } from "./source.ts";

const ZIP = [0x50, 0x4b];
/** An OLE compound file: Excel's format before 2007, and what a password makes of a newer one. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const GZIP = [0x1f, 0x8b];

/**
 * Opens a table by what the file holds; its ending decides nothing.
 * Throws AppError `file_missing`, `file_unreadable` or `file_too_large`.
 */
export async function openTable(path: string, signal?: AbortSignal): Promise<TableSource> {
  const name = basename(path);
  const head = await readHead(path, name);
  if (startsWith(head, ZIP)) {
    // Only now: ExcelJS takes half a second to load, which no start should wait for.
    const { openXlsx } = await import("./xlsx.ts");
    return openXlsx(path, name, signal);
  }
  if (startsWith(head, OLE)) {
    throw unreadable(
      name,
      "it is an old or password-protected Excel file",
      "Save it as .xlsx without a password and try again",
    );
  }
  if (startsWith(head, GZIP)) throw unreadable(name, "it is compressed", "Unpack it and try again");
  const text = head
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  const isJson = extname(name).toLowerCase() === ".json" || /^(?:\[\s*[[{\]]|\{\s*["}])/.test(text);
  return isJson ? openJson(path, name, signal) : openCsv(path, name, signal);
}

async function readHead(path: string, name: string): Promise<Buffer> {
  try {
    const info = await stat(path);
    if (info.isDirectory())
      throw unreadable(name, "it is a folder", "Choose a CSV, Excel or JSON file");
    if (info.size === 0) throw unreadable(name, "it is empty", "Export it again and try again");
    const file = await open(path, "r");
    try {
      const head = Buffer.alloc(4096);
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      return head.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, name);
  }
}

function fileError(error: unknown, name: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ENOENT") {
    return new AppError(
      "file_missing",
      `“${name}” is not there any more. Check where it is and choose it again.`,
    );
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return unreadable(
      name,
      "you may not read it",
      "Change its permissions, or copy it to a folder of yours",
    );
  }
  return error;
}

function startsWith(head: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}
