import type { Database } from "better-sqlite3";
import { setImmediate as breathe } from "node:timers/promises";
import type { TrackColumns } from "./columns.ts";
import { moodIds } from "./moods.ts";
import { prepared } from "./prepared.ts";
import { getState, setState } from "./state.ts";

type Guessed = Pick<TrackColumns, "ids" | "guessMood" | "confidence" | "rowOf">;

/** Tracks in a page of the cache. */
const PAGE = 4096;
/** Pages per transaction: short enough not to be felt between two calls of the window. */
const SLICE = 4;
/** What stands for the probability 1. */
const WHOLE = 65_535;
/** Beyond this many moods in a page the others have no place in a byte; nobody has that many. */
const PALETTE = 255;

/**
 * Writes what the columns have of a model's guesses, slice by slice. The mark of completeness comes last: a library
 * that was closed or killed in between knows that it must be asked again. Where `layout` is not that of the stored
 * tracks, these are written too. Throws the signal's reason on abort.
 */
export async function storeGuesses(
  db: Database,
  model: number,
  columns: Guessed,
  layout: number,
  write: (work: () => void) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await write(() => setState(db, "predictions_of", ""));
  const pages = Math.ceil(columns.ids.length / PAGE);
  if (!haveLayout(db, pages, layout)) {
    await inSlices(pages, write, signal, (page) => storeTracks(db, columns, page, layout));
    await write(() => prepared(db, "DELETE FROM guess_tracks WHERE page >= ?").run(pages));
  }
  await inSlices(pages, write, signal, (page) => storePage(db, columns, page, layout));
  await write(() => {
    prepared(db, "DELETE FROM guesses WHERE page >= ?").run(pages);
    setState(db, "predictions_of", String(model));
  });
}

/** Whether the stored tracks are all of this layout. */
function haveLayout(db: Database, pages: number, layout: number): boolean {
  const [count, least, most] = prepared(
    db,
    "SELECT count(*), min(layout), max(layout) FROM guess_tracks",
  )
    .raw()
    .get() as [number, number | null, number | null];
  return count === pages && least === layout && most === layout;
}

/** A layout that no stored page has. */
export function newLayout(db: Database): number {
  const most = prepared(
    db,
    "SELECT max(layout) FROM (SELECT layout FROM guess_tracks UNION ALL SELECT layout FROM guesses)",
  )
    .pluck()
    .get() as number | null;
  return (most ?? 0) + 1;
}

async function inSlices(
  pages: number,
  write: (work: () => void) => Promise<void>,
  signal: AbortSignal,
  store: (page: number) => void,
): Promise<void> {
  for (let first = 0; first < pages; first += SLICE) {
    signal.throwIfAborted();
    await write(() => {
      for (let page = first; page < Math.min(pages, first + SLICE); page += 1) store(page);
    });
    await breathe();
  }
}

export function predictionsAreOf(db: Database, model: number): boolean {
  return getState(db, "predictions_of") === String(model);
}

/** Fills in the stored guesses of tracks and moods that are still there. */
export async function loadGuesses(db: Database, columns: Guessed): Promise<void> {
  const there = new Set(moodIds(db));
  const pages = db
    .prepare(
      `SELECT t.tracks, g.palette, g.moods, g.confidences
       FROM guesses g JOIN guess_tracks t ON t.page = g.page AND t.layout = g.layout WHERE g.page = ?`,
    )
    .raw();
  const count = db
    .prepare("SELECT coalesce(max(page) + 1, 0) FROM guesses")
    .pluck()
    .get() as number;
  let row = 0;
  for (let page = 0; page < count; page += 1) {
    const cells = pages.get(page) as [Buffer, string, Buffer, Buffer] | undefined;
    if (!cells) continue;
    const [tracks, palette, moods, confidences] = cells;
    const ids = new Int32Array(Uint8Array.from(tracks).buffer);
    const shares = new Uint16Array(Uint8Array.from(confidences).buffer);
    const known = (JSON.parse(palette) as number[]).map((mood) => (there.has(mood) ? mood : 0));
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0;
      // Both are in the order of ids; only what came or went since makes it search.
      if (columns.ids[row] !== id) row = columns.rowOf(id);
      const mood = known[(moods[at] ?? 0) - 1] ?? 0;
      if (row >= 0 && mood !== 0) {
        columns.guessMood[row] = mood;
        columns.confidence[row] = (shares[at] ?? 0) / WHOLE;
      }
      row += 1;
    }
    if (page % SLICE === SLICE - 1) await breathe();
  }
}

function storeTracks(db: Database, { ids }: Guessed, page: number, layout: number): void {
  const part = ids.subarray(page * PAGE, (page + 1) * PAGE);
  prepared(db, "INSERT OR REPLACE INTO guess_tracks (page, layout, tracks) VALUES (?, ?, ?)").run(
    page,
    layout,
    bytesOf(part),
  );
}

function storePage(
  db: Database,
  { ids, guessMood, confidence }: Guessed,
  page: number,
  layout: number,
): void {
  const first = page * PAGE;
  const count = Math.min(PAGE, ids.length - first);
  const moods = new Uint8Array(count);
  const confidences = new Uint16Array(count);
  const palette: number[] = [];
  const places = new Map<number, number>();
  let mood = 0;
  let place = 0;
  for (let at = 0; at < count; at += 1) {
    const next = guessMood[first + at] ?? 0;
    if (next !== mood) {
      mood = next;
      place = mood === 0 ? 0 : (places.get(mood) ?? 0);
      if (place === 0 && mood !== 0 && palette.length < PALETTE) {
        place = palette.push(mood);
        places.set(mood, place);
      }
    }
    moods[at] = place;
    // A float that is NaN becomes 0.
    confidences[at] = 0.5 + (confidence[first + at] ?? 0) * WHOLE;
  }
  prepared(
    db,
    "INSERT OR REPLACE INTO guesses (page, layout, palette, moods, confidences) VALUES (?, ?, ?, ?, ?)",
  ).run(page, layout, JSON.stringify(palette), moods, bytesOf(confidences));
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Uint16Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
