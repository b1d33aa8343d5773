import type { BrokenRow, TableRow } from "./source.ts";

/** A record longer than this is no track: a quote was not closed, or the file is something else. */
const MAX_RECORD = 100_000;
/** From here on a file's quotes cannot be trusted, and every further one would be searched for its end again. */
const MAX_BROKEN = 1000;

const NOT_CLOSED = "a quote is opened and not closed where it should be";
const TOO_LONG = `the line is longer than ${MAX_RECORD.toLocaleString("en")} characters`;

type Parsed = {
  readonly cells: string[];
  /** Where the next record starts. */
  readonly end: number;
  readonly lines: number;
  /** A quoted cell holds a quote that is not doubled. */
  readonly odd: boolean;
};

/**
 * Splits delimited text (RFC 4180 and what spreadsheets make of it) into records, piece by piece. A record that cannot
 * be read costs its first line alone: reading goes on at the next one. That is why no library does it: they take a
 * quote that is never closed to the end of the file.
 */
export class DelimitedReader {
  readonly #delimiter: string;
  readonly #newline: "\n" | "\r";
  #held = "";
  #line = 1;
  #dropping = false;
  #broken = 0;
  #width: number | null = null;

  constructor(delimiter: string, newline: "\n" | "\r") {
    this.#delimiter = delimiter;
    this.#newline = newline;
  }

  /** Records that are whole now. `last`: no more text follows. Blank ones are left out, but counted as lines. */
  *read(text: string, last: boolean): Generator<TableRow | BrokenRow> {
    const held = this.#held + text;
    let at = this.#dropping ? this.#afterDropped(held) : 0;
    let quote = held.indexOf('"', at);
    while (at < held.length && this.#broken < MAX_BROKEN) {
      const newline = held.indexOf(this.#newline, at);
      const stop = newline === -1 ? held.length : newline;
      if (stop - at > MAX_RECORD) {
        yield { line: this.#line, reason: TOO_LONG };
        this.#dropping = newline === -1;
        if (newline !== -1) this.#line += 1;
        at = stop + 1;
        continue;
      }
      if (newline === -1 && !last) break;
      if (quote !== -1 && quote < at) quote = held.indexOf('"', at);
      if (quote === -1 || quote >= stop) {
        const row = this.#row(held.slice(at, this.#lineEnd(held, at, stop)).split(this.#delimiter));
        if (row) yield row;
        this.#line += 1;
        at = stop + 1;
        continue;
      }
      const parsed = this.#parse(held, at, last);
      if (parsed === "more") break;
      if (parsed === "broken" || this.#slipped(parsed)) {
        yield this.#breakOff();
        at = stop + 1;
        continue;
      }
      const row = this.#row(parsed.cells);
      if (row) yield row;
      this.#line += parsed.lines;
      at = parsed.end;
    }
    this.#held = held.slice(at);
  }

  #afterDropped(held: string): number {
    const newline = held.indexOf(this.#newline);
    if (newline === -1) return held.length;
    this.#dropping = false;
    this.#line += 1;
    return newline + 1;
  }

  #breakOff(): BrokenRow {
    this.#broken += 1;
    const line = this.#line;
    this.#line += 1;
    return this.#broken < MAX_BROKEN
      ? { line, reason: NOT_CLOSED }
      : { line, reason: `${NOT_CLOSED}; so were many before, and the rest was left out` };
  }

  /** Odd quotes that also shift the cells: where this record ends is a guess. */
  #slipped({ cells, lines, odd }: Parsed): boolean {
    return this.#width !== null && cells.length !== this.#width && (odd || lines > 1);
  }

  #row(cells: string[]): TableRow | BrokenRow | null {
    if (cells.every((cell) => cell.trim() === "")) return null;
    if (this.#width === null) {
      this.#width = cells.length;
      return { line: this.#line, cells };
    }
    const extra = cells.length - this.#width;
    if (extra > 0 && cells.slice(-extra).some((cell) => cell.trim() !== "")) {
      return {
        line: this.#line,
        reason: `it has ${cells.length} cells where the header has ${this.#width}; is a quote missing?`,
      };
    }
    return { line: this.#line, cells };
  }

  #parse(held: string, start: number, last: boolean): Parsed | "more" | "broken" {
    const cells: string[] = [];
    let at = start;
    let lines = 1;
    let odd = false;
    for (;;) {
      if (held[at] === '"') {
        const quoted = this.#quoted(held, at + 1, start, last);
        if (typeof quoted === "string") return quoted;
        cells.push(quoted.cell);
        lines += quoted.lines;
        odd ||= quoted.odd;
        at = quoted.end;
      } else {
        const end = this.#cellEnd(held, at);
        cells.push(held.slice(at, this.#lineEnd(held, at, end)));
        at = end;
      }
      if (held.startsWith(this.#delimiter, at)) {
        at += this.#delimiter.length;
        continue;
      }
      if (this.#newline === "\n" && held[at] === "\r") at += 1;
      if (at >= held.length) return last ? { cells, end: at, lines, odd } : "more";
      return { cells, end: at + 1, lines, odd };
    }
  }

  #quoted(held: string, from: number, start: number, last: boolean) {
    let cell = "";
    let odd = false;
    let at = from;
    for (;;) {
      const quote = held.indexOf('"', at);
      if (quote === -1 || quote - start > MAX_RECORD) {
        return last || held.length - start > MAX_RECORD ? "broken" : "more";
      }
      cell += held.slice(at, quote);
      const next = held[quote + 1];
      if (next === undefined && !last) return "more";
      if (next === '"') {
        cell += '"';
        at = quote + 2;
        continue;
      }
      const ends =
        next === undefined ||
        next === "\r" ||
        next === "\n" ||
        held.startsWith(this.#delimiter, quote + 1);
      if (ends) return { cell, end: quote + 1, lines: count(cell, this.#newline), odd };
      // A quote amid text: careless writers do not double it. Beyond a line's end it opens the next record.
      if (cell.includes(this.#newline)) return "broken";
      odd = true;
      cell += '"';
      at = quote + 1;
    }
  }

  #cellEnd(held: string, at: number): number {
    const newline = held.indexOf(this.#newline, at);
    const delimiter = held.indexOf(this.#delimiter, at);
    const end = newline === -1 ? held.length : newline;
    return delimiter === -1 ? end : Math.min(delimiter, end);
  }

  /** Without the carriage return of a Windows line end. */
  #lineEnd(held: string, at: number, stop: number): number {
    const isWindows = this.#newline === "\n" && stop > at && held[stop - 1] === "\r";
    return isWindows && (stop === held.length || held[stop] === "\n") ? stop - 1 : stop;
  }
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found += 1;
  return found;
}
