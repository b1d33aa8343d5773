import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Library } from "../../../../main/library/library.ts";
import { startApp, type TestApp } from "../../../support/app.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { writeTagged } from "../../../support/sound/tagged.ts";
import { put, track } from "../../library/support.ts";

const NOTHING = {
  files: 0,
  added: 0,
  matched: 0,
  own: 0,
  ambiguous: 0,
  gone: 0,
  analysed: 0,
  cached: 0,
  broken: [],
  brokenCount: 0,
};

/** An application whose library holds these tracks, with an empty folder of music. */
async function start(
  tracks: readonly Parameters<typeof track>[0][] = [],
): Promise<TestApp & { music: string }> {
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  await put(library, tracks.map(track));
  await library.close();
  const music = join(data, "music");
  mkdirSync(music);
  const app = await startApp({ data });
  await app.call("audio.addFolder", { folder: music });
  return { ...app, music };
}

const titles = async ({ call }: TestApp) =>
  (await call("tracks.query", { query: {} })).rows.map(({ id, title }) => `${id} ${title}`).sort();

test("new files become tracks with what was heard; a second scan has nothing to do", async () => {
  const app = await start();
  writeTagged(join(app.music, "a.wav"), { title: "Moss", artist: "Fern" });
  writeTagged(join(app.music, "deep", "b.wav"), { title: "Rain", artist: "Fern" }, { pitch: 300 });
  expect(await app.call("audio.scan", {})).toEqual({
    ...NOTHING,
    files: 2,
    added: 2,
    own: 2,
    analysed: 2,
  });
  expect(await app.call("audio.scan", {})).toEqual({ ...NOTHING, files: 2 });
  expect(await titles(app)).toEqual(["1 Moss", "2 Rain"]);
  expect(await app.call("audio.folders", {})).toEqual([
    {
      id: 1,
      path: app.music,
      watched: false,
      files: 2,
      matched: 2,
      own: 2,
      analysed: 2,
      broken: 0,
      ambiguous: 0,
      present: true,
    },
  ]);
});

test("a file that moved or was renamed keeps its track and is not listened to again, tagged or not", async () => {
  const app = await start();
  writeTagged(join(app.music, "Track 01.wav"), {});
  writeTagged(join(app.music, "b.wav"), { title: "Rain", artist: "Fern" }, { pitch: 300 });
  await app.call("audio.scan", {});
  mkdirSync(join(app.music, "new"));
  renameSync(join(app.music, "Track 01.wav"), join(app.music, "new", "renamed.wav"));
  renameSync(join(app.music, "b.wav"), join(app.music, "new", "b.wav"));
  expect(await app.call("audio.scan", {})).toEqual({
    ...NOTHING,
    files: 2,
    added: 2,
    own: 2,
    cached: 2,
  });
  expect(await titles(app)).toHaveLength(2);
  const opened = await Promise.all([1, 2].map((id) => app.call("audio.open", { track: id })));
  expect(opened.map(({ url }) => url).sort()).toEqual([
    join(app.music, "new", "b.wav"),
    join(app.music, "new", "renamed.wav"),
  ]);
});

test("a changed file is listened to again; one that is gone leaves its track without a sound", async () => {
  const app = await start();
  const path = join(app.music, "a.wav");
  writeTagged(path, { title: "Moss", artist: "Fern" });
  await app.call("audio.scan", {});
  writeTagged(path, { title: "Moss", artist: "Fern" }, { pitch: 500, seconds: 2 });
  utimesSync(path, 1000, 1000);
  expect(await app.call("audio.scan", {})).toEqual({ ...NOTHING, files: 1, own: 1, analysed: 1 });
  rmSync(path);
  expect(await app.call("audio.scan", {})).toEqual({ ...NOTHING, gone: 1 });
  expect(await titles(app)).toEqual(["1 Moss"]);
  await expect(app.call("audio.open", { track: 1 })).rejects.toMatchObject({ code: "not_found" });
});

test("a folder that is not there now keeps its files", async () => {
  const app = await start();
  writeTagged(join(app.music, "a.wav"), { title: "Moss", artist: "Fern" });
  await app.call("audio.scan", {});
  renameSync(app.music, `${app.music}-unplugged`);
  expect(await app.call("audio.scan", {})).toEqual(NOTHING);
  expect(await app.call("audio.folders", {})).toMatchObject([{ files: 1, present: false }]);
  await expect(app.call("audio.open", { track: 1 })).rejects.toMatchObject({
    code: "file_missing",
  });
});

test("files find their tracks by ISRC, and by names without accents, case, guests and remastering", async () => {
  const app = await start([
    { title: "Elsewhere", artists: ["Nobody"], isrc: "GBAYE0000001" },
    { title: "Déjà Vu - Remastered 2011", artists: ["Ôrchid"], durationMs: 2500 },
    { title: "Too Long", artists: ["Fern"], album: "Single", durationMs: 60_000 },
  ]);
  writeTagged(join(app.music, "a.wav"), { title: "X", artist: "Y", isrc: "gb-aye-00-00001" });
  writeTagged(
    join(app.music, "b.wav"),
    { title: "DEJA VU (feat. Moss)", artist: "orchid" },
    { pitch: 300 },
  );
  writeTagged(join(app.music, "c.wav"), { title: "Too Long", artist: "Fern" }, { pitch: 400 });
  expect(await app.call("audio.scan", {})).toMatchObject({ matched: 2, own: 1, ambiguous: 0 });
  const opened = await Promise.all([1, 2, 4].map((id) => app.call("audio.open", { track: id })));
  expect(opened.map(({ url }) => url)).toEqual(
    ["a.wav", "b.wav", "c.wav"].map((name) => join(app.music, name)),
  );
});

test("a file that could be two tracks is asked about: it becomes the chosen one, or one of its own", async () => {
  const app = await start([
    { title: "Moss", artists: ["Fern"], album: "One" },
    { title: "Moss", artists: ["Fern"], album: "Two", uri: "spotify:track:0000000000000000000002" },
  ]);
  writeTagged(join(app.music, "a.wav"), { title: "Moss", artist: "Fern" });
  writeTagged(join(app.music, "b.wav"), { title: "Moss", artist: "Fern" }, { pitch: 300 });
  expect(await app.call("audio.scan", {})).toMatchObject({ ambiguous: 2, own: 0 });
  const asked = await app.call("audio.ambiguous", {});
  expect(asked.map(({ candidates }) => candidates.map(({ track: id }) => id))).toEqual([
    [1, 2],
    [1, 2],
  ]);
  const left = await app.call("audio.match", { file: asked[0]?.id ?? 0, track: 2 });
  expect(left).toHaveLength(1);
  expect(await app.call("audio.match", { file: left[0]?.id ?? 0, track: null })).toEqual([]);
  expect(await titles(app)).toHaveLength(3);
  expect((await app.call("audio.open", { track: 2 })).url).toBe(join(app.music, "a.wav"));
  await expect(app.call("audio.match", { file: 99, track: null })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a file that is none of the tracks becomes one of its own, even if all its names are those of one", async () => {
  const app = await start([
    { title: "Moss", artists: ["Fern"], album: "One" },
    { title: "Moss", artists: ["Fern"], album: "Two", uri: "spotify:track:0000000000000000000002" },
  ]);
  writeTagged(join(app.music, "a.wav"), { title: "Moss", artist: "Fern", album: "One" });
  await app.call("audio.scan", {});
  const [asked] = await app.call("audio.ambiguous", {});
  await app.call("audio.match", { file: asked?.id ?? 0, track: null });
  expect(await titles(app)).toHaveLength(3);
  expect((await app.call("audio.open", { track: 3 })).url).toBe(join(app.music, "a.wav"));
});

test("a file of the same names that is much longer than the track is a track of its own", async () => {
  const app = await start([{ title: "Moss", artists: ["Fern"], album: "One", durationMs: 60_000 }]);
  writeTagged(join(app.music, "a.wav"), { title: "Moss", artist: "Fern", album: "One" });
  expect(await app.call("audio.scan", {})).toMatchObject({ own: 1, matched: 0 });
  expect(await titles(app)).toEqual(["1 Moss", "2 Moss"]);
});

test("another song put in a file's place is a track of its own; the same song with other tags is not", async () => {
  const app = await start();
  const path = join(app.music, "a.wav");
  writeTagged(path, { title: "Moss", artist: "Fern" });
  await app.call("audio.scan", {});
  writeTagged(path, { title: "Moss!", artist: "Fern & Co" });
  await app.call("audio.scan", {});
  expect(await titles(app)).toEqual(["1 Moss"]);
  writeTagged(path, { title: "Rain", artist: "Cloud" }, { seconds: 6, pitch: 300 });
  expect(await app.call("audio.scan", {})).toMatchObject({ own: 1, analysed: 1 });
  expect(await titles(app)).toEqual(["1 Moss", "2 Rain"]);
  expect((await app.call("audio.open", { track: 2 })).url).toBe(path);
  await expect(app.call("audio.open", { track: 1 })).rejects.toMatchObject({ code: "not_found" });
});

test("of two files of one track the second is played when the first is gone", async () => {
  const app = await start([{ title: "Moss", artists: ["Fern"] }]);
  writeTagged(join(app.music, "a.wav"), { title: "Moss", artist: "Fern" });
  writeTagged(join(app.music, "b.wav"), { title: "Moss", artist: "Fern" }, { pitch: 300 });
  await app.call("audio.scan", {});
  const played = async () => (await app.call("audio.open", { track: 1 })).url;
  const first = await played();
  const other = join(app.music, first.endsWith("a.wav") ? "b.wav" : "a.wav");
  rmSync(first);
  expect(await app.call("audio.scan", {})).toMatchObject({ gone: 1 });
  expect(await played()).toBe(other);
});

test("files without tags that are called alike in two folders stay two tracks", async () => {
  const app = await start();
  writeTagged(join(app.music, "one", "Track 01.wav"), {});
  writeTagged(join(app.music, "two", "Track 01.wav"), {}, { pitch: 300 });
  expect(await app.call("audio.scan", {})).toMatchObject({ own: 2 });
  expect(await titles(app)).toEqual(["1 Track 01", "2 Track 01"]);
});

test("a broken file is listed with its reason, and stops nobody", async () => {
  const app = await start();
  const path = join(app.music, "broken.mp3");
  writeFileSync(path, "no sound at all");
  writeTagged(join(app.music, "z.wav"), { title: "Rain", artist: "Fern" });
  const broken = [
    {
      file: path,
      reason:
        "This is no sound that Undertone knows. It reads MP3, FLAC, Ogg Vorbis, Opus, WAV and AIFF.",
    },
  ];
  expect(await app.call("audio.scan", {})).toEqual({
    ...NOTHING,
    files: 2,
    added: 2,
    own: 1,
    analysed: 1,
    broken,
    brokenCount: 1,
  });
  expect(await app.call("audio.broken", {})).toEqual(broken);
});

test("hidden files and links that lead in circles are left out", async () => {
  const app = await start();
  writeTagged(join(app.music, ".hidden.wav"), { title: "A", artist: "B" });
  writeTagged(join(app.music, ".trash", "a.wav"), { title: "A", artist: "B" });
  symlinkSync(app.music, join(app.music, "circle"));
  expect(await app.call("audio.scan", {})).toEqual(NOTHING);
});

test("a cancelled scan ends at once, keeps what it has heard, and goes on later", async () => {
  const app = await start();
  for (let index = 0; index < 6; index += 1)
    writeTagged(
      join(app.music, `${index}.wav`),
      { title: `Song ${index}`, artist: "Fern" },
      { pitch: 200 + index },
    );
  const abort = new AbortController();
  const scan = app.call(
    "audio.scan",
    {},
    {
      signal: abort.signal,
      report: ({ stage, done }) => {
        if (stage === "Listening" && done > 0) abort.abort();
      },
    },
  );
  await expect(scan).rejects.toMatchObject({ code: "cancelled" });
  const heard = (await app.call("audio.folders", {}))[0]?.files ?? 0;
  expect(heard).toBeGreaterThan(0);
  expect(heard).toBeLessThan(6);
  expect(await app.call("audio.scan", {})).toMatchObject({ files: 6, own: 6 - heard });
  expect(await titles(app)).toHaveLength(6);
});
