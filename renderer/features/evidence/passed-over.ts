import type { Track } from "../../../common/domain/track.ts";

/** A guess that a row in sight shows; null where it shows none, or somebody's label. */
type Shown = { readonly id: number; readonly mood: number | null };
type Look = { mood: number; milliseconds: number; index: number };
type Mark = { readonly id: number; readonly mood: number };

/** Less than this on screen is scrolling past. */
const LONG_ENOUGH = 2000;
/** Songs told with one correction; those next to it. */
const MOST = 50;

/**
 * Which songs of a list were looked at and left as they were: a song that the user saw with its guess, and passed over
 * on the way to one that they corrected, is right more often than not.
 *
 * A song counts when
 * - it stood in sight as a whole, in a list that stood still, for 2 seconds in all, with one and the same guess;
 * - it has no label, and was not skipped (who skips does not know);
 * - it lies between the last decision in this list and the next one (before the first: anywhere above it). What is
 *   below may not have been read yet.
 * It counts with the guess that it showed, and only when that next decision comes: who looks at a list and leaves it
 * has said nothing. Another list, or another screen, begins anew.
 */
export class PassedOver {
  #list = "";
  #looks = new Map<number, Look>();
  /** What stands still, and since when. */
  #still: {
    readonly rows: readonly Shown[];
    readonly first: number;
    readonly since: number;
  } | null = null;
  /** The row of the last decision. */
  #anchor = -Infinity;

  /** These rows, from `first` on, stand still in sight from `now` (ms) on. */
  show(list: string, first: number, rows: readonly Shown[], now: number): void {
    this.rest(now);
    if (list !== this.#list) this.#begin(list);
    this.#still = { rows, first, since: now };
    for (const [place, { id, mood }] of rows.entries()) {
      const look = this.#looks.get(id);
      if (mood === null) this.#looks.delete(id);
      else if (look?.mood === mood) look.index = first + place;
      else this.#looks.set(id, { mood, milliseconds: 0, index: first + place });
    }
  }

  /** They are moving, hidden or gone. */
  rest(now: number): void {
    const still = this.#still;
    if (!still) return;
    this.#still = null;
    for (const { id } of still.rows) {
      const look = this.#looks.get(id);
      if (look) look.milliseconds += now - still.since;
    }
  }

  leave(): void {
    this.#begin("");
  }

  skip(id: number): void {
    this.#looks.delete(id);
  }

  /** The user decides these songs now: what was passed over on the way, nearest first. It is told once. */
  decide(ids: readonly number[], now: number): Mark[] {
    const still = this.#still;
    this.rest(now);
    this.#still = still && { ...still, since: now };
    const places = ids.flatMap((id) => this.#placeOf(id) ?? []);
    for (const id of ids) this.#looks.delete(id);
    if (places.length === 0) return [];
    const [top, bottom] = [Math.min(...places), Math.max(...places)];
    const from = Math.min(this.#anchor, top);
    const to = Math.max(this.#anchor, bottom);
    this.#anchor = this.#anchor > bottom ? top : bottom;
    const passed = [...this.#looks]
      .filter(
        ([, { index, milliseconds }]) =>
          index >= from && index <= to && milliseconds >= LONG_ENOUGH,
      )
      .sort(([, a], [, b]) => Math.abs(a.index - bottom) - Math.abs(b.index - bottom))
      .slice(0, MOST);
    for (const [id] of passed) this.#looks.delete(id);
    return passed.map(([id, { mood }]) => ({ id, mood }));
  }

  #begin(list: string): void {
    this.#list = list;
    this.#looks = new Map();
    this.#still = null;
    this.#anchor = -Infinity;
  }

  /** Also of a song that has a label: those too are decided anew. */
  #placeOf(id: number): number | undefined {
    const place = this.#still?.rows.findIndex((row) => row.id === id) ?? -1;
    return place < 0 ? this.#looks.get(id)?.index : (this.#still?.first ?? 0) + place;
  }
}

/** What a row of a list shows. */
export function shownIn({ id, mood }: Track): Shown {
  return { id, mood: mood?.by === "guess" ? mood.id : null };
}

/** Of the library's list; there is one. */
export const passedOver = new PassedOver();
