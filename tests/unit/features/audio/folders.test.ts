import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startApp } from "../../../support/app.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { writeTagged } from "../../../support/sound/tagged.ts";

test("folders that overlap with a chosen one, or are not there, are refused; the same one is itself", async () => {
  const { call } = await startApp();
  const music = temporaryFolder();
  mkdirSync(join(music, "inner", "deep"), { recursive: true });
  mkdirSync(`${join(music, "inner")}-too`);
  mkdirSync(join(music, "..inner"));
  const first = await call("audio.addFolder", { folder: join(music, "inner") });
  expect(first.folder).toMatchObject({ path: join(music, "inner"), watched: false, files: 0 });
  for (const folder of [music, join(music, "inner", "deep")])
    await expect(call("audio.addFolder", { folder })).rejects.toMatchObject({ code: "conflict" });
  await expect(call("audio.addFolder", { folder: join(music, "nowhere") })).rejects.toMatchObject({
    code: "file_missing",
  });
  const again = await call("audio.addFolder", { folder: join(music, "inner"), watched: true });
  expect(again.folder).toMatchObject({ id: first.folder?.id, watched: true });
  for (const folder of [`${join(music, "inner")}-too`, join(music, "..inner")])
    expect((await call("audio.addFolder", { folder })).folder).toMatchObject({ path: folder });
  expect(await call("audio.folders", {})).toHaveLength(3);
});

test("a folder that is removed leaves its tracks, labels and what was measured", async () => {
  const { call } = await startApp();
  const music = temporaryFolder();
  writeTagged(join(music, "a.wav"), { title: "Moss", artist: "Fern", bpm: "123", key: "Am" });
  const { folder } = await call("audio.addFolder", { folder: music });
  await call("audio.scan", {});
  await call("labels.change", { kind: "set", target: { ids: [1] }, mood: 1 });
  expect(await call("audio.removeFolder", { id: folder?.id ?? 0 })).toEqual([]);
  const { rows } = await call("tracks.query", { query: {} });
  expect(rows).toMatchObject([{ title: "Moss", mood: { id: 1, by: "user" } }]);
  await expect(call("audio.open", { track: 1 })).rejects.toMatchObject({ code: "not_found" });
  await expect(call("audio.removeFolder", { id: 99 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the sample library's clips are opened with their outline", async () => {
  const { call } = await startApp();
  await call("importing.sample", {});
  const { rows } = await call("tracks.query", { query: {} });
  const clips: number[] = [];
  for (const { id } of rows)
    if (await call("audio.open", { track: id }).catch(() => null)) clips.push(id);
  expect(clips.length).toBeGreaterThan(0);
  for (const track of clips) {
    // What is not known in time is there the next time.
    await vi.waitFor(
      async () => {
        const { peaks, durationMs } = await call("audio.open", { track });
        expect(peaks.length).toBeGreaterThan(0);
        expect(durationMs).toBeGreaterThan(0);
      },
      { timeout: 20_000 },
    );
  }
});

test("what was heard is told as of the source audio; a file's own BPM and key win over it", async () => {
  const { call } = await startApp();
  const music = temporaryFolder();
  writeTagged(
    join(music, "a.wav"),
    { title: "Moss", artist: "Fern", bpm: "123", key: "Am" },
    { seconds: 8 },
  );
  writeTagged(join(music, "b.wav"), { title: "Rain", artist: "Fern" }, { seconds: 8, pitch: 300 });
  await call("audio.addFolder", { folder: music });
  await call("audio.scan", {});
  const [first, second] = await Promise.all([1, 2].map((id) => call("tracks.get", { id })));
  const heard = (detail: typeof first) =>
    (detail?.values ?? []).map(({ field, value, source, confidence }) => [
      field,
      source,
      confidence === null ? value : "measured",
    ]);
  expect(heard(first)).toEqual([
    ["energy", "audio", expect.any(Number)],
    ["tempo", "audio", 123],
    ["key", "audio", 9],
    ["mode", "audio", 0],
  ]);
  expect(heard(second)).toEqual([
    ["energy", "audio", expect.any(Number)],
    ["tempo", "audio", "measured"],
    ["key", "audio", "measured"],
    ["mode", "audio", "measured"],
  ]);
  expect(first?.lufs).toBeLessThan(0);
  expect(second?.lufs).toBeLessThan(0);
});
