import { expect, test } from "vitest";
import { mcnemar } from "../../../../main/learning/checks/mcnemar.ts";
import { objectionTo, type GuardInput } from "../../../../main/training/models/guard.ts";

type Options = {
  readonly checked?: number;
  readonly onlyBefore?: number;
  readonly onlyAfter?: number;
  readonly source?: "trained" | "imported";
  readonly loss?: readonly [before: number, after: number];
  readonly sizes?: readonly [before: number, after: number];
  readonly newMood?: boolean;
};

function given({
  checked = 100,
  onlyBefore = 0,
  onlyAfter = 0,
  source = "trained",
  loss = [0.5, 0.5],
  sizes = [100, 100],
  newMood = false,
}: Options): GuardInput {
  const rest = checked - onlyBefore - onlyAfter;
  return {
    before: { moods: [1, 2], source, evaluation: { logLoss: loss[0], size: sizes[0] } },
    after: {
      moods: newMood ? [1, 2, 3] : [2, 1],
      evaluation: { logLoss: loss[1], size: sizes[1] },
    },
    paired: {
      checked,
      both: rest,
      onlyA: onlyBefore,
      onlyB: onlyAfter,
      neither: 0,
      p: mcnemar(onlyBefore, onlyAfter),
    },
  };
}

test.each<[string, Options, ReturnType<typeof objectionTo>]>([
  ["the same on all labels", {}, null],
  ["clearly fewer right", { onlyBefore: 9, onlyAfter: 1 }, "agreement"],
  ["a few fewer, which chance makes", { onlyBefore: 4, onlyAfter: 2 }, null],
  ["clearly fewer, of too few labels", { checked: 19, onlyBefore: 9, onlyAfter: 1 }, null],
  ["clearly more right", { onlyBefore: 1, onlyAfter: 9 }, null],
  ["clearly fewer right, but a mood more", { onlyBefore: 9, newMood: true }, null],
  ["confidences that went wrong", { loss: [0.5, 0.8] }, "log loss"],
  ["a log loss of quite other labels", { loss: [0.5, 0.8], sizes: [100, 150] }, null],
  ["a log loss of few labels", { loss: [0.5, 0.8], sizes: [30, 30] }, null],
  ["an imported model and few labels", { source: "imported", checked: 5 }, "few labels"],
  ["an imported model that is better", { source: "imported", onlyBefore: 2 }, "agreement"],
  ["an imported model that is no better", { source: "imported", onlyAfter: 1 }, null],
])("%s", (_, options, objection) => {
  expect(objectionTo(given(options))).toBe(objection);
});

test("without anything to compare by, the new one takes the place", () => {
  const { before, after } = given({});
  expect(
    objectionTo({
      before: { ...before, evaluation: null },
      after: { ...after, evaluation: null },
      paired: null,
    }),
  ).toBeNull();
});
