import { hasData } from "../classifier.ts";
import { takeRows, type Matrix } from "../matrix.ts";
import type { TrainInput } from "../train.ts";

/** What is learnt from: labelled rows first, weak ones behind them. All arrays are parallel. */
export type Lessons = {
  /** Raw units. */
  readonly features: Matrix;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
  /** How many of the rows are labelled. */
  readonly labelled: number;
  /** Of the labelled ones: their place among the labelled rows that were given, track and further moods. */
  readonly places: Int32Array;
  readonly ids: Int32Array;
  readonly also: Uint32Array;
  /** Of the weak ones: their row in the library. */
  readonly left: Int32Array;
};

/** A label of a song without features teaches nothing, and nothing can be checked against it. */
export function lessonsOf(library: Matrix, input: TrainInput): Lessons {
  const { labelledRows, weak } = input;
  const known = (rows: Int32Array) =>
    Int32Array.from(rows.keys()).filter((index) => hasData(library, rows[index] ?? 0));
  const places = known(labelledRows);
  const weakPlaces = known(weak.rows);
  const both = <Value>(labels: ArrayLike<Value>, left: ArrayLike<Value>, none: Value) => [
    ...Array.from(places, (index) => labels[index] ?? none),
    ...Array.from(weakPlaces, (index) => left[index] ?? none),
  ];
  return {
    features: takeRows(library, both(labelledRows, weak.rows, 0)),
    target: Int32Array.from(both(input.target, weak.target, 0)),
    weights: Float32Array.from(both(input.weights, weak.weights, 1)),
    groups: both(input.groups, weak.groups, ""),
    labelled: places.length,
    places,
    ids: places.map((index) => input.ids[index] ?? 0),
    also: Uint32Array.from(places, (index) => input.also[index] ?? 0),
    left: weakPlaces.map((index) => weak.rows[index] ?? 0),
  };
}
