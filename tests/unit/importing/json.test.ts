import { describe, expect, test } from "vitest";
import { fileOf, readTable, titlesOf } from "./read-table.ts";

const track = {
  id: "0aAaAaAaAaAaAaAaAaAaA1",
  name: "Harbour Hammock",
  uri: "spotify:track:0aAaAaAaAaAaAaAaAaAaA1",
  duration_ms: 201_234,
  artists: [
    { name: "Marlow, the Slow Ferry", id: "x", uri: "spotify:artist:x" },
    { name: "Hazel", id: "y" },
  ],
  album: { name: "Slow Tides", release_date: "2019-05-17", id: "z" },
  external_ids: { isrc: "QZABC1900001" },
  preview_url: null,
};
const read = {
  title: "Harbour Hammock",
  artists: ["Marlow, the Slow Ferry", "Hazel"],
  album: "Slow Tides",
  releaseDate: "2019-05-17",
  durationMs: 201_234,
  isrc: "QZABC1900001",
  uri: "spotify:track:0aAaAaAaAaAaAaAaAaAaA1",
  previewUrl: null,
  features: {},
  userTempo: null,
  userKey: null,
  mood: null,
};

describe("JSON", () => {
  test("may be Spotify's playlist, with its tracks nested and dated", async () => {
    const playlist = {
      type: "playlist",
      id: "0dDdDdDdDdDdDdDdDdDdD1",
      name: "Sunday Coffee",
      owner: { id: "me", name: "Me" },
      tracks: { items: [{ added_at: "2021-02-03T04:05:06Z", added_by: { id: "me" }, track }] },
    };
    const { tracks } = await readTable(fileOf(JSON.stringify(playlist), "playlist.json"));
    expect(tracks).toEqual([
      {
        ...read,
        addedAt: "2021-02-03T04:05:06.000Z",
        playlist: { name: "Sunday Coffee", externalId: "0dDdDdDdDdDdDdDdDdDdD1" },
      },
    ]);
  });

  test.each([
    ["a list", [track]],
    ["an object with tracks", { tracks: [track] }],
    ["a page of items", { href: "x", items: [track] }],
    ["tracks within data", { data: { tracks: { items: [track] } } }],
    ["one track alone", track],
  ])("may be %s", async (_, content) => {
    const { tracks } = await readTable(fileOf(JSON.stringify(content), "x.json"));
    expect(tracks).toEqual([{ ...read, addedAt: null, playlist: null }]);
  });

  test("gives features of an object within the track to it", async () => {
    const content = [
      { title: "A", artist: "B", features: { energy: 0.5, tempo: 120, title: "no" } },
    ];
    const { tracks } = await readTable(fileOf(JSON.stringify(content), "x.json"));
    expect(tracks.map(({ title, features }) => [title, features])).toEqual([
      ["A", { energy: 0.5, tempo: 120 }],
    ]);
  });

  test("may be an object per line, and a line that is none is listed", async () => {
    const lines = ['{"title":"One","artist":"A"}', "{broken", "", '{"title":"Two","artist":"A"}'];
    const { tracks, skipped } = await readTable(fileOf(lines.join("\n"), "x.ndjson"));
    expect(tracks.map(({ title }) => title)).toEqual(["One", "Two"]);
    expect(skipped).toEqual([{ line: 2, reason: "it is not valid JSON" }]);
  });

  test("takes NaN and Infinity, as Python writes them, for missing, but not within names", async () => {
    const { tracks, warnings } = await readTable(
      fileOf(
        '[{"title":"Say: NaN, \\"NaN\\"","artist":"A","energy":NaN,"tempo":-Infinity,"valence":1e999}]',
        "x.json",
      ),
    );
    expect(tracks.map(({ title, features }) => [title, features])).toEqual([
      ['Say: NaN, "NaN"', {}],
    ]);
    expect(warnings).toEqual([{ line: 1, reason: "valence “Infinity” is not usable; left empty" }]);
  });

  test("may be in UTF-16, as PowerShell writes it", async () => {
    const bytes = Buffer.from(
      `\uFEFF${JSON.stringify([{ title: "Déjà 夜", artist: "A" }])}`,
      "utf16le",
    );
    expect(await titlesOf(bytes, "x.json")).toEqual(["Déjà 夜"]);
  });

  test.each([
    ["is cut off", '[{"title":"One"},{"tit', /“x\.json” cannot be read: it is not valid JSON/],
    [
      "holds no list",
      '"hello"',
      /it holds no tracks\. It must be a list of objects, one per track\./,
    ],
    ["holds an empty list", "[]", /it holds no tracks/],
    ["holds numbers", "[1,2,3]", /it holds no tracks/],
    ["is a deep well", "[".repeat(50_000), /it is not valid JSON/],
  ])("that %s is refused in a sentence", async (_, content, message) => {
    await expect(readTable(fileOf(content, "x.json"))).rejects.toThrow(message);
  });

  test("nested without end does no harm", async () => {
    const deep = `${'{"name":'.repeat(3000)}1${"}".repeat(3000)}`;
    const titles = await titlesOf(`[{"title":"One","artist":${deep}}]`, "x.json");
    expect(titles).toEqual(["One"]);
  });
});
