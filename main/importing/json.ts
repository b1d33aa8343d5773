import { readFile, stat } from "node:fs/promises";
import { AppError } from "../../common/errors.ts";
import { detectEncoding } from "./encoding.ts";
import { flatten, isObject } from "./json-cells.ts";
import {
  inBatches,
  unreadable,
  type BrokenRow,
  type TableRow,
  type TableSource,
} from "./source.ts";

/** JSON is read whole; larger libraries come as CSV. */
const MAX_BYTES = 200_000_000;
/** Under these names files keep their tracks; Spotify nests them (`tracks.items`). */
const LISTS = ["tracks", "items", "songs", "data", "results", "library"] as const;
const MAX_NESTING = 4;
/** Python writes NaN and Infinity, which JSON does not know. Strings are matched to be stepped over. */
const BARE_WORDS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

type Item = { readonly line: number; readonly cells: ReadonlyMap<string, string> };

/**
 * An array of objects, an object that holds one (a Spotify playlist, a page of saved tracks), one track alone, or an
 * object per line. Throws AppError.
 */
export async function openJson(
  path: string,
  name: string,
  signal?: AbortSignal,
): Promise<TableSource> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) {
    throw new AppError(
      "file_too_large",
      `“${name}” has ${Math.round(size / 1e6)} MB; JSON is read up to ${MAX_BYTES / 1e6} MB. Export it as CSV and import that.`,
    );
  }
  const encoding = await detectEncoding(path, name, signal);
  const { items, broken } = readItems(new TextDecoder(encoding).decode(await readFile(path)), name);
  const names = new Set<string>();
  for (const { cells } of items) for (const column of cells.keys()) names.add(column);
  const columns = [...names];
  if (columns.length === 0) throw noTracks(name);
  const counter = { done: 0, total: items.length };
  const rows = rowsOf(items, broken, columns, counter);
  return {
    format: "json",
    delimiter: null,
    encoding,
    columns,
    rows,
    batches: inBatches(rows),
    progress: () => counter,
  };
}

async function* rowsOf(
  items: readonly Item[],
  broken: readonly BrokenRow[],
  columns: readonly string[],
  counter: { done: number },
): AsyncGenerator<TableRow | BrokenRow> {
  yield* broken;
  for (const { line, cells } of items) {
    counter.done += 1;
    // Gives a cancelled import the turn to stop.
    if (counter.done % 1000 === 0) await Promise.resolve();
    yield { line, cells: columns.map((column) => cells.get(column) ?? "") };
  }
}

function readItems(text: string, name: string): { items: Item[]; broken: BrokenRow[] } {
  const whole = tryParse(text);
  if (whole.ok) {
    const list = listOf(whole.value, MAX_NESTING);
    if (list === null) throw noTracks(name);
    return {
      items: list.values.map((value, index) => ({
        line: index + 1,
        cells: flatten(value, list.playlist),
      })),
      broken: [],
    };
  }
  return readLines(text) ?? refuse(name, whole.where);
}

/** JSON lines: what the first line is, the others must be. Null if it is something else. */
function readLines(text: string): { items: Item[]; broken: BrokenRow[] } | null {
  const lines = text.split("\n").map((line) => line.trim());
  if (lines.filter((line) => line !== "").length < 2) return null;
  const first = tryParse(lines.find((line) => line !== "") ?? "");
  if (!first.ok || !isObject(first.value)) return null;
  const items: Item[] = [];
  const broken: BrokenRow[] = [];
  lines.forEach((content, index) => {
    if (content === "") return;
    const parsed = tryParse(content);
    if (parsed.ok) items.push({ line: index + 1, cells: flatten(parsed.value, null) });
    else broken.push({ line: index + 1, reason: "it is not valid JSON" });
  });
  return { items, broken };
}

function refuse(name: string, where: string | null): never {
  const why =
    where === null ? "it is not valid JSON" : `it is not valid JSON (at character ${where})`;
  throw unreadable(name, why, "Export it again; it may be cut off");
}

function noTracks(name: string): AppError {
  return unreadable(name, "it holds no tracks", "It must be a list of objects, one per track");
}

type Attempt =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly where: string | null };

function tryParse(text: string): Attempt {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const where = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const plain = text.replaceAll(BARE_WORDS, (found) => (found.startsWith('"') ? found : "null"));
    return plain === text ? { ok: false, where: where ?? null } : tryParse(plain);
  }
}

type List = {
  readonly values: readonly unknown[];
  /** The playlist that the list is of, where the file says so. */
  readonly playlist: { readonly name: string; readonly id: string } | null;
};

function listOf(value: unknown, depth: number): List | null {
  if (Array.isArray(value)) return { values: value, playlist: null };
  if (!isObject(value) || depth === 0) return null;
  const inner = LISTS.find((name) => Array.isArray(value[name]) || isObject(value[name]));
  if (inner === undefined) return { values: [value], playlist: null };
  const list = listOf(value[inner], depth - 1);
  const { name, id, type } = value;
  if (list === null || type !== "playlist" || typeof name !== "string") return list;
  return { ...list, playlist: { name, id: typeof id === "string" ? id : "" } };
}
