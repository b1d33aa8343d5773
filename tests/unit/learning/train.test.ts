import { describe, expect, test } from "vitest";
import { train, type TrainInput } from "../../../main/learning/train.ts";
import { songs, twoKinds, type Song } from "./matrices.ts";

const MOODS = [
  { id: 11, name: "quiet", definition: { energy: { low: 0, high: 0.4 } } },
  { id: 12, name: "loud", definition: { energy: { low: 0.6, high: 1 } } },
  { id: 13, name: "other", definition: { valence: { low: 0.9, high: 1 } } },
];

function input(list: readonly Song[], labels: readonly (number | null)[]): TrainInput {
  const rows = labels.flatMap((label, row) => (label === null ? [] : [row]));
  return {
    features: songs(list),
    ids: Float64Array.from(list.keys(), (row) => row + 1),
    labelledRows: Int32Array.from(rows),
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

const { list, kinds } = twoKinds(300, 1);
const labelFirst = (count: number) =>
  kinds.map((kind, row) => (row < count ? (kind === "quiet" ? 0 : 1) : null));

describe("a training", () => {
  test("without labels guesses from the definitions and says so", async () => {
    const { moods, prediction, evaluation, agreement, note } = await train(
      input(list, labelFirst(0)),
    );
    expect(moods).toEqual([11, 12, 13]);
    expect(prediction.mood).toHaveLength(300);
    expect({ evaluation, agreement }).toEqual({
      evaluation: null,
      agreement: { before: null, after: null },
    });
    expect(note).toContain("No labels yet");
  });

  test("says what limits its figures", async () => {
    const notes = [
      (await train(input(list, labelFirst(1)))).note,
      (await train(input(list, labelFirst(10)))).note,
      (await train(input(list, labelFirst(100)))).note,
      (await train(input([{}, {}, ...list], [0, 1]))).note,
    ];
    expect(notes).toEqual([
      "Too few labels to check against: label at least two different songs in two moods.",
      "Only 10 labels so far: the figures are rough. From 20 on they begin to mean something.",
      null,
      "None of the labelled songs has audio features, so there was nothing to learn from. Import features for them.",
    ]);
  });

  test("compares before and after on the same held-out labels", async () => {
    // The listener's ear is the opposite of the definitions.
    const backwards = labelFirst(200).map((label) => (label === null ? null : 1 - label));
    const first = await train(input(list, backwards));
    const { before, after } = first.agreement;
    expect(before?.mean).toBeLessThan(0.3);
    expect(after?.mean).toBeGreaterThan(0.8);
    expect(first.evaluation?.accuracy).toEqual(after);
    const again = await train({
      ...input(list, backwards),
      previousLabelledRows: Int32Array.from({ length: 200 }, (_, row) => row),
    });
    // Nothing new was learnt.
    expect(again.agreement.before).toEqual(again.agreement.after);
  });

  test("labels of songs without features neither teach nor count against it", async () => {
    const bare = Array.from({ length: 50 }, (): Song => ({ duration: 1000 }));
    const labels = [...labelFirst(100), ...bare.map(() => 2)];
    const [plain, more] = await Promise.all([
      train(input(list, labelFirst(100))),
      train(input([...list, ...bare], labels)),
    ]);
    expect(more.evaluation?.size).toBe(100);
    expect(more.model).toEqual(plain.model);
  });

  test("all labels of one mood give a model, without figures", async () => {
    const one = kinds.map((_, row) => (row < 40 ? 1 : null));
    const { evaluation, note, prediction } = await train(input(list, one));
    expect(evaluation).toBeNull();
    expect(note).toContain("Too few labels to check against");
    expect(new Set(prediction.mood).has(1)).toBe(true);
  });

  test("an empty library is no mistake", async () => {
    const { prediction } = await train(input([], []));
    expect(prediction.mood).toHaveLength(0);
  });

  test("ends between two steps when it is cancelled", async () => {
    const abort = new AbortController();
    const running = train(input(list, labelFirst(100)), {
      signal: abort.signal,
      report: ({ stage }) => {
        if (stage === "Checking") abort.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
  });
});
