import { clean } from "./clean.ts";
import { LIST_SEPARATOR } from "./json-cells.ts";

const SEPARATORS = new RegExp(`[;${LIST_SEPARATOR}]`);
/** A cell without any of these is one name, as most are. */
const MAY_SEPARATE = new RegExp(`[;,[${LIST_SEPARATOR}]`);

/**
 * The artists in a cell. Commas are parts of names ("Tyler, The Creator"): they separate only where the file says so,
 * by as many artist URIs in `uris` as that gives names, by commas of names that are escaped (`\,`, as Exportify does),
 * or by commas without a space after them. Semicolons and lists (JSON's, or Python's as text) always separate.
 */
export function splitArtists(cell: string, uris: string): string[] {
  if (!MAY_SEPARATE.test(cell)) {
    const name = clean(cell);
    return name === "" ? [] : [name];
  }
  const separated = readPythonList(cell.trim()) ?? cell.split(SEPARATORS);
  const names = separated.map(clean).filter((name) => name !== "");
  const [only] = names;
  if (names.length !== 1 || only === undefined) return [...new Set(names)];
  const byComma = only
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll("\\,", ",").trim())
    .filter((name) => name !== "");
  const count = uris.split(",").filter((uri) => uri.trim() !== "").length;
  const isSeparated =
    only.includes("\\,") || !/,\s/.test(only) || (count > 1 && byComma.length === count);
  return isSeparated ? [...new Set(byComma)] : [only];
}

/** `['One', "Other's"]`, as tables made with pandas have it. */
function readPythonList(cell: string): string[] | null {
  if (!/^\[\s*['"].*['"]\s*\]$/.test(cell)) return null;
  const parts = cell.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g);
  return Array.from(parts, ([, single, double]) =>
    (single ?? double ?? "").replaceAll(/\\(.)/g, "$1"),
  );
}
