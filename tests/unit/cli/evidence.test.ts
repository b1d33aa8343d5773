import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { answer, undertone } from "./undertone.ts";

/** A library of six songs, two of which were seen and left, and two accepted together. */
async function library(): Promise<string> {
  const data = temporaryFolder();
  const file = join(data, "songs.csv");
  const songs = [1, 2, 3, 4, 5, 6].map((index) => `Song ${index},Moss,0.${index},0.5,100`);
  writeFileSync(file, ["title,artist,energy,valence,tempo", ...songs, ""].join("\n"));
  const { app, call } = await startApp({ data });
  await call("importing.run", { file, options: {} });
  await call("labels.change", { kind: "accept", target: { ids: [5, 6] } });
  await call("evidence.seen", {
    marks: [
      { id: 1, mood: 1 },
      { id: 2, mood: 3 },
    ],
  });
  await app.close();
  return data;
}

test("what counts is told, listed, taken away and brought back", async () => {
  const data = await library();
  expect(await answer(data, "evidence")).toMatchObject({
    learnFromSeen: true,
    kinds: expect.arrayContaining([
      { kind: "batch", count: 2, learnable: 2, weight: 0.5 },
      { kind: "seen", count: 2, learnable: 2, weight: 0.5 },
    ]) as unknown,
  });
  const at = expect.any(String) as string;
  expect(await answer(data, "evidence", "list", "--limit", "1")).toEqual([
    { id: 2, title: "Song 2", artists: ["Moss"], mood: 3, at },
  ]);
  expect(await answer(data, "evidence", "remove", "--kind", "seen")).toMatchObject({ changed: 2 });
  expect(await answer(data, "evidence", "list")).toEqual([]);
  await answer(data, "undo");
  expect(await answer(data, "evidence", "list")).toHaveLength(2);
  const told = await undertone(["evidence", "--data-dir", data]);
  expect(told.stdout).toMatch(/^seen and left as guessed +2 +2 +0\.5$/m);
});

test("what is to be removed has to be said", async () => {
  const data = await library();
  const { code, stderr } = await undertone(["evidence", "remove", "--data-dir", data]);
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/kind/) as string,
  });
});
