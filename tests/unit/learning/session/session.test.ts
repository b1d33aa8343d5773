import { describe, expect, test } from "vitest";
import { predict } from "../../../../main/learning/classifier.ts";
import { ownFeatures } from "../../../../main/learning/training-features.ts";
import { songs, twoKinds, type Song } from "../matrices.ts";
import { startSession, trainInput, type Labels } from "./start.ts";

const { list, kinds } = twoKinds(300, 1);
const labelFirst = (count: number): Labels =>
  kinds.map((kind, row) => (row < count ? (kind === "quiet" ? 0 : 1) : null));
const cold = (labels: Labels, of: readonly Song[] = list) =>
  startSession(of).train(trainInput(labels));

describe("a training", () => {
  test("without labels guesses from the definitions and says so", async () => {
    const { moods, guesses, evaluation, agreement, heldOut, note } = await cold(labelFirst(0));
    expect(moods).toEqual([11, 12, 13]);
    expect(guesses.moods).toHaveLength(300);
    expect({ evaluation, agreement, heldOut: [...heldOut] }).toEqual({
      evaluation: null,
      agreement: { before: null, after: null },
      heldOut: [],
    });
    expect(note).toContain("No labels yet");
  });

  test("says what limits its figures", async () => {
    const notes = [
      (await cold(labelFirst(1))).note,
      (await cold(labelFirst(10))).note,
      (await cold(labelFirst(100))).note,
      (await cold([0, 1], [{}, {}, ...list])).note,
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
    const first = await cold(backwards);
    const { before, after } = first.agreement;
    expect(before?.mean).toBeLessThan(0.3);
    expect(after?.mean).toBeGreaterThan(0.8);
    expect(first.evaluation?.accuracy).toEqual(after);
    const again = await startSession(list).train({
      ...trainInput(backwards),
      previousLabelledRows: Int32Array.from({ length: 200 }, (_, row) => row),
    });
    // Nothing new was learnt.
    expect(again.agreement.before).toEqual(again.agreement.after);
  });

  test("says of each label what was guessed while it was held out", async () => {
    const { heldOut, evaluation } = await cold([...labelFirst(60), 0], [...list, {}]);
    const right = [...heldOut].filter((guess, row) => guess === labelFirst(60)[row]).length;
    expect(heldOut).toHaveLength(61);
    expect(heldOut[60]).toBe(255);
    expect(right / 60).toBeCloseTo(evaluation?.accuracy.mean ?? 0, 10);
  });

  test("labels of songs without features neither teach nor count against it", async () => {
    const bare = Array.from({ length: 50 }, (): Song => ({ duration: 1000 }));
    const labels = [...labelFirst(100), ...bare.map(() => 2)];
    const [plain, more] = await Promise.all([
      cold(labelFirst(100)),
      cold(labels, [...list, ...bare]),
    ]);
    expect(more.evaluation?.size).toBe(100);
    expect(more.model).toEqual(plain.model);
  });

  test("all labels of one mood give a model, without figures", async () => {
    const one = kinds.map((_, row) => (row < 40 ? 1 : null));
    const { evaluation, note, guesses } = await cold(one);
    expect(evaluation).toBeNull();
    expect(note).toContain("Too few labels to check against");
    expect(guesses.moods).toContain(12);
  });

  test("an empty library is no mistake", async () => {
    const { guesses } = await cold([], []);
    expect(guesses.moods).toHaveLength(0);
  });

  test("ends between two steps when it is cancelled, and the next one goes on from the one before", async () => {
    const library = startSession(list);
    const first = await library.train(trainInput(labelFirst(100)));
    const abort = new AbortController();
    const running = library.train(trainInput(labelFirst(102)), {
      signal: abort.signal,
      report: ({ stage }) => {
        if (stage === "Checking") abort.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
    const next = await library.train(trainInput(labelFirst(101)));
    expect(next.number).toBeGreaterThan(first.number);
    expect(next.agreement.before).not.toBeNull();
  });

  test("weak rows teach, and are not checked", async () => {
    const weak = (rows: number[], target: number) => ({
      rows: Int32Array.from(rows),
      target: new Int32Array(rows.length).fill(target),
      weights: new Float32Array(rows.length).fill(0.5),
      groups: rows.map((row) => `weak ${row}`),
    });
    const seen = [...kinds.keys()].filter((row) => row >= 100 && kinds[row] === "quiet");
    const others = startSession(list).train({
      ...trainInput(labelFirst(40)),
      weak: weak(seen, 2),
    });
    const [plain, taught] = await Promise.all([cold(labelFirst(40)), others]);
    const share = (moods: Int32Array) => seen.filter((row) => moods[row] === 13).length;
    expect(share(taught.guesses.moods)).toBeGreaterThan(share(plain.guesses.moods) + 50);
    expect(taught.evaluation?.size).toBe(40);
  });

  test("a weak row of a recording that is held out is not learnt from", async () => {
    const labels = labelFirst(40);
    const input = trainInput(labels);
    // Each label has a twin that was seen with the same mood: without care every held-out answer would be known.
    const wrong = input.target.map((mood) => 2 - mood);
    const twins = {
      rows: input.labelledRows.map((row) => row + 100),
      target: wrong,
      weights: new Float32Array(40).fill(50),
    };
    const doubled = [...list.slice(0, 100), ...list.slice(0, 100)];
    const strangers = Array.from({ length: 40 }, (_, at) => `stranger ${at}`);
    const apart = await startSession(doubled).train({
      ...input,
      weak: { ...twins, groups: strangers },
    });
    const together = await startSession(doubled).train({
      ...input,
      weak: { ...twins, groups: input.groups },
    });
    expect(together.heldOut).not.toEqual(apart.heldOut);
  });
});

describe("a training that goes on from another one", () => {
  /** Labels as they come, one at a time, some of them changed or taken back. */
  async function correct(labels: (number | null)[]) {
    const library = startSession(list);
    let output = await library.train(
      trainInput(labels.map((label, row) => (row < 60 ? label : null))),
    );
    for (let count = 61; count <= 80; count += 1)
      output = await library.train(
        trainInput(labels.map((label, row) => (row < count ? label : null))),
      );
    return output;
  }

  test("says the same as one from nothing, to a hundredth", async () => {
    const labels = labelFirst(80).map((label, row) =>
      row % 9 === 0 && label !== null ? 2 : label,
    );
    const [warm, fresh] = await Promise.all([correct(labels), cold(labels)]);
    // The calibration comes from other folds; what it is put on must be the same.
    const ask = ({ model }: typeof warm) =>
      predict({ ...model, temperature: 1 }, songs(list)).probabilities;
    const [one, other] = [ask(warm), ask(fresh)];
    const apart = one.map((value, index) => Math.abs(value - (other[index] ?? 0)));
    expect(Math.max(...apart)).toBeLessThan(0.002);
    expect(Math.abs(warm.model.temperature / fresh.model.temperature - 1)).toBeLessThan(0.15);
    expect(
      Math.abs((warm.evaluation?.accuracy.mean ?? 0) - (fresh.evaluation?.accuracy.mean ?? 1)),
    ).toBeLessThan(0.06);
  });

  test("the same labels once more change nothing", async () => {
    const library = startSession(list);
    const first = await library.train(trainInput(labelFirst(80)));
    const second = await library.train(trainInput(labelFirst(80)));
    expect(second.agreement.before).toEqual(first.agreement.after);
    expect(second.moves).toEqual({ count: 0, first: [] });
    const far = (one: number[], other: number[]) =>
      Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))));
    expect(far(second.model.weights, first.model.weights)).toBeLessThan(0.01);
  });

  test("what was said before is what the models before say of a new label", async () => {
    const library = startSession(list);
    await library.train(trainInput(labelFirst(80)));
    // A listener who now says the opposite of all that was learnt.
    const more = labelFirst(80).map((label, row) =>
      row >= 80 && row < 160 ? (kinds[row] === "quiet" ? 1 : 0) : label,
    );
    const { agreement } = await library.train(trainInput(more));
    expect(agreement.before?.mean).toBeGreaterThan(0.4);
    expect(agreement.before?.mean).toBeLessThan(0.6);
  });

  test("names the rows that move, without those that have a label", async () => {
    const library = startSession(list);
    const before = await library.train(trainInput(labelFirst(0)));
    const backwards = labelFirst(60).map((label) => (label === null ? null : 1 - label));
    const after = await library.train(trainInput(backwards));
    const moved = [...kinds.keys()].filter(
      (row) => row >= 60 && before.guesses.moods[row] !== after.guesses.moods[row],
    );
    expect(after.moves.count).toBe(moved.length);
    expect(moved.length).toBeGreaterThan(100);
    expect(after.moves.first).toHaveLength(Math.min(200, moved.length));
    expect(moved).toEqual(expect.arrayContaining(after.moves.first.map(({ row }) => row)));
    const confidences = after.moves.first.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });
});

describe("the rows that a session has", () => {
  test("of another library it answers null, and asks for nothing", async () => {
    const { session } = startSession(list);
    const input = { ...trainInput(labelFirst(10)), continues: null };
    const before = { answer: null, guessed: new Int32Array(300) };
    expect(await session.train({ ...input, ...before, library: 2 })).toBeNull();
    // Nor does it know what another session said.
    const unknown = { answer: 7, guessed: null };
    expect(await session.train({ ...input, ...unknown, library: 1 })).toBeNull();
    const rows = Int32Array.of(0);
    const features = ownFeatures(songs([{ energy: 1 }]));
    expect(session.patch({ library: 2, rows, features })).toEqual({ held: false });
    expect(session.hold({ library: 2, rows: 300, first: 20, features })).toEqual({ held: false });
  });

  test("a changed value is as if it had been there from the start", async () => {
    const changed = list.map((song, row) => (row % 7 === 0 ? { ...song, energy: 0.99 } : song));
    const patched = startSession(list);
    await patched.train(trainInput(labelFirst(40)));
    const rows = Int32Array.from(changed.keys()).filter((row) => row % 7 === 0);
    const features = ownFeatures(songs([...rows].map((row) => changed[row] ?? {})));
    patched.session.patch({ library: 1, rows, features });
    const [one, other] = await Promise.all([
      patched.train(trainInput(labelFirst(40)), { anew: true }),
      cold(labelFirst(40), changed),
    ]);
    expect(one.model.engineer).toEqual(other.model.engineer);
    expect(one.guesses.moods).toEqual(other.guesses.moods);
  });

  test("come in slices", async () => {
    const library = startSession(list);
    for (let first = 0; first < 300; first += 100) {
      const features = ownFeatures(songs(list.slice(first, first + 100)));
      library.session.hold({ library: 1, rows: 300, first, features });
    }
    const sliced = await library.train(trainInput(labelFirst(40)));
    const whole = await cold(labelFirst(40));
    expect(sliced.guesses).toEqual(whole.guesses);
  });
});
