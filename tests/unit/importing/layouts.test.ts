import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspect } from "../../../main/importing/inspect.ts";
import { readTable } from "./read-table.ts";

const fixture = (name: string) => join(import.meta.dirname, "../../fixtures/tables", name);

const harbour = {
  title: "Harbour Hammock",
  artists: ["Marlow, the Slow Ferry"],
  album: "Slow Tides",
  releaseDate: "2019-05-17",
  durationMs: 201_234,
  uri: "spotify:track:0aAaAaAaAaAaAaAaAaAaA1",
  userTempo: null,
  userKey: null,
};
const harbourFeatures = {
  danceability: 0.61,
  energy: 0.41,
  loudness: -11.2,
  speechiness: 0.034,
  acousticness: 0.52,
  instrumentalness: 0.00012,
  liveness: 0.11,
  valence: 0.47,
  tempo: 96.5,
  key: 9,
};

describe("layouts that are known by their columns", () => {
  test("Exportify's, where commas within names are escaped", async () => {
    const { tracks, ...report } = await readTable(fixture("exportify.csv"));
    expect(tracks).toEqual([
      {
        ...harbour,
        isrc: "QZABC1900001",
        previewUrl: "https://preview.example/1.mp3",
        addedAt: "2021-02-03T04:05:06.000Z",
        features: { ...harbourFeatures, mode: 0, timeSignature: 4 },
        mood: null,
        playlist: null,
      },
      expect.objectContaining({
        title: 'Two of "Us"',
        artists: ["Pippa Sunderbloom", "Cherry Escalator"],
        releaseDate: "2022",
      }),
    ]);
    expect(report).toEqual({
      added: 2,
      updated: 0,
      unchanged: 0,
      skipped: [],
      skippedCount: 0,
      warnings: [],
    });
  });

  test("Exportify's other one, where commas without a space separate artists", async () => {
    const { tracks } = await readTable(fixture("exportify-app.csv"));
    expect(tracks).toEqual([
      {
        ...harbour,
        isrc: null,
        previewUrl: null,
        addedAt: "2021-02-03T04:05:06.000Z",
        features: { ...harbourFeatures, mode: 0, timeSignature: 4 },
        mood: null,
        playlist: null,
      },
      expect.objectContaining({ artists: ["Pippa Sunderbloom", "Cherry Escalator"] }),
    ]);
  });

  test("a table of labelled songs, with `length` and without `mode`", async () => {
    const { tracks } = await readTable(fixture("moods.csv"), { labels: true });
    expect(tracks).toEqual([
      {
        ...harbour,
        isrc: null,
        previewUrl: null,
        addedAt: null,
        features: { ...harbourFeatures, timeSignature: 4 },
        mood: "chill",
        playlist: null,
      },
      expect.objectContaining({ mood: "energetic", releaseDate: "1973" }),
    ]);
  });

  test("a table of playlists, where R wrote NA for what is missing", async () => {
    const { tracks, skipped } = await readTable(fixture("playlists.csv"));
    expect(tracks.map(({ title, playlist }) => ({ title, playlist }))).toEqual([
      {
        title: "Harbour Hammock",
        playlist: { name: "Sunday Coffee", externalId: "0dDdDdDdDdDdDdDdDdDdD1" },
      },
      {
        title: "Harbour Hammock",
        playlist: { name: "Late Tram Home", externalId: "0dDdDdDdDdDdDdDdDdDdD2" },
      },
    ]);
    expect(skipped).toEqual([{ line: 4, reason: "it has no title" }]);
  });

  test("the mood workbook, where the user's own BPM and key stand beside the measured ones", async () => {
    const { tracks } = await readTable(fixture("workbook.csv"), { labels: true });
    expect(
      tracks.map(({ title, artists, features, userTempo, userKey, previewUrl, mood }) => ({
        title,
        artists,
        features,
        userTempo,
        userKey,
        previewUrl,
        mood,
      })),
    ).toEqual([
      {
        title: "Harbour Hammock",
        artists: ["Marlow, the Slow Ferry"],
        features: { tempo: 193.99 },
        userTempo: 97,
        userKey: { key: 9, mode: 0 },
        previewUrl: "https://preview.example/1.mp3",
        mood: "Chill",
      },
      {
        title: "Two of Us",
        artists: ["Pippa Sunderbloom"],
        features: { tempo: 120.01 },
        userTempo: null,
        userKey: { key: 0, mode: 1 },
        previewUrl: null,
        mood: "Happy",
      },
    ]);
  });

  test.each([
    ["exportify.csv", "Exportify"],
    ["exportify-app.csv", "Exportify"],
    ["moods.csv", "Audio features table"],
    ["playlists.csv", "Spotify songs (TidyTuesday)"],
    ["workbook.csv", "Mood workbook"],
  ])("%s is shown as “%s”", async (name, layout) => {
    const inspection = await inspect(fixture(name), { token: "t", name, size: null });
    expect(inspection.layout).toBe(layout);
  });
});
