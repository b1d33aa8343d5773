import { describe, expect, test } from "vitest";
import { examineLabels, type DoctorInput } from "../../../main/learning/doctor.ts";
import { createRandom } from "../../../main/learning/random.ts";
import { songs, twoKinds } from "./matrices.ts";

const { list, kinds } = twoKinds(200, 21);
const MOODS = [
  { name: "quiet", definition: {} },
  { name: "loud", definition: {} },
];
const truth = Int32Array.from(kinds, (kind) => (kind === "loud" ? 1 : 0));

function labelled(target: Int32Array, moods: DoctorInput["moods"] = MOODS): DoctorInput {
  return {
    features: songs(list),
    target,
    weights: new Float32Array(list.length).fill(1),
    groups: list.map((_, row) => String(row)),
    moods,
    seed: 42,
  };
}

describe("the label doctor", () => {
  test("finds labels that were swapped, before all others", async () => {
    // The clearest songs of both kinds get the wrong label.
    const clear = [...list.keys()].filter((row) =>
      truth[row] === 1 ? (list[row]?.energy ?? 0) > 0.95 : (list[row]?.acousticness ?? 0) > 0.95,
    );
    const wrong = clear.slice(0, 5);
    const target = truth.map((mood, row) => (wrong.includes(row) ? 1 - mood : mood));
    const { doubts, checked } = await examineLabels(labelled(target));
    expect(wrong).toHaveLength(5);
    expect(checked).toBe(200);
    const first = new Set((doubts ?? []).slice(0, 10).map(({ row }) => row));
    expect(wrong.filter((row) => first.has(row))).toEqual(wrong);
    for (const { row, says, probability, saysProbability } of doubts ?? []) {
      expect(says).not.toBe(target[row]);
      expect(saysProbability).toBeGreaterThan(probability);
    }
  });

  test("doubts most of the labels that are wrong, and hardly any other", async () => {
    const random = createRandom(4);
    const target = truth.map((mood) => (random() < 0.1 ? 1 - mood : mood));
    const wrong = new Set([...truth.keys()].filter((row) => truth[row] !== target[row]));
    const { doubts } = await examineLabels(labelled(target));
    const found = (doubts ?? []).filter(({ row }) => wrong.has(row)).length;
    expect(found).toBeGreaterThan(0.6 * wrong.size);
    expect(found).toBeGreaterThan(0.9 * (doubts?.length ?? Infinity));
  });

  test("finds two moods that are one, and leaves those alone that are two", async () => {
    const random = createRandom(3);
    const target = truth.map((mood) => (mood === 1 && random() < 0.5 ? 2 : mood));
    const moods = [...MOODS, { name: "noisy", definition: {} }];
    const { alike } = await examineLabels(labelled(target, moods));
    expect(alike.map((pair) => pair.moods)).toEqual([[1, 2]]);
    expect((await examineLabels(labelled(truth))).alike).toEqual([]);
  });

  test("says nothing of too few labels", async () => {
    expect(await examineLabels(labelled(new Int32Array(200)))).toEqual({
      doubts: null,
      alike: [],
      checked: 0,
    });
  });
});
