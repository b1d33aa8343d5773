import { writeFileSync } from "node:fs";
import { join } from "node:path";
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

test("no artist is asked about five times, and no song that was skipped", async () => {
  const app = await startApp();
  const line = (row: number) => {
    const energy = ((row * 37) % 100) / 100;
    return `Song ${row},Artist ${row % 4},${energy},${(energy + 0.1).toFixed(2)},${80 + (row % 60)}`;
  };
  const file = join(app.data, "few-artists.csv");
  const rows = Array.from({ length: 100 }, (_, row) => line(row));
  writeFileSync(file, ["title,artist,energy,danceability,tempo", ...rows].join("\n"));
  await app.call("importing.run", { file, options: {} });
  const { suggestions } = await app.call("learning.suggest", { count: 100 });
  const byArtist = Map.groupBy(suggestions, ({ artists }) => artists[0]);
  expect(byArtist.size).toBe(4);
  expect([...byArtist.values()].map((songs) => songs.length)).toEqual([4, 4, 4, 4]);
  const skipped = suggestions.map(({ id }) => id);
  const next = await app.call("learning.suggest", { count: 100, without: skipped });
  expect(next.suggestions.filter(({ id }) => skipped.includes(id))).toEqual([]);
  expect(next.suggestions.length).toBeGreaterThan(0);
});

test("nothing is asked of an empty library", async () => {
  const app = await startApp();
  expect(await app.call("learning.suggest", {})).toEqual({
    suggestions: [],
    expectedChange: null,
    enough: false,
  });
});
