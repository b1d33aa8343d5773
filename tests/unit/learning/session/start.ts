import { createSession, type Guessed } from "../../../../main/learning/session/session.ts";
import type { Running } from "../../../../main/learning/evaluate.ts";
import type { TrainInput, TrainOutput } from "../../../../main/learning/train.ts";
import { ownFeatures } from "../../../../main/learning/training-features.ts";
import { songs, type Song } from "../matrices.ts";

const MOODS = [
  { id: 11, name: "quiet", definition: { energy: { low: 0, high: 0.4 } } },
  { id: 12, name: "loud", definition: { energy: { low: 0.6, high: 1 } } },
  { id: 13, name: "other", definition: { valence: { low: 0.9, high: 1 } } },
];

/** One label per row of the library, as an index into MOODS; null = none. Track ids are the rows' plus 1. */
export type Labels = readonly (number | null)[];

export function trainInput(labels: Labels): TrainInput {
  const rows = labels.flatMap((label, row) => (label === null ? [] : [row]));
  return {
    labelledRows: Int32Array.from(rows),
    ids: Int32Array.from(rows, (row) => row + 1),
    target: Int32Array.from(rows, (row) => labels[row] ?? 0),
    weights: new Float32Array(rows.length).fill(1),
    groups: rows.map(String),
    also: new Uint32Array(rows.length),
    weak: {
      rows: new Int32Array(0),
      target: new Int32Array(0),
      weights: new Float32Array(0),
      groups: [],
    },
    previousLabelledRows: new Int32Array(0),
    moods: MOODS,
    seed: 42,
  };
}

/** A session that has these songs, and trainings in it; each goes on from the one before unless told otherwise. */
export function startSession(list: readonly Song[]) {
  const session = createSession();
  const features = () => ownFeatures(songs(list));
  session.hold({ library: 1, rows: list.length, first: 0, features: features() });
  let last: number | null = null;
  let guessed: Guessed = { answer: null, guessed: new Int32Array(list.length) };
  return {
    session,
    async train(
      input: TrainInput,
      { anew = false, ...running }: Running & { anew?: boolean } = {},
    ): Promise<TrainOutput> {
      const output = await session.train(
        { ...input, library: 1, continues: anew ? null : last, ...guessed },
        running,
      );
      if (!output) throw new Error("The session has another library.");
      last = output.number;
      guessed = { answer: output.number, guessed: null };
      return output;
    },
  };
}
