import type { Database } from "better-sqlite3";
import type { TrackQuery, TrackTarget } from "../../common/domain/track.ts";
import type { TrackColumns } from "./columns.ts";
import { loadColumns } from "./load-columns.ts";
import { openDatabase } from "./database.ts";
import { lockLibrary } from "./lock.ts";
import { listMoods, seedMoods } from "./moods.ts";
import { rankRows, type RankedSort } from "./ranks.ts";
import { rankedSort, select, type Selection } from "./select.ts";

/** Results kept for the pages to come; a window has a few queries open at a time. */
const KEEP_SELECTIONS = 4;
/** Tracks from which the orders by text are made ahead. */
const WARM_FROM = 20_000;

/** A library file that is open: its connection, its columns, and the turn to write. */
export class Library {
  readonly file: string;
  readonly db: Database;
  readonly #unlock: () => void;
  #columns: Promise<TrackColumns>;
  #turn: Promise<unknown> = Promise.resolve();
  #selections = new Map<string, Selection>();
  readonly #ranks = new WeakMap<TrackColumns, Map<RankedSort, Promise<Uint32Array>>>();
  #reloading: Promise<unknown> = Promise.resolve();
  /** Changes that came while the columns were being read anew. */
  readonly #missed = new Set<((columns: TrackColumns) => void)[]>();
  #version = "";

  private constructor(file: string, db: Database, unlock: () => void) {
    this.file = file;
    this.db = db;
    this.#unlock = unlock;
    this.#columns = loadColumns(db);
    // A damaged file is told to whoever asks for the columns.
    this.#columns.catch(() => undefined);
  }

  /** Throws AppError `library_locked`, `library_newer` or `library_damaged`. */
  static open(file: string): Library {
    const unlock = lockLibrary(file);
    try {
      const db = openDatabase(file);
      db.transaction(() => seedMoods(db)).immediate();
      return new Library(file, db, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  columns(): Promise<TrackColumns> {
    return this.#columns;
  }

  /**
   * Reads the columns anew, after tracks or moods were written to the file. The guesses are kept: those in memory are
   * newer than the file, which follows them.
   */
  reload(): Promise<TrackColumns> {
    const missed: ((columns: TrackColumns) => void)[] = [];
    this.#missed.add(missed);
    const result = this.#reloading.then(async () => {
      try {
        const fresh = await loadColumns(this.db);
        fresh.keepGuesses(await this.#columns, new Set(listMoods(this.db).map(({ id }) => id)));
        for (const change of missed) change(fresh);
        this.#columns = Promise.resolve(fresh);
        this.#forget();
        return fresh;
      } finally {
        this.#missed.delete(missed);
      }
    });
    this.#reloading = result.catch(() => undefined);
    return result;
  }

  /** Carries a change that is in the file over to the columns, and to those that are being read. */
  async apply(change: (columns: TrackColumns) => void): Promise<void> {
    for (const missed of this.#missed) missed.push(change);
    change(await this.#columns);
  }

  /** One transaction of ours, when no worker is writing. */
  write<Result>(work: () => Result): Promise<Result> {
    return this.exclusive(() => this.db.transaction(work).immediate());
  }

  /** Keeps all others from writing while `work` goes on (a worker with a connection of its own, say). */
  exclusive<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** The tracks of a query, sorted. With `all`, a search's matches are all found, however many. */
  async select(query: TrackQuery, unsureBelow: number, all = false): Promise<Selection> {
    const columns = await this.#columns;
    const moodOrder = listMoods(this.db).map((mood) => mood.id);
    const version = `${columns.version}:${moodOrder.join(",")}`;
    if (version !== this.#version) {
      this.#selections.clear();
      this.#version = version;
    }
    const key = JSON.stringify([query, unsureBelow, all]);
    const known = this.#selections.get(key);
    if (known) return known;
    // Who wants all at once (an export, a change of many) turns no pages.
    if (!all) void this.#warm(columns);
    const sort = rankedSort(query.sort);
    const ranks = sort && (await this.#rank(columns, sort));
    const selection = select({ db: this.db, columns, moodOrder, unsureBelow, ranks }, query, all);
    // While the ranks were made the columns may have changed; then this one answer is not kept.
    if (version === `${columns.version}:${moodOrder.join(",")}` && version === this.#version)
      this.#keep(key, selection);
    return selection;
  }

  #keep(key: string, selection: Selection): void {
    const oldest = this.#selections.keys().next();
    if (this.#selections.size >= KEEP_SELECTIONS && !oldest.done)
      this.#selections.delete(oldest.value);
    this.#selections.set(key, selection);
  }

  /** The ids of the tracks that a change is for. */
  async targetIds(target: TrackTarget, unsureBelow: number): Promise<number[]> {
    if ("ids" in target) return target.ids;
    const selection = await this.select(target.query, unsureBelow, true);
    return selection.ids(0, selection.total);
  }

  /** Waits for the write that is under way, then closes file and lock. */
  async close(): Promise<void> {
    await this.exclusive(async () => {
      await this.#columns.catch(() => undefined);
      this.db.close();
      this.#unlock();
    });
  }

  #rank(columns: TrackColumns, sort: RankedSort): Promise<Uint32Array> {
    let made = this.#ranks.get(columns);
    if (!made) this.#ranks.set(columns, (made = new Map()));
    let ranks = made.get(sort);
    if (!ranks) {
      ranks = rankRows(this.db, columns, sort);
      // A failure is told to who asked, and the next one asks anew.
      ranks.catch(() => made.delete(sort));
      made.set(sort, ranks);
    }
    return ranks;
  }

  /** In a large library the orders by text take a second: they are made before somebody asks for one. */
  async #warm(columns: TrackColumns): Promise<void> {
    if (columns.size < WARM_FROM || this.#ranks.has(columns)) return;
    for (const sort of ["added", "title", "artist", "album"] as const) {
      if (!this.db.open) return;
      await this.#rank(columns, sort).catch(() => undefined);
    }
  }

  #forget(): void {
    this.#selections.clear();
    this.#version = "";
  }
}
