import { expect, test } from "vitest";
import { predict } from "../../../../main/learning/classifier.ts";
import { songs, twoKinds } from "../matrices.ts";
import { startSession, trainInput } from "./start.ts";

const SHOWN = 250;

/** A listener goes through 250 songs, mends every wrong guess and leaves the others; how far off confidences are then. */
async function errorAfterMending(seed: number): Promise<number> {
  const { list, kinds } = twoKinds(700, seed);
  const truth = kinds.map((kind) => (kind === "quiet" ? 0 : 1));
  const session = startSession(list);
  const { guesses, moods } = await session.train(trainInput(list.map(() => null)));
  const isRight = (row: number) => guesses.moods[row] === moods[truth[row] ?? 0];
  const shown = Array.from({ length: SHOWN }, (_, row) => row);
  const left = shown.filter(isRight);
  const labels = truth.map((mood, row) => (row < SHOWN && !isRight(row) ? mood : null));
  const { model } = await session.train({
    ...trainInput(labels),
    weak: {
      rows: Int32Array.from(left),
      target: Int32Array.from(left, (row) => truth[row] ?? 0),
      weights: new Float32Array(left.length).fill(0.5),
      groups: left.map(String),
    },
  });
  const { mood, confidence } = predict(model, songs(list.slice(SHOWN)));
  const bins = Array.from({ length: 10 }, () => ({ said: 0, right: 0 }));
  confidence.forEach((share, row) => {
    const bin = bins[Math.min(9, Math.floor(share * 10))];
    if (!bin) return;
    bin.said += share;
    bin.right += mood[row] === truth[SHOWN + row] ? 1 : 0;
  });
  return bins.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / mood.length;
}

test("confidences stay honest where errors alone were labelled: the songs that were left are held out too", async () => {
  const errors: number[] = [];
  for (const seed of [1, 2, 3, 4]) errors.push(await errorAfterMending(seed));
  // .028 where labels alone are held out.
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.023);
});
