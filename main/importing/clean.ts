import { LIST_SEPARATOR } from "./json-cells.ts";

const CONTROL = /[\p{Cc}\u2028\u2029\uFEFF]+/gu;
/** Nothing to do for it, and most cells are so. */
const PLAIN = /^[\x20-\x7e]*$/;
const LONGEST_MISSING = "undefined".length;
const INVISIBLE = /^[\p{Cf}\p{Z}\p{M}\uFFFD]*$/u;

/**
 * Without control characters and outer spaces, well formed and composed; scripts and directions stay as they are.
 * A text that shows nothing is empty.
 */
export function clean(cell: string): string {
  if (PLAIN.test(cell)) return cell.trim();
  const text = cell
    .replaceAll(LIST_SEPARATOR, ", ")
    .replaceAll(CONTROL, " ")
    .toWellFormed()
    .normalize("NFC")
    .trim();
  return INVISIBLE.test(text) ? "" : text;
}

/** What tables write where they have no value. */
export function isMissing(text: string): boolean {
  if (text.length > LONGEST_MISSING) return false;
  return text === "" || /^(?:na|n\/a|null|none|nan|undefined|-|–|unknown)$/i.test(text);
}

export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
