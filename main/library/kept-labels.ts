import { createHash } from "node:crypto";
import type { Database, Statement } from "better-sqlite3";
import { labelStateSchema, readLabel, writeLabel, type LabelState } from "./labels.ts";
import { listMoods } from "./moods.ts";
import { prepared } from "./prepared.ts";

/** Keeps what the user said of a track that is being deleted, under a hash of its URI. Call inside a transaction. */
export function keepLabel(db: Database, uri: string, state: LabelState): void {
  prepared(db, "INSERT OR REPLACE INTO kept_labels (key, state) VALUES (?, ?)").run(
    keyOf(uri),
    JSON.stringify(state),
  );
}

/** Gives kept labels back to the tracks that they were of, as those come in again. Used inside one transaction. */
export class KeptLabels {
  readonly #db: Database;
  /** False: nothing is kept, and an import need not look. */
  readonly #any: boolean;
  readonly #find: Statement;
  readonly #moods: ReadonlySet<number>;

  constructor(db: Database) {
    this.#db = db;
    this.#any = db.prepare("SELECT 1 FROM kept_labels LIMIT 1").get() !== undefined;
    this.#find = db.prepare("SELECT state FROM kept_labels WHERE key = ?").pluck();
    this.#moods = new Set(this.#any ? listMoods(db).map(({ id }) => id) : []);
  }

  /** A label that the track has meanwhile stays. Moods that are gone are left out. */
  giveBack(trackId: number, uri: string | null): void {
    if (!this.#any || uri === null) return;
    const key = keyOf(uri);
    const text = this.#find.get(key) as string | undefined;
    if (text === undefined) return;
    prepared(this.#db, "DELETE FROM kept_labels WHERE key = ?").run(key);
    const kept = labelStateSchema.parse(JSON.parse(text));
    const now = readLabel(this.#db, trackId);
    if (now.mood !== null || now.also.length > 0) return;
    const also = kept.also.filter((mood) => this.#moods.has(mood));
    const there = kept.mood !== null && this.#moods.has(kept.mood);
    writeLabel(
      this.#db,
      trackId,
      there ? { ...kept, also } : { mood: null, source: null, at: null, also },
    );
  }
}

function keyOf(uri: string): string {
  return createHash("sha256").update(uri).digest("hex");
}
