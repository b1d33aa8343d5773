import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { fit, predict } from "../../../main/learning/classifier.ts";
import { bestOf, contributions, counterfactual, usualIn } from "../../../main/learning/explain.ts";
import { songs, twoKinds, type Song } from "./matrices.ts";

const { list, kinds } = twoKinds(300, 1);
const features = songs(list);
const model = fit({
  features,
  target: kinds.map((kind, row) => (kind === "loud" ? 1 : row % 10 === 0 ? 2 : 0)),
  weights: list.map(() => 1),
  classes: 3,
});
const usual = usualIn(features);

function wildSong(): fc.Arbitrary<Song> {
  const share = fc.float({ min: 0, max: 1, noNaN: true });
  return fc.record(
    {
      danceability: share,
      energy: share,
      loudness: fc.float({ min: -60, max: 5, noNaN: true }),
      speechiness: share,
      acousticness: share,
      instrumentalness: share,
      liveness: share,
      valence: share,
      tempo: fc.float({ min: 30, max: 250, noNaN: true }),
      duration: fc.integer({ min: 1000, max: 3_600_000 }),
    },
    { requiredKeys: ["energy"] },
  );
}

describe("the reasons for a guess", () => {
  test("add up exactly to the log-odds of the model, whatever the song lacks", () => {
    fc.assert(
      fc.property(wildSong(), (song) => {
        const row = songs([song]);
        const { probabilities } = predict(model, row);
        const reasons = contributions(model, row, { first: 1, second: 0, usual });
        const sum = reasons.contributions.reduce((total, { amount }) => total + amount, 0);
        expect(sum + reasons.intercept).toBeCloseTo(reasons.logOdds, 10);
        const [zero = 0, one = 0] = probabilities;
        // Probabilities are kept in 32 bits.
        const theirs = Math.log(one / zero);
        fc.pre(zero > 1e-30 && one > 1e-30);
        expect(Math.abs(reasons.logOdds - theirs)).toBeLessThan(1e-4 * (1 + Math.abs(theirs)));
        expect(reasons.contributions.map(({ feature }) => feature).toSorted()).toEqual(
          [...MODEL_FEATURES].toSorted(),
        );
      }),
    );
  });

  test("turn round with the question", () => {
    const row = songs([list[0] ?? {}]);
    const one = contributions(model, row, { first: 1, second: 0, usual });
    const other = contributions(model, row, { first: 0, second: 1, usual });
    expect(other.logOdds).toBeCloseTo(-one.logOdds, 10);
    expect(other.contributions.map(({ amount }) => -amount)).toEqual(
      one.contributions.map(({ amount }) => amount),
    );
  });

  test("say what is low and what is high among the library's songs", () => {
    const row = songs([{ danceability: 0.1, tempo: 150, valence: 0.5 }]);
    const told = new Map(
      contributions(model, row, { first: 0, second: 1, usual }).contributions.map((part) => [
        part.feature,
        [part.value === null ? null : Math.round(part.value * 100) / 100, part.level],
      ]),
    );
    expect(told.get("danceability")).toEqual([0.1, "very low"]);
    expect(told.get("tempo")).toEqual([150, "high"]);
    expect(told.get("valence")).toEqual([0.5, "middling"]);
    expect(told.get("loudness")).toEqual([null, null]);
  });
});

describe("what would make it another mood", () => {
  test("is true of the model, and within what is usual", () => {
    const allowed = [0, 1, 2];
    let found = 0;
    for (const song of list.slice(0, 60)) {
      const row = songs([song]);
      const first = bestOf(predict(model, row).probabilities, allowed);
      const change = counterfactual(model, row, { first, allowed, usual });
      if (!change) continue;
      found += 1;
      const verdict = (value: number) =>
        bestOf(
          predict(model, songs([{ ...song, [change.feature]: value }])).probabilities,
          allowed,
        );
      expect(verdict(change.value)).toBe(change.class);
      expect(change.class).not.toBe(first);
      const [low = 0, , , high = 0] = usual[MODEL_FEATURES.indexOf(change.feature)]?.at ?? [];
      expect(change.value).toBeGreaterThanOrEqual(low);
      expect(change.value).toBeLessThanOrEqual(high);
    }
    expect(found).toBeGreaterThan(5);
  });

  test("is nothing where no usual value of a known feature does it", () => {
    const row = songs([{ valence: 0.5 }]);
    const first = bestOf(predict(model, row).probabilities, [0, 1]);
    expect(counterfactual(model, row, { first, allowed: [first], usual })).toBeNull();
  });
});
