import type { Database } from "better-sqlite3";
import type { TrackQuery, TrackTarget } from "../../common/domain/track.ts";
import { loadColumns, type TrackColumns } from "./columns.ts";
import { openDatabase } from "./database.ts";
import { lockLibrary } from "./lock.ts";
import { listMoods, seedMoods } from "./moods.ts";
import { rankByText, select, type Selection, type TextSort } from "./select.ts";

/** Results kept for the pages to come; a window has a few queries open at a time. */
const KEEP_SELECTIONS = 4;

/** A library file that is open: its connection, its columns, and the turn to write. */
export class Library {
  readonly file: string;
  readonly db: Database;
  readonly #unlock: () => void;
  #columns: Promise<TrackColumns>;
  #turn: Promise<unknown> = Promise.resolve();
  #selections = new Map<string, Selection>();
  #ranks = new Map<TextSort, Float32Array>();
  #version = "";

  private constructor(file: string, db: Database, unlock: () => void) {
    this.file = file;
    this.db = db;
    this.#unlock = unlock;
    this.#columns = loadColumns(db);
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

  /** Reads the columns anew, after a worker has written to the file. */
  async reload(): Promise<TrackColumns> {
    const fresh = await loadColumns(this.db);
    this.#columns = Promise.resolve(fresh);
    this.#forget();
    return fresh;
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
    const context = { db: this.db, columns, moodOrder, unsureBelow };
    const selection = select(context, query, (sort) => this.#rank(columns, sort), all);
    const oldest = this.#selections.keys().next();
    if (this.#selections.size >= KEEP_SELECTIONS && !oldest.done)
      this.#selections.delete(oldest.value);
    this.#selections.set(key, selection);
    return selection;
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

  #rank(columns: TrackColumns, sort: TextSort): Float32Array {
    const known = this.#ranks.get(sort);
    if (known) return known;
    const ranks = rankByText(this.db, columns, sort);
    this.#ranks.set(sort, ranks);
    return ranks;
  }

  #forget(): void {
    this.#selections.clear();
    this.#ranks.clear();
    this.#version = "";
  }
}
