import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FEATURE_NAMES, isUsable, type FeatureSet } from "../../../common/domain/features.ts";
import { resourcesDirectory } from "../../../main/hosts/paths.ts";
import { SAMPLE_MOODS, type SampleMood } from "../../../resources/sample-maker/features.ts";
import { toJson } from "../../../resources/sample-maker/json.ts";
import { drawLibrary, type DrawnTrack } from "../../../resources/sample-maker/library.ts";
import { startApp } from "../../support/app.ts";

const folder = join(resourcesDirectory, "sample");
const tracks = drawLibrary();

describe("the sample library", () => {
  test("is what the script in the repository makes, byte for byte", () => {
    expect(readFileSync(join(folder, "library.json"), "utf8")).toBe(toJson(drawLibrary()));
  });

  test("has gaps, silence and duplicates as real libraries do", () => {
    const songs = Map.groupBy(tracks, (track) => `${track.title}\n${track.artists.join("\n")}`);
    const twice = [...songs.values()].filter((same) => same.length > 1);
    expect({
      tracks: tracks.length,
      withoutFeatures: tracks.filter(isSilent).length,
      withGaps: tracks.filter((track) => !isSilent(track) && hasGaps(track)).length,
      twice: twice.length,
      otherAlbum: twice.filter(([one, other]) => one?.album !== other?.album).length,
      sounds: tracks.filter((track) => track.audio !== null).length,
    }).toEqual({
      tracks: 600,
      withoutFeatures: 10,
      withGaps: 53,
      twice: 8,
      otherAlbum: 8,
      sounds: 12,
    });
  });

  test("has only values that the importer believes", () => {
    const wrong = tracks.flatMap(({ features }) =>
      FEATURE_NAMES.filter((name) => {
        const value = features[name];
        return value !== null && !isUsable(name, value);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("has moods that overlap: the nearest centre is right for most songs, and wrong for many", () => {
    const share = nearestCentreAccuracy(tracks.filter((track) => !hasGaps(track)));
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.85);
  });

  test("has playlists that share songs", () => {
    const counts = new Map<string, number>();
    for (const name of tracks.flatMap((track) => track.playlists)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual([
      "Deep Focus",
      "Fête d’été",
      "Gym Fuel",
      "Kitchen Disco",
      "Late Tram Home",
      "Rainy Window",
      "Road Trip with Nadia",
      "Sunday Coffee",
    ]);
    expect(Math.min(...counts.values())).toBeGreaterThan(40);
    expect(tracks.filter((track) => track.playlists.length > 1).length).toBeGreaterThan(100);
  });

  test("has a sound file of at least six seconds for every track that names one, and no other", () => {
    const named = tracks.flatMap((track) => (track.audio === null ? [] : [track.audio]));
    expect(readdirSync(join(folder, "audio")).toSorted()).toEqual(named.toSorted());
    const lengths = named.map((name) => readWav(join(folder, "audio", name)));
    expect(lengths.every(({ seconds }) => seconds >= 6 && seconds <= 13)).toBe(true);
    expect(lengths.every(({ peak }) => peak > 0.3 && peak < 1)).toBe(true);
    const total = named.reduce((sum, name) => sum + statSync(join(folder, "audio", name)).size, 0);
    expect(total).toBeLessThan(6_000_000);
  });

  test("goes in whole, and a second time changes nothing", async () => {
    const { call } = await startApp();
    const first = await call("importing.sample", {});
    const second = await call("importing.sample", {});
    const none = { skipped: [], skippedCount: 0, labels: 0, warnings: [], newMoods: [] };
    expect([first, second]).toEqual([
      { added: 600, updated: 0, unchanged: 0, ...none },
      { added: 0, updated: 0, unchanged: 600, ...none },
    ]);
    const playlists = await call("playlists.list", {});
    const memberships = tracks.reduce((sum, track) => sum + track.playlists.length, 0);
    expect(playlists.reduce((sum, { count }) => sum + count, 0)).toBe(memberships);
    const audible = await call("tracks.query", { query: {}, limit: 1000 });
    expect(audible.rows.filter((track) => track.hasAudio)).toHaveLength(12);
  });
});

function isSilent({ features }: DrawnTrack): boolean {
  return Object.values(features).every((value) => value === null);
}

function hasGaps({ features }: DrawnTrack): boolean {
  return Object.values(features).some((value) => value === null);
}

/** Share of songs that lie nearest to the centre of their own mood, after scaling. */
function nearestCentreAccuracy(songs: readonly DrawnTrack[]): number {
  const names = FEATURE_NAMES.slice(0, 9);
  const raw = songs.map(({ features }) => names.map((name) => valueOf(features, name)));
  const means = names.map((_, column) => mean(raw.map((row) => row[column] ?? 0)));
  const spreads = names.map((_, column) =>
    Math.sqrt(mean(raw.map((row) => ((row[column] ?? 0) - (means[column] ?? 0)) ** 2))),
  );
  const rows = raw.map((row) =>
    row.map((value, column) => (value - (means[column] ?? 0)) / (spreads[column] ?? 1)),
  );
  const centres = new Map<SampleMood, number[]>(
    SAMPLE_MOODS.map((mood) => {
      const own = rows.filter((_, index) => songs[index]?.mood === mood);
      return [mood, names.map((_, column) => mean(own.map((row) => row[column] ?? 0)))];
    }),
  );
  const right = rows.filter((row, index) => {
    const [nearest] = [...centres].toSorted(
      ([, one], [, other]) => distance(row, one) - distance(row, other),
    );
    return nearest?.[0] === songs[index]?.mood;
  });
  return right.length / rows.length;
}

function valueOf(features: FeatureSet, name: keyof FeatureSet): number {
  return features[name] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function distance(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + (value - (other[index] ?? 0)) ** 2, 0);
}

function readWav(path: string): { seconds: number; peak: number } {
  expect(existsSync(path)).toBe(true);
  const bytes = readFileSync(path);
  expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
  const rate = bytes.readUInt32LE(24);
  const samples = bytes.readUInt32LE(40) / 2;
  let peak = 0;
  for (let index = 0; index < samples; index += 1) {
    peak = Math.max(peak, Math.abs(bytes.readInt16LE(44 + index * 2)) / 32_768);
  }
  return { seconds: samples / rate, peak };
}
