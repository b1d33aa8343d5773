import { join } from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "../../../main/learning/random.ts";
import { Library } from "../../../main/library/library.ts";
import { startApp, type TestApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { put, track } from "../library/support.ts";

const HYPE = 2;
const HAPPY = 4;

/** Songs that are hype by their energy and happy by their valence, many of them both. */
async function start(): Promise<TestApp> {
  const data = temporaryFolder();
  const random = createRandom(3);
  const library = Library.open(join(data, "library.db"));
  await put(
    library,
    Array.from({ length: 160 }, (_, index) =>
      track({
        title: `Song ${index + 1}`,
        features: { energy: random(), valence: random(), danceability: 0.6, tempo: 120 },
      }),
    ),
  );
  await library.close();
  return startApp({ data });
}

/** Labels the first 120 songs; which of two moods is the primary one is decided by a coin. */
async function label({ call }: TestApp, withAlso: boolean): Promise<void> {
  const { rows } = await call("tracks.query", { query: {}, limit: 160 });
  const random = createRandom(4);
  for (const { id, features } of rows.filter((song) => song.id <= 120)) {
    const isHype = (features.energy ?? 0) > 0.5;
    const isHappy = (features.valence ?? 0) > 0.5;
    const both = random() < 0.5 ? [HYPE, HAPPY] : [HAPPY, HYPE];
    const [first = 5, second] = isHype && isHappy ? both : isHype ? [HYPE] : isHappy ? [HAPPY] : [];
    await call("labels.change", { kind: "set", target: { ids: [id] }, mood: first });
    if (withAlso && second !== undefined)
      await call("labels.change", { kind: "also", target: { ids: [id] }, mood: second });
  }
  await call("training.run", {});
}

async function unlabelled({ call }: TestApp) {
  const { rows } = await call("tracks.query", { query: { by: "guess" }, limit: 160 });
  return Promise.all(
    rows.map(async ({ id, features }) => {
      const { probabilities } = await call("tracks.get", { id });
      const fits = (mood: number) => probabilities.find((one) => one.mood === mood)?.fits ?? null;
      const clear = (value: number | null) => Math.abs((value ?? 0.5) - 0.5) > 0.15;
      return {
        clear: clear(features.energy) && clear(features.valence),
        both: (features.energy ?? 0) > 0.5 && (features.valence ?? 0) > 0.5,
        fits: [fits(HYPE), fits(HAPPY)],
      };
    }),
  );
}

test("songs of two moods are told to fit both, once second moods were given to others", async () => {
  const app = await start();
  await label(app, true);
  const clear = (await unlabelled(app)).filter((song) => song.clear);
  const twice = clear.filter(({ fits }) => fits.every((share) => (share ?? 0) >= 0.5));
  const both = clear.filter((song) => song.both);
  // None that is of one mood, and most of those of two.
  expect(twice.filter((song) => !song.both)).toEqual([]);
  expect(both.length).toBeGreaterThan(5);
  expect(twice.length / both.length).toBeGreaterThan(0.6);
});

test("without any second mood nothing is said of what fits beside others", async () => {
  const app = await start();
  await label(app, false);
  const songs = await unlabelled(app);
  expect(songs.every(({ fits }) => fits.every((share) => share === null))).toBe(true);
});

test("a list can take in the songs that have a mood beside their primary one", async () => {
  const { call } = await start();
  await call("labels.change", { kind: "set", target: { ids: [1, 2] }, mood: HYPE });
  await call("labels.change", { kind: "set", target: { ids: [3] }, mood: HAPPY });
  await call("labels.change", { kind: "also", target: { ids: [3, 2, 5] }, mood: HYPE });
  await call("labels.change", { kind: "also", target: { ids: [1] }, mood: HAPPY });
  const found = async (query: object) => {
    const { rows } = await call("tracks.query", { query: { by: "labelled", ...query } });
    return rows.map(({ id }) => id).toSorted((a, b) => a - b);
  };
  const lists = async () => [
    await found({ mood: HYPE }),
    await found({ mood: HYPE, withAlso: true }),
    await found({ mood: HAPPY, withAlso: true }),
    await found({ mood: "none", withAlso: true }),
  ];
  expect(await lists()).toEqual([[1, 2], [1, 2, 3], [1, 3], []]);
  await call("labels.undo", {});
  expect(await found({ mood: HAPPY, withAlso: true })).toEqual([3]);
  // Song 5 has no label and is hype beside whatever it is guessed to be.
  const { rows } = await call("tracks.query", { query: { mood: HYPE, withAlso: true } });
  expect(rows.map(({ id }) => id)).toContain(5);
});
