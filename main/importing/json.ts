import { readFile, stat } from "node:fs/promises";
import { AppError } from "../../common/errors.ts";
import { unreadable, type TableRow, type TableSource } from "./table.ts";

/** JSON is read whole; larger libraries come as CSV. */
const MAX_BYTES = 200_000_000;
/** Columns are the keys of that many first objects. */
const HEADER_OBJECTS = 1000;
/** Put between the values of a list in one cell; the row reader splits at it. */
export const LIST_SEPARATOR = "\u001f";

/** An array of objects, or an object that holds one as `tracks` or `items`. Throws AppError. */
export async function openJson(path: string, name: string): Promise<TableSource> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) {
    throw new AppError(
      "file_too_large",
      `“${name}” has ${Math.round(size / 1e6)} MB; JSON is read up to ${MAX_BYTES / 1e6} MB. Export it as CSV and import that.`,
    );
  }
  const items = listOf(parseText(await readFile(path), name), name).map(flatten);
  const columns = [...new Set(items.slice(0, HEADER_OBJECTS).flatMap((item) => [...item.keys()]))];
  if (columns.length === 0)
    throw unreadable(name, "it holds no tracks", "It must be a list of objects, one per track");
  const counter = { done: 0, total: items.length };
  return {
    format: "json",
    delimiter: null,
    encoding: "utf-8",
    columns,
    rows: rowsOf(items, columns, counter),
    progress: () => counter,
  };
}

async function* rowsOf(
  items: readonly ReadonlyMap<string, string>[],
  columns: readonly string[],
  counter: { done: number },
): AsyncGenerator<TableRow> {
  for (const [index, item] of items.entries()) {
    counter.done = index + 1;
    yield await Promise.resolve({
      line: index + 1,
      cells: columns.map((column) => item.get(column) ?? ""),
    });
  }
}

function parseText(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    const where =
      error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const why =
      where === undefined ? "it is not valid JSON" : `it is not valid JSON (at character ${where})`;
    throw unreadable(name, why, "Export it again; it may be cut off");
  }
}

function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) {
    const inner = value["tracks"] ?? value["items"];
    if (Array.isArray(inner)) return inner;
    if (!("tracks" in value)) return [value];
  }
  throw unreadable(
    name,
    "it holds no list of tracks",
    "It must be a list of objects, one per track",
  );
}

/** One level of nesting becomes columns of its own; lists of names become one cell. */
function flatten(item: unknown): Map<string, string> {
  const cells = new Map<string, string>();
  if (!isObject(item)) return cells;
  const outer = isObject(item["track"]) ? { ...item, ...item["track"], track: undefined } : item;
  for (const [key, value] of Object.entries(outer)) {
    if (isObject(value) && !["album", "artist", "mood"].includes(key)) {
      for (const [inner, cell] of Object.entries(value)) cells.set(inner, toText(cell));
    } else if (value !== undefined) cells.set(key, toText(value));
  }
  return cells;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value))
    return value
      .map(toText)
      .filter((part) => part !== "")
      .join(LIST_SEPARATOR);
  if (isObject(value)) return toText(value["name"] ?? value["title"] ?? "");
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
