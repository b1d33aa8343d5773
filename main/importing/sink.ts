import type { Database } from "better-sqlite3";
import { fold } from "../../common/domain/fold.ts";
import type { FeatureSource } from "../../common/domain/features.ts";
import { AppError } from "../../common/errors.ts";
import { beginBulkLoad } from "../library/bulk-load.ts";
import { Ingest, type ImportedTrack, type PutResult } from "../library/ingest.ts";
import { decide, readLabel, type LabelStep } from "../library/labels.ts";
import { createMood, listMoods } from "../library/moods.ts";

/** A column of genres, record labels or remarks has more words. */
const MAX_NEW_MOODS = 50;

export type SinkResult = {
  readonly outcome: PutResult["outcome"];
  /** Something the user should know about this row's label. */
  readonly note: string | null;
};

/**
 * Writes imported tracks into a library, inside a transaction that the caller holds. Labels of the file are
 * collected and become one decision at the end, so that one undo takes them back.
 */
export class LibrarySink {
  readonly #db: Database;
  readonly #ingest: Ingest;
  readonly #endBulkLoad: () => void;
  readonly #now: string;
  readonly #moods: Map<string, { id: number; name: string }>;
  readonly #newMoods: string[] = [];
  readonly #said = new Map<number, number>();
  readonly #steps: LabelStep[] = [];

  constructor(db: Database, source: FeatureSource, now: string) {
    this.#db = db;
    this.#now = now;
    this.#endBulkLoad = beginBulkLoad(db);
    this.#ingest = new Ingest(db, source, now);
    this.#moods = new Map(listMoods(db).map(({ id, name }) => [fold(name), { id, name }]));
  }

  /** `track.mood` becomes a label if it is given. */
  put(track: ImportedTrack): SinkResult {
    const { id, outcome } = this.#ingest.put(track);
    if (track.mood === null) return { outcome, note: null };
    const mood = this.#mood(track.mood);
    const said = this.#said.get(id);
    if (said !== undefined && said !== mood.id) {
      const kept =
        [...this.#moods.values()].find((other) => other.id === said)?.name ?? "the first";
      return {
        outcome,
        note: `the file calls this track both “${kept}” and “${mood.name}”; “${kept}” was kept`,
      };
    }
    if (said !== undefined) return { outcome, note: null };
    this.#said.set(id, mood.id);
    const labelled = this.#label(id, mood.id);
    return { outcome: labelled && outcome === "unchanged" ? "updated" : outcome, note: null };
  }

  /** Carries the labels out and makes the library whole again. Returns how many tracks got one, and the moods that had to be made. */
  finish(name: string): { labels: number; newMoods: string[] } {
    this.#endBulkLoad();
    if (this.#steps.length > 0) {
      decide(this.#db, `Labels from ${name}`, this.#steps, this.#now);
    }
    return { labels: this.#steps.length, newMoods: this.#newMoods };
  }

  /** What the user said stays: a file's label never replaces it. */
  #label(trackId: number, mood: number): boolean {
    const before = readLabel(this.#db, trackId);
    if (before.source === "user" || before.mood === mood) return false;
    const after = { ...before, mood, source: "file" as const, at: this.#now };
    this.#steps.push({ trackId, before, after });
    return true;
  }

  #mood(name: string): { id: number; name: string } {
    const key = fold(name);
    const known = this.#moods.get(key);
    if (known) return known;
    if (this.#newMoods.length >= MAX_NEW_MOODS) {
      throw new AppError(
        "bad_input",
        `The mood column has more than ${MAX_NEW_MOODS} different words that are no moods yet; it does not look like moods. Import without labels, or say which column the mood is.`,
        { path: "mapping" },
      );
    }
    const created = createMood(this.#db, { name: name.trim().slice(0, 60), definition: {} });
    this.#newMoods.push(created.name);
    this.#moods.set(key, created);
    return created;
  }
}
