import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { idsOf, label, moodNamed, startWithSongs } from "./songs.ts";

test("a label against its kind is in doubt, and moods without labels are small", async () => {
  const app = await startWithSongs();
  const titles = (from: number) => Array.from({ length: 20 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  await label(app, "hype", ["Song 6"]);
  const [id = 0] = await idsOf(app, ["Song 6"]);
  const [chill, hype] = [await moodNamed(app, "chill"), await moodNamed(app, "hype")];
  const answer = await app.call("learning.doctor", {});
  expect(answer.doubts[0]).toMatchObject({
    id,
    title: "Song 6",
    mood: hype.id,
    by: "user",
    says: { mood: chill.id },
  });
  expect(answer.doubted).toBe(answer.doubts.length);
  expect(answer.small.map(({ labels }) => labels)).toEqual([0, 0, 0]);
  expect(answer).toMatchObject({ disagreements: [], alike: [], note: null });
});

test("without labels it says that there are too few", async () => {
  const app = await startApp();
  expect(await app.call("learning.doctor", {})).toMatchObject({
    doubts: [],
    doubted: 0,
    note: expect.stringContaining("Too few labels") as string,
  });
});

test("one recording under two moods is told, whether or not anything else can be checked", async () => {
  const app = await startApp();
  const file = join(app.data, "twice.csv");
  const rows = ["Harbour,Ina,One,10,chill", "HARBOUR!,Ina,Two,200000,hype", "Mill,Ina,One,10,hype"];
  writeFileSync(file, ["title,artist,album,duration_ms,mood", ...rows].join("\n"));
  await app.call("importing.run", { file, options: { labels: true } });
  const { disagreements, doubts } = await app.call("learning.doctor", {});
  const [chill, hype] = [await moodNamed(app, "chill"), await moodNamed(app, "hype")];
  expect(disagreements.map((group) => group.map(({ title, mood }) => [title, mood]))).toEqual([
    [
      ["Harbour", chill.id],
      ["HARBOUR!", hype.id],
    ],
  ]);
  expect(doubts).toEqual([]);
});
