import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { writeTagged } from "../../support/sound/tagged.ts";
import { answer, undertone } from "./undertone.ts";

const run = (data: string, ...options: readonly string[]) =>
  undertone([...options, "--data-dir", data]);

test("analyze listens to a folder: JSON, a table, and an exit code where nothing could be read", async () => {
  const data = temporaryFolder();
  const music = join(data, "music");
  mkdirSync(music);
  writeFileSync(join(music, "broken.mp3"), "no sound at all");
  expect((await run(data, "analyze", music)).code).toBe(4);
  writeTagged(join(music, "a.wav"), {}, { seconds: 8 });
  const files = (await answer(data, "analyze", music)) as Record<string, unknown>[];
  expect(files).toMatchObject([
    {
      file: "a.wav",
      durationMs: 8000,
      rate: 8000,
      channels: 1,
      energyEstimated: true,
      problem: null,
    },
    { file: "broken.mp3", bpm: null, problem: { code: "file_unreadable" } },
  ]);
  const table = await run(data, "analyze", music);
  expect(table.code).toBe(0);
  expect(table.stdout).toMatch(/a\.wav .*LUFS|LUFS[^]*a\.wav/);
  expect((await run(data, "analyze", join(music, "nowhere"))).code).not.toBe(0);
});

test("folders are added and scanned, listed and removed", async () => {
  const data = temporaryFolder();
  const music = join(data, "music");
  writeTagged(join(music, "a.wav"), { title: "Moss", artist: "Fern" });
  expect(await answer(data, "folders", "add", music)).toMatchObject({
    folder: { path: music },
    report: { files: 1, added: 1, own: 1, analysed: 1 },
  });
  expect(await answer(data, "folders", "scan")).toMatchObject({ files: 1, added: 0, analysed: 0 });
  expect(await answer(data, "folders")).toMatchObject([{ path: music, files: 1, own: 1 }]);
  expect((await run(data, "folders", "add", join(music, "nowhere"))).code).not.toBe(0);
  expect(await answer(data, "folders", "remove", music)).toEqual([]);
  expect((await run(data, "folders", "remove", music)).code).not.toBe(0);
});
