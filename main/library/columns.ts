import { FEATURE_NAMES, MODEL_FEATURES, type FeatureName } from "../../common/domain/features.ts";
import { LABEL_SOURCES, type LabelSource } from "../../common/domain/track.ts";
import { EvidenceColumns } from "./evidence-columns.ts";
import type { LabelState } from "./labels.ts";

export type NumberColumn = FeatureName | "duration" | "releaseDate";

/** Bits of {@link TrackColumns.spotify}, in this order. */
const TOLD_FIELDS = [...FEATURE_NAMES, "duration"] as const;

/**
 * The library as columns in memory, one row per track in the order of ids: what sorting, filtering, counting and
 * learning go through (SQLite keeps the truth). A pass over a million rows takes milliseconds, whatever the filter,
 * where an index serves one order only. Takes about 80 bytes a track.
 */
export class TrackColumns {
  readonly size: number;
  readonly ids: Int32Array;
  readonly numbers: Readonly<Record<NumberColumn, Float32Array>>;
  /** Milliseconds since 1970; NaN = not known. */
  readonly addedAt: Float64Array;
  /** Mood ids; 0 = none. */
  readonly labelMood: Int32Array;
  /** Index into LABEL_SOURCES + 1; 0 = no label. */
  readonly labelBy: Uint8Array;
  /** What the model says; 0 = nothing. A new model's guesses take the place of the whole array. */
  guessMood: Int32Array;
  /** The model's probability of its guess; NaN = it said nothing. */
  confidence: Float32Array;
  /** What counts beside the labels. */
  readonly evidence: EvidenceColumns;
  /** Which fields show what Spotify told: bit n stands for the n-th of TOLD_FIELDS. No model may learn from them. */
  readonly spotify: Uint16Array;
  /** Rows that have a label: few, where a look at all rows would take its time. */
  readonly #labelled = new Set<number>();
  #labelledRows: Int32Array | null = null;
  /** What the next source says of such fields, by {@link toldKey}. */
  readonly #beneath = new Map<number, number>();
  /** Rows whose numbers were changed since they were read, in the order of the changes. */
  readonly edits: number[] = [];
  /** Changes with every change of a cell: what was computed from an older version is stale. */
  version = 0;

  constructor(size: number) {
    const floats = () => new Float32Array(size).fill(NaN);
    this.size = size;
    this.ids = new Int32Array(size);
    this.numbers = {
      danceability: floats(),
      energy: floats(),
      loudness: floats(),
      speechiness: floats(),
      acousticness: floats(),
      instrumentalness: floats(),
      liveness: floats(),
      valence: floats(),
      tempo: floats(),
      key: floats(),
      mode: floats(),
      timeSignature: floats(),
      duration: floats(),
      releaseDate: floats(),
    };
    this.addedAt = new Float64Array(size).fill(NaN);
    this.labelMood = new Int32Array(size);
    this.labelBy = new Uint8Array(size);
    this.guessMood = new Int32Array(size);
    this.confidence = floats();
    this.spotify = new Uint16Array(size);
    this.evidence = new EvidenceColumns(size);
  }

  /** The row of a track, or -1. */
  rowOf(id: number): number {
    // Where no track was ever taken away, a track's row is its id less one.
    if (this.ids[id - 1] === id) return id - 1;
    let low = 0;
    let high = this.size - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const there = this.ids[middle] ?? 0;
      if (there === id) return middle;
      if (there < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The mood a row is in now: the label, else the guess, else 0. */
  moodOf(row: number): number {
    return this.labelMood[row] || this.guessMood[row] || 0;
  }

  /**
   * Model features row by row (NaN = missing), with what of them Spotify told: bit n of `spotify` stands for column n,
   * and `instead` has what others say, by the place in `data`.
   */
  featureMatrix(rows?: ArrayLike<number>): FeatureMatrix {
    const count = rows ? rows.length : this.size;
    const width = MODEL_FEATURES.length;
    const data = new Float32Array(count * width);
    const spotify = new Uint16Array(count);
    const instead = new Map<number, number>();
    MODEL_FEATURES.forEach((feature, column) => {
      const values = this.numbers[feature];
      for (let index = 0; index < count; index += 1) {
        data[index * width + column] = values[rows ? (rows[index] ?? 0) : index] ?? NaN;
      }
    });
    for (let index = 0; index < count; index += 1) {
      const row = rows ? (rows[index] ?? 0) : index;
      if (this.spotify[row] === 0) continue;
      MODEL_FEATURES.forEach((feature, column) => {
        if (!this.#isSpotifys(row, feature)) return;
        spotify[index] = (spotify[index] ?? 0) | (1 << column);
        const other = this.#beneath.get(toldKey(row, feature));
        if (other !== undefined) instead.set(index * width + column, other);
      });
    }
    return { rows: count, columns: width, data, spotify, instead };
  }

  /** Notes that a field shows what Spotify told (null = it does not), and what the next source says of it. */
  setSpotify(
    row: number,
    field: ToldField,
    told: { readonly instead: number | null } | null,
  ): void {
    const bit = 1 << TOLD_FIELDS.indexOf(field);
    this.spotify[row] = told ? (this.spotify[row] ?? 0) | bit : (this.spotify[row] ?? 0) & ~bit;
    const instead = told?.instead ?? null;
    if (instead === null) this.#beneath.delete(toldKey(row, field));
    else this.#beneath.set(toldKey(row, field), instead);
  }

  #isSpotifys(row: number, field: ToldField): boolean {
    return (((this.spotify[row] ?? 0) >>> TOLD_FIELDS.indexOf(field)) & 1) === 1;
  }

  /** Notes that a track was seen with a guess and left. */
  setSeen(id: number, mood: number): void {
    const row = this.rowOf(id);
    if (row >= 0) this.evidence.seen.set(row, mood);
  }

  /** Takes over everything that is said of a track's moods. */
  setState(id: number, state: LabelState): void {
    const row = this.rowOf(id);
    if (row < 0) return;
    this.setLabel(id, state.mood, state.source);
    this.evidence.set(row, state);
  }

  /** Ascending. */
  labelledRows(): Int32Array {
    return (this.#labelledRows ??= Int32Array.from(this.#labelled).sort());
  }

  /** Puts a row's label in place without counting as a change. */
  fillLabel(row: number, mood: number | null, source: LabelSource | null): void {
    this.labelMood[row] = mood ?? 0;
    this.labelBy[row] = source === null ? 0 : LABEL_SOURCES.indexOf(source) + 1;
    if (mood === null) this.#labelled.delete(row);
    else this.#labelled.add(row);
    this.#labelledRows = null;
  }

  setLabel(id: number, mood: number | null, source: LabelSource | null): void {
    const row = this.rowOf(id);
    if (row < 0) return;
    this.fillLabel(row, mood, source);
    this.version += 1;
  }

  /** `spotify`: the value is Spotify's, and this is what the next source says. */
  setNumber(
    id: number,
    column: ToldField,
    value: number | null,
    spotify: { readonly instead: number | null } | null = null,
  ): void {
    const row = this.rowOf(id);
    if (row < 0) return;
    this.numbers[column][row] = value ?? NaN;
    this.setSpotify(row, column, spotify);
    this.edits.push(row);
    this.version += 1;
  }

  /** Takes over what the model said, for tracks that are still here and moods that are. */
  keepGuesses(old: TrackColumns, moods: ReadonlySet<number>): void {
    for (let from = 0; from < old.size; from += 1) {
      const guess = old.guessMood[from] ?? 0;
      const row = guess === 0 ? -1 : this.rowOf(old.ids[from] ?? 0);
      if (row < 0) continue;
      this.guessMood[row] = moods.has(guess) ? guess : 0;
      this.confidence[row] = moods.has(guess) ? (old.confidence[from] ?? NaN) : NaN;
    }
  }

  /** Takes over what a model says of every row; 0 and NaN where it says nothing. */
  takeGuesses(moods: Int32Array, confidences: Float32Array): void {
    this.guessMood = moods;
    this.confidence = confidences;
    this.version += 1;
  }
}

type ToldField = (typeof TOLD_FIELDS)[number];

/** Row-major; `spotify` and `instead` as {@link TrackColumns.featureMatrix} says. */
type FeatureMatrix = {
  rows: number;
  columns: number;
  data: Float32Array;
  spotify: Uint16Array;
  instead: Map<number, number>;
};

function toldKey(row: number, field: ToldField): number {
  return row * TOLD_FIELDS.length + TOLD_FIELDS.indexOf(field);
}
