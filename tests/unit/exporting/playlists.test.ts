import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { exportSource, exportTrack, MOODS } from "./source.ts";
import { write } from "./write.ts";

const chill = { id: 1, by: "user", confidence: null } as const;
const hype = { id: 2, by: "guess", confidence: 0.9 } as const;

test("each mood becomes a playlist of sound files, else of Spotify's pages; what has neither is counted", async () => {
  const folder = join(temporaryFolder(), "new", "playlists");
  const { files } = await write(
    exportSource([
      exportTrack({ mood: chill }, { filePath: "/music/Slow River.flac" }),
      exportTrack({ mood: chill, title: "Two\nlines", artists: [], durationMs: null }),
      exportTrack({ mood: chill, uri: null }),
      exportTrack({ mood: hype, uri: "spotify:local:x" }, { filePath: "#1.mp3" }),
      exportTrack({ mood: null }),
    ]),
    { format: "m3u8", path: folder },
  );
  const [first, second] = [join(folder, "chill.m3u8"), join(folder, "hype.m3u8")];
  expect(readdirSync(folder)).toEqual(["chill.m3u8", "hype.m3u8"]);
  expect(readFileSync(first, "utf8").split("\n")).toEqual([
    "#EXTM3U",
    "#PLAYLIST:chill",
    "#EXTINF:195,Ada Lindqvist, The Ferrymen - Slow River",
    "/music/Slow River.flac",
    "#EXTINF:-1,Two lines",
    "https://open.spotify.com/track/6f807x0ima9a1j3VPbc7VN",
    "# 1 track is left out: neither a sound file nor a Spotify link is known.",
    "",
  ]);
  expect(readFileSync(second, "utf8").split("\n")).toContain("./#1.mp3");
  expect(files.map(({ path, rows }) => ({ path, rows }))).toEqual([
    { path: first, rows: 2 },
    { path: second, rows: 1 },
  ]);
});

test("only the chosen moods are written, a mood without tracks makes no file, and strangers' files stay", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "notes.txt"), "mine");
  writeFileSync(join(folder, "hype.m3u8"), "older");
  await write(exportSource([exportTrack({ mood: chill })]), {
    format: "m3u8",
    path: folder,
    moods: [1],
  });
  expect(readdirSync(folder)).toEqual(["chill.m3u8", "hype.m3u8", "notes.txt"]);
  expect(readFileSync(join(folder, "hype.m3u8"), "utf8")).toBe("older");
});

test("playlists that are there are replaced only by force, and one whose mood ran empty is emptied", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "hype.m3u8"), "older");
  const source = exportSource([exportTrack({ mood: chill })]);
  await expect(write(source, { format: "m3u8", path: folder })).rejects.toMatchObject({
    code: "file_exists",
    message: expect.stringContaining("hype.m3u8") as string,
  });
  expect(readdirSync(folder)).toEqual(["hype.m3u8"]);
  await write(source, { format: "m3u8", path: folder, force: true });
  expect(readdirSync(folder)).toEqual(["chill.m3u8", "hype.m3u8"]);
  expect(readFileSync(join(folder, "hype.m3u8"), "utf8")).toBe("#EXTM3U\n#PLAYLIST:hype\n");
});

test("a cancel while playlists are written leaves the old ones whole and makes no folder", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "chill.m3u8"), "older");
  const source = exportSource(Array.from({ length: 1000 }, () => exportTrack({ mood: chill })));
  for (const path of [folder, join(folder, "made")]) {
    const abort = new AbortController();
    const reason = new Error("enough");
    const run = write(
      source,
      { format: "m3u8", path, force: true },
      {
        signal: abort.signal,
        report: ({ done }) => done > 0 && abort.abort(reason),
      },
    );
    await expect(run).rejects.toBe(reason);
  }
  expect(readdirSync(folder)).toEqual(["chill.m3u8"]);
  expect(readFileSync(join(folder, "chill.m3u8"), "utf8")).toBe("older");
});

test("no track in any mood, a mood that is gone, and a file in place of the folder are said in words", async () => {
  const folder = temporaryFolder();
  const none = exportSource([exportTrack({ mood: null })]);
  await expect(write(none, { format: "m3u8", path: join(folder, "x") })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(existsSync(join(folder, "x"))).toBe(false);
  await expect(write(none, { format: "m3u8", path: folder, moods: [9] })).rejects.toMatchObject({
    code: "not_found",
  });
  writeFileSync(join(folder, "file"), "");
  await expect(write(none, { format: "m3u8", path: join(folder, "file") })).rejects.toMatchObject({
    code: "bad_input",
  });
});

test("moods whose names would be one file get two", async () => {
  const folder = join(temporaryFolder(), "out");
  mkdirSync(folder);
  const moods = [
    { ...MOODS[0], id: 1, name: "AC/DC" },
    { ...MOODS[1], id: 2, name: "ac:dc" },
  ] as typeof MOODS;
  await write(
    exportSource([exportTrack({ mood: chill }), exportTrack({ mood: hype })], { moods }),
    {
      format: "m3u8",
      path: folder,
    },
  );
  expect(readdirSync(folder)).toEqual(["AC_DC.m3u8", "ac_dc (2).m3u8"]);
});
