import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { fileOf } from "./read-table.ts";

const fixture = (name: string) => join(import.meta.dirname, "../../fixtures/tables", name);
const nothing = { skipped: [], skippedCount: 0, labels: 0, warnings: [], newMoods: [] };

describe("importing into a library", () => {
  test("a second time changes nothing and says so, also where the file contradicts itself", async () => {
    const { call } = await startApp();
    const file = fileOf(
      "title,artist,album,energy,tempo,playlist\nOne,A,X,0.5,,P\nOne,A,X,0.6,120,Q\nTwo,B,,0.4,100,P\n",
    );
    const first = await call("importing.run", { file, options: {} });
    const second = await call("importing.run", { file, options: {} });
    expect([first, second]).toEqual([
      { ...nothing, added: 2, updated: 1, unchanged: 0 },
      { ...nothing, added: 0, updated: 0, unchanged: 3 },
    ]);
    const { rows } = await call("tracks.query", { query: {} });
    expect(rows.find(({ title }) => title === "One")?.features).toMatchObject({
      energy: 0.5,
      tempo: 120,
    });
  });

  test("fills what is new and keeps what the file does not tell", async () => {
    const { call } = await startApp();
    const before = fileOf("title,artist,energy,preview_url\nOne,A,0.5,https://x.example/1\n");
    await call("importing.run", { file: before, options: {} });
    const report = await call("importing.run", {
      file: fileOf("title,artist,valence,tempo\nÓne,a,0.7,99\n"),
      options: {},
    });
    expect(report).toEqual({ ...nothing, added: 0, updated: 1, unchanged: 0 });
    const { rows } = await call("tracks.query", { query: {} });
    expect(rows).toMatchObject([
      {
        title: "One",
        previewUrl: "https://x.example/1",
        features: { energy: 0.5, valence: 0.7, tempo: 99 },
      },
    ]);
  });

  test("makes labels of the mood column only if the user says so, and new moods for new words", async () => {
    const { call } = await startApp();
    const file = fixture("moods.csv");
    const plain = await call("importing.run", { file, options: {} });
    const labelled = await call("importing.run", { file, options: { labels: true } });
    const again = await call("importing.run", { file, options: { labels: true } });
    expect([plain, labelled, again]).toEqual([
      { ...nothing, added: 2, updated: 0, unchanged: 0 },
      { ...nothing, added: 0, updated: 2, unchanged: 0, labels: 2, newMoods: ["energetic"] },
      { ...nothing, added: 0, updated: 0, unchanged: 2 },
    ]);
    const moods = await call("moods.list", {});
    expect(moods.map(({ name, labelled }) => [name, labelled])).toEqual([
      ["chill", 1],
      ["hype", 0],
      ["study", 0],
      ["happy", 0],
      ["sad", 0],
      ["energetic", 1],
    ]);
  });

  test("keeps the user's own label, and takes a file's labels back with one undo", async () => {
    const { call } = await startApp();
    const file = fileOf("title,artist,mood\nOne,A,chill\nTwo,B,sad\nTwo,B,happy\n");
    await call("importing.run", { file, options: {} });
    const { rows } = await call("tracks.query", { query: {} });
    const one = rows.find(({ title }) => title === "One");
    const moods = await call("moods.list", {});
    const hype = moods.find(({ name }) => name === "hype");
    if (!one || !hype) throw new Error("The import did not work.");
    await call("labels.change", { kind: "set", target: { ids: [one.id] }, mood: hype.id });
    const report = await call("importing.run", { file, options: { labels: true } });
    expect({ labels: report.labels, warnings: report.warnings }).toEqual({
      labels: 1,
      warnings: [
        { line: 4, reason: "the file calls this track both “sad” and “happy”; “sad” was kept" },
      ],
    });
    const undone = await call("labels.undo", {});
    expect(undone.changed).toBe(1);
    const after = (await call("tracks.query", { query: {} })).rows;
    expect(after.find(({ id }) => id === one.id)?.mood).toMatchObject({ id: hype.id, by: "user" });
  });

  test("refuses a column of many words as moods, and then leaves the library as it was", async () => {
    const { call } = await startApp();
    const rows = Array.from({ length: 80 }, (_, index) => `Song ${index},A,Word ${index}`);
    const file = fileOf(`title,artist,mood\n${rows.join("\n")}\n`);
    await expect(call("importing.run", { file, options: { labels: true } })).rejects.toThrow(
      "The mood column has more than 50 different words that are no moods yet; it does not look like moods. Import without labels, or say which column the mood is.",
    );
    expect((await call("tracks.query", { query: {} })).total).toBe(0);
    expect(await call("moods.list", {})).toHaveLength(5);
  });

  test.each([
    "Sunday Coffee",
    "sunday coffee",
    "0dDdDdDdDdDdDdDdDdDdD1",
    "spotify:playlist:0dDdDdDdDdDdDdDdDdDdD1",
    "https://open.spotify.com/intl-de/playlist/0dDdDdDdDdDdDdDdDdDdD1?si=abc",
  ])("takes only the playlist %s", async (playlist) => {
    const { call } = await startApp();
    const report = await call("importing.run", {
      file: fixture("playlists.csv"),
      options: { playlist },
    });
    expect(report.added).toBe(1);
    const playlists = await call("playlists.list", {});
    expect(playlists.map(({ name, count }) => [name, count])).toEqual([["Sunday Coffee", 1]]);
  });

  test("says so where no row belongs to the playlist, and changes nothing", async () => {
    const { call } = await startApp();
    const file = fixture("playlists.csv");
    await expect(call("importing.run", { file, options: { playlist: "Nowhere" } })).rejects.toThrow(
      "No row of “playlists.csv” belongs to the playlist “Nowhere”. Check its name or id.",
    );
    expect((await call("tracks.query", { query: {} })).total).toBe(0);
  });

  test("stops at the most tracks that are asked for, in the call or in the settings", async () => {
    const file = fileOf("title,artist\nOne,A\n,A\nTwo,A\nThree,A\n");
    const { call } = await startApp({ settings: { maxTracks: 1 } });
    const two = await call("importing.run", { file, options: { maxTracks: 2 } });
    expect(two).toMatchObject({ added: 2, skippedCount: 1 });
    const one = await call("importing.run", { file, options: {} });
    expect(one).toMatchObject({ added: 0, unchanged: 1, skippedCount: 0 });
  });

  test("cancelled halfway leaves the library as it was", async () => {
    const { call } = await startApp();
    await call("importing.run", { file: fixture("moods.csv"), options: { labels: true } });
    const before = await snapshot(call);
    const abort = new AbortController();
    const rows = Array.from({ length: 60_000 }, (_, index) => `Song ${index},A,0.5,happy`);
    const file = fileOf(`title,artist,energy,mood\n${rows.join("\n")}\n`);
    const seen: number[] = [];
    const running = call(
      "importing.run",
      { file, options: { labels: true } },
      {
        signal: abort.signal,
        report({ done }) {
          seen.push(done);
          abort.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({
      code: "cancelled",
      message: "Cancelled. Nothing was changed.",
    });
    expect(seen[0]).toBeLessThan(readFileSync(file).length);
    expect(await snapshot(call)).toEqual(before);
  });
});

type Call = Awaited<ReturnType<typeof startApp>>["call"];

async function snapshot(call: Call) {
  return {
    tracks: await call("tracks.query", { query: {} }),
    moods: await call("moods.list", {}),
    playlists: await call("playlists.list", {}),
    history: await call("labels.history", {}),
  };
}
