import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { label, startWithSongs } from "./songs.ts";

test("songs to label are named with the moods they stand between, the same every time", async () => {
  const app = await startWithSongs();
  const titles = (from: number) => Array.from({ length: 5 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const answer = await app.call("learning.suggest", { count: 6 });
  expect(answer.suggestions).toHaveLength(6);
  expect(answer.enough).toBe(false);
  expect(answer.expectedChange).toBeTypeOf("number");
  const moods = new Set((await app.call("moods.list", {})).map(({ id }) => id));
  for (const { between, title } of answer.suggestions) {
    expect(between[0]?.probability).toBeGreaterThanOrEqual(between[1]?.probability ?? 1);
    expect(between.every(({ mood }) => moods.has(mood))).toBe(true);
    expect([...titles(0), ...titles(1)]).not.toContain(title);
  }
  expect(await app.call("learning.suggest", { count: 6 })).toEqual(answer);
});

test("nothing is asked of an empty library", async () => {
  const app = await startApp();
  expect(await app.call("learning.suggest", {})).toEqual({
    suggestions: [],
    expectedChange: null,
    enough: false,
  });
});
