import fc from "fast-check";
import { expect, test } from "vitest";
import {
  playlistRulesSchema,
  type PlaylistRules,
} from "../../../../common/domain/mood-playlist.ts";
import { applyRules } from "../../../../main/spotify/playlists/rules/rules.ts";
import type { Song } from "../../../../main/spotify/playlists/rules/song.ts";
import { song } from "./songs.ts";

const rules = (told: Partial<PlaylistRules> = {}) => playlistRulesSchema.parse(told);
const ids = (songs: readonly Song[], told: Partial<PlaylistRules> = {}) =>
  applyRules(songs, rules(told)).songs.map(({ id }) => id);

test("guesses below the least confidence stay out; what somebody labelled is sure enough", () => {
  const guess = (id: number, confidence: number) =>
    song(id, { labelled: false, confidence: Math.fround(confidence) });
  const songs = [guess(1, 0.69), guess(2, 0.7), song(3), guess(4, NaN)];
  expect(ids(songs, { minConfidence: 0.7 })).toEqual([2, 3]);
  expect(ids(songs, { labelledOnly: true })).toEqual([3]);
  expect(ids(songs, { minConfidence: 0, exclude: [3, 1] })).toEqual([2]);
});

test("of too many songs the surest stay, in the order that is asked for", () => {
  const songs = [
    song(1, { labelled: false, confidence: 0.9, energy: 0.1 }),
    song(2, { labelled: false, confidence: 0.8, energy: 0.2 }),
    song(3, { energy: 0.3, addedAt: 5 }),
  ];
  expect(ids(songs, { maxLength: 2 })).toEqual([1, 3]);
  expect(ids(songs, { maxLength: 1, order: "confidence" })).toEqual([3]);
  expect(ids(songs, { maxLength: 2, order: "custom", custom: [2] })).toEqual([2, 3]);
});

test("the newest stay where the order is by date", () => {
  const songs = [song(1, { addedAt: 30 }), song(2, { addedAt: 10 }), song(3, { addedAt: 20 })];
  expect(ids(songs, { order: "added" })).toEqual([1, 3, 2]);
  expect(ids(songs, { order: "added", maxLength: 2 })).toEqual([1, 3]);
});

test("energy rises, falls, or rises and falls; unknown energy comes last", () => {
  const songs = [5, 1, 4, 2, 3].map((energy) => song(energy, { energy: energy / 10 }));
  songs.push(song(9));
  expect(ids(songs, { order: "energyUp" })).toEqual([1, 2, 3, 4, 5, 9]);
  expect(ids(songs, { order: "energyDown" })).toEqual([5, 4, 3, 2, 1, 9]);
  expect(ids(songs, { order: "energyArc" })).toEqual([1, 3, 5, 4, 2, 9]);
});

test("harmonic order goes round the wheel by neighbours, from behind the widest gap", () => {
  // 8A and 8B are A minor and C major, 9B is G major, 9A E minor, 7A D minor; 11A F♯ minor.
  const keys = { 8: [9, 0], 1: [0, 1], 9: [7, 1], 4: [4, 0], 7: [2, 0], 2: [6, 0] } as const;
  const songs = Object.entries(keys).map(([id, [key, mode]]) => song(Number(id), { key, mode }));
  songs.push(song(20, { tempo: 120 }), song(21, { tempo: 90 }));
  expect(ids(songs, { order: "harmonic" })).toEqual([7, 1, 8, 4, 9, 2, 21, 20]);
});

test("by hand, the others behind", () => {
  const songs = [1, 2, 3, 4].map((id) => song(id, { addedAt: id }));
  expect(ids(songs, { order: "custom", custom: [3, 77, 1] })).toEqual([3, 1, 2, 4]);
});

test("what cannot be written is left, each with its reason", () => {
  const songs = [
    song(1, { recording: 7 }),
    song(2, { recording: 7 }),
    song(3, { uri: null }),
    song(4, { uri: "spotify:local:a:b:c:120" }),
    song(5),
    song(7, { uri: "file:///tide.mp3" }),
  ];
  const { songs: chosen, left } = applyRules(songs, rules());
  expect(chosen.map(({ id }) => id)).toEqual([1, 5]);
  expect(left).toEqual([
    { title: "Song 2", reason: "The same recording is in the playlist already." },
    {
      title: "Song 3",
      reason:
        "It is not known which song on Spotify it is: it came from a file without Spotify's address.",
    },
    {
      title: "Song 4",
      reason: "It is a local file, and Spotify lets only its own apps add those.",
    },
    {
      title: "Song 7",
      reason: "Its address “file:///tide.mp3” is not one of a song on Spotify.",
    },
  ]);
});

test("one artist's songs are kept apart with as little change of the order as that takes", () => {
  const by = (...artists: string[]) =>
    artists.map((artist, index) => song(index + 1, { artists: [artist], energy: index / 100 }));
  expect(ids(by("a", "a", "b", "c"), { artistGap: 1 })).toEqual([1, 3, 2, 4]);
  expect(ids(by("a", "b", "c", "a", "a"), { artistGap: 1 })).toEqual([1, 2, 4, 3, 5]);
  expect(ids(by("a", "b", "c", "d"), { artistGap: 3 })).toEqual([1, 2, 3, 4]);
  // It cannot be had: the rest follow as far apart as they can.
  expect(ids(by("a", "a", "a", "b"), { artistGap: 2 })).toEqual([1, 4, 2, 3]);
});

test("artists are kept apart wherever that can be done at all, and no song is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 7 }),
      fc.integer({ min: 0, max: 3 }),
      (artists, artistGap) => {
        const songs = artists.map((artist, index) => song(index + 1, { artists: [`${artist}`] }));
        const found = applyRules(songs, rules({ artistGap, order: "custom" })).songs;
        expect(found.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
          songs.map(({ id }) => id),
        );
        const apart =
          clashes(
            found.map((entry) => Number(entry.artists[0])),
            artistGap,
          ) === 0;
        expect(apart).toBe(possible(artists, artistGap));
      },
    ),
    { numRuns: 1000 },
  );
});

test("the same tracks make the same playlist, whatever order they come in", () => {
  const some = fc.record({
    energy: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: NaN }),
    key: fc.constantFrom(0, 3, 7, NaN),
    mode: fc.constantFrom(0, 1),
    artists: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 }),
    labelled: fc.boolean(),
    confidence: fc.double({ min: 0, max: 1 }),
  });
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 12 }),
      fc.constantFrom(...playlistRulesSchema.shape.order.unwrap().options),
      fc.integer({ min: 0, max: 3 }),
      (told, order, artistGap) => {
        const songs = told.map((one, index) => song(index + 1, one));
        const wanted = { order, artistGap, maxLength: 8 };
        expect(ids(songs.toReversed(), wanted)).toEqual(ids(songs, wanted));
      },
    ),
  );
});

function clashes(artists: readonly number[], gap: number): number {
  return artists.filter((artist, place) =>
    artists.slice(Math.max(0, place - gap), place).includes(artist),
  ).length;
}

/** Tries every order. */
function possible(left: readonly number[], gap: number, placed: readonly number[] = []): boolean {
  if (left.length === 0) return true;
  return [...new Set(left)].some(
    (artist) =>
      (gap === 0 || !placed.slice(-gap).includes(artist)) &&
      possible(left.toSpliced(left.indexOf(artist), 1), gap, [...placed, artist]),
  );
}
