import { expect, test } from "vitest";
import type { Settings } from "../../../common/domain/settings.ts";
import { settingsSchema } from "../../../common/domain/settings.ts";
import { TrackColumns } from "../../../main/library/columns.ts";
import { markSeen } from "../../../main/library/evidence.ts";
import { decide } from "../../../main/library/labels.ts";
import type { Library } from "../../../main/library/library.ts";
import { weakRows } from "../../../main/training/evidence.ts";
import { trainInput } from "../../../main/training/input.ts";
import { openLibrary, put, track } from "../library/support.ts";

const AT = "2026-11-24T12:00:00.000Z";

async function input(library: Library, settings: Partial<Settings> = {}) {
  const columns = await library.columns();
  return trainInput(library, columns, null, { ...settingsSchema.parse({}), ...settings });
}

/** Six songs: 1 and 2 by hand (1 with a second mood), 3 in a batch, 4 and 5 seen, 6 of the same recording as 1. */
async function library(): Promise<Library> {
  const library = openLibrary();
  await put(
    library,
    [1, 2, 3, 4, 5, 6].map((number) =>
      track({
        title: number === 6 ? "Song 1" : `Song ${number}`,
        album: `Album ${number}`,
        features: { energy: number / 10 },
      }),
    ),
  );
  const nothing = { mood: null, source: null, at: null, also: [] };
  const label = (trackId: number, mood: number, rest: object = {}) => ({
    trackId,
    before: nothing,
    after: { mood, source: "user" as const, at: AT, also: [], ...rest },
  });
  await library.write(() => {
    decide(
      library.db,
      "Labels",
      [label(1, 1, { also: [3, 5] }), label(2, 2), label(3, 2, { batch: true })],
      AT,
    );
    markSeen(
      library.db,
      [
        { id: 4, mood: 4 },
        { id: 5, mood: 1 },
        { id: 6, mood: 3 },
      ],
      AT,
    );
  });
  await library.reload();
  return library;
}

test("a training gets labels by what they weigh, with their further moods, and what was seen apart from them", async () => {
  const { labelledRows, target, weights, also, weak, groups } = await input(await library());
  expect({
    labelled: [...labelledRows],
    target: [...target],
    weights: [...weights],
    also: [...also],
    weak: { rows: [...weak.rows], target: [...weak.target], weights: [...weak.weights] },
  }).toEqual({
    labelled: [0, 1, 2],
    target: [0, 1, 1],
    weights: [1, 1, 0.5],
    also: [0b10100, 0, 0],
    weak: { rows: [3, 4, 5], target: [3, 0, 2], weights: [0.5, 0.5, 0.5] },
  });
  // What was seen of a recording that is labelled must not be learnt from while that label is held out.
  expect(weak.groups[2]).toBe(groups[0]);
  expect(new Set([...groups, ...weak.groups]).size).toBe(5);
});

test("nothing that was seen is learnt from while that is switched off", async () => {
  const { weak } = await input(await library(), { learnFromSeen: false });
  expect(weak.rows).toEqual(new Int32Array());
});

test("of very many that were seen about 5,000 are learnt from, nearly the same ones after the next correction", () => {
  const columns = new TrackColumns(60_000);
  for (let row = 0; row < columns.size; row += 1) columns.ids[row] = row + 1;
  const see = (from: number, to: number) => {
    for (let row = from; row < to; row += 1) columns.evidence.seen.set(row, 1);
  };
  const classOf = new Map([[1, 0]]);
  see(0, 50_000);
  const before = weakRows(columns, classOf, { learnFromSeen: true }).rows;
  see(50_000, 50_050);
  const after = new Set(weakRows(columns, classOf, { learnFromSeen: true }).rows);
  const kept = before.filter((row) => after.has(row)).length;
  expect(before.length).toBeGreaterThan(4900);
  expect(before.length).toBeLessThan(5100);
  expect(kept / before.length).toBeGreaterThan(0.98);
});
