import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { STARTING_MOODS, type MoodDefinition, type Range } from "../../../common/domain/mood.ts";
import { definitionProbabilities } from "../../../main/learning/definitions.ts";
import { takeRows, type Matrix } from "../../../main/learning/matrix.ts";
import { createRandom, shuffle } from "../../../main/learning/random.ts";
import { fitScaler, transform } from "../../../main/learning/scale.ts";
import type { Songs } from "./tables.ts";

/** Somebody with moods of her own, the songs she has, and others that she is asked about at the end. */
export type Listener = {
  readonly name: string;
  readonly library: Matrix;
  readonly artists: Int32Array;
  /** Her mood of each song of the library. */
  readonly truth: Uint8Array;
  readonly unseen: Matrix;
  readonly unseenTruth: Uint8Array;
  /** What she will think of the same songs later; each song turns at a time of its own within her first 200 clicks. */
  readonly later?: { readonly truth: Uint8Array; readonly unseenTruth: Uint8Array };
  /** What the app knows of her moods before she says anything. */
  readonly definitions: readonly MoodDefinition[];
  /** Share of the wrong guesses before her eyes that she notices. */
  readonly notices: number;
  readonly seed: number;
};

/** Her moods of the songs after so many clicks. */
export function truthAfter(
  listener: Listener,
  clicks: number,
): Pick<Listener, "truth" | "unseenTruth"> {
  const { truth, unseenTruth, later } = listener;
  if (!later) return { truth, unseenTruth };
  const turned = (row: number) => (row * 7919) % 200 < clicks;
  return {
    truth: truth.map((mood, row) => (turned(row) ? (later.truth[row] ?? mood) : mood)),
    unseenTruth: unseenTruth.map((mood, row) =>
      turned(row) ? (later.unseenTruth[row] ?? mood) : mood,
    ),
  };
}

export type Sizes = { readonly library: number; readonly unseen: number };

/** Words of the labelled tables and the starting moods that mean them. */
const SAME: Readonly<Record<string, string>> = { energetic: "hype", calm: "chill" };

/** A listener whose labels are those of a table; which songs are hers is drawn. */
export function labelledListener(
  { features, artists }: Songs,
  target: ArrayLike<number>,
  labels: readonly string[],
  { library, unseen }: Sizes,
  seed: number,
): Listener {
  const random = createRandom(seed);
  const order = shuffle([...Array.from({ length: features.rows }).keys()], random);
  const hers = order.slice(0, library);
  const others = order.slice(library, library + unseen);
  const mood = (row: number) => target[row] ?? 0;
  return {
    name: `table ${seed}`,
    library: takeRows(features, hers),
    artists: Int32Array.from(hers, (row) => artists[row] ?? 0),
    truth: Uint8Array.from(hers, mood),
    unseen: takeRows(features, others),
    unseenTruth: Uint8Array.from(others, mood),
    definitions: labels.map(definitionOf),
    notices: 0.75 + 0.2 * random(),
    seed,
  };
}

function definitionOf(label: string): MoodDefinition {
  const name = SAME[label.toLowerCase()] ?? label.toLowerCase();
  return STARTING_MOODS.find((mood) => mood.name === name)?.definition ?? {};
}

/**
 * An invented listener. How well a song fits a mood of hers is what the mood's definition says with ranges of her own,
 * a curved function of the features, what playlists make her think of, and chance; its mood is the best fitting one.
 * Her library leans to a few kinds of playlists, as libraries do.
 */
export function inventedListener(
  songs: Songs,
  { library, unseen }: Sizes,
  seed: number,
  { drifts = false } = {},
): Listener {
  const random = createRandom(seed);
  const normal = () => gaussian(random);
  const moods = STARTING_MOODS.filter((_, index) => seed % 3 !== 0 || index !== (seed / 3) % 5);
  const rows = chooseRows(songs, library + unseen, random);
  const features = takeRows(songs.features, rows);
  const { now, later } = herMoods(
    features,
    rows.map((row) => songs.playlists[row] ?? 0),
    moods.map((mood) => herDefinition(mood.definition, normal)),
    random,
  );
  const part = (from: number, to: number) =>
    takeRows(
      features,
      Array.from({ length: to - from }, (_, index) => from + index),
    );
  return {
    name: `invented ${seed}`,
    library: part(0, library),
    artists: Int32Array.from(rows.slice(0, library), (row) => songs.artists[row] ?? 0),
    truth: now.slice(0, library),
    unseen: part(library, rows.length),
    unseenTruth: now.slice(library),
    ...(drifts && {
      later: { truth: later.slice(0, library), unseenTruth: later.slice(library) },
    }),
    definitions: moods.map((mood) => mood.definition),
    notices: 0.75 + 0.2 * random(),
    seed,
  };
}

/** A kind with ten times the songs is about so many powers of ten less liked, song by song: pop must not be all. */
const PLAYLIST_SIZE = 0.5;

function chooseRows({ features, playlists }: Songs, count: number, random: () => number): number[] {
  const likes = Array.from({ length: 64 }, () => Math.exp(gaussian(random)));
  const sizes = new Int32Array(64);
  for (const playlist of playlists) sizes[playlist % 64] = (sizes[playlist % 64] ?? 0) + 1;
  const keys = Array.from({ length: features.rows }, (_, row) => ({
    row,
    // Sampling without replacement in proportion to weights (Efraimidis & Spirakis 2006).
    key:
      (-Math.log(1 - random()) * (sizes[(playlists[row] ?? 0) % 64] ?? 1) ** PLAYLIST_SIZE) /
      (likes[(playlists[row] ?? 0) % 64] ?? 1),
  }));
  const chosen = keys.toSorted((a, b) => a.key - b.key).slice(0, count);
  return shuffle(
    chosen.map(({ row }) => row),
    random,
  );
}

/** In units of how far songs are apart. */
const SPREAD: Readonly<Record<string, number>> = { loudness: 4, tempo: 28, duration: 70_000 };
const SHIFT = 0.6;

function herDefinition(definition: MoodDefinition, normal: () => number): MoodDefinition {
  const ranges = Object.entries(definition).map(([feature, { low, high }]): [string, Range] => {
    const shift = SHIFT * (SPREAD[feature] ?? 0.2) * normal();
    return [
      feature,
      { low: low === null ? null : low + shift, high: high === null ? null : high + shift },
    ];
  });
  return Object.fromEntries(ranges);
}

/** What her moods are made of; the figures of a cold start and of many labels are like those of real people then. */
const MADE_OF = { definition: 1, curves: 1, playlists: 0.4, chance: 0.4 };
const CURVES = 6;
/** So many of them are others later, where she drifts. */
const TURNS = 3;

function herMoods(
  features: Matrix,
  playlists: readonly number[],
  definitions: readonly MoodDefinition[],
  random: () => number,
): { now: Uint8Array; later: Uint8Array } {
  const normal = () => gaussian(random);
  const scaled = transform(fitScaler(features), features);
  const odds = definitionProbabilities(features, definitions);
  const moods = definitions.map(() => ({
    curves: Array.from({ length: CURVES + TURNS }, () => ({
      a: Math.floor(random() * MODEL_FEATURES.length),
      b: Math.floor(random() * MODEL_FEATURES.length),
      turn: random() * 2 * Math.PI,
      shift: normal(),
      height: normal() / Math.sqrt(CURVES),
    })),
    playlists: Array.from({ length: 64 }, normal),
  }));
  const now = new Uint8Array(features.rows);
  const later = new Uint8Array(features.rows);
  for (let row = 0; row < features.rows; row += 1) {
    const at = row * scaled.columns;
    const curves = moods.map((mood) =>
      mood.curves.map(({ a, b, turn, shift, height }) => {
        const along =
          Math.cos(turn) * (scaled.data[at + a] ?? 0) + Math.sin(turn) * (scaled.data[at + b] ?? 0);
        return height * Math.tanh(2 * (along + shift));
      }),
    );
    const rest = moods.map(
      (mood, index) =>
        MADE_OF.definition * Math.log(1e-6 + (odds[row * moods.length + index] ?? 0)) +
        MADE_OF.playlists * (mood.playlists[(playlists[row] ?? 0) % 64] ?? 0) +
        MADE_OF.chance * gumbel(random),
    );
    const best = (from: number) => {
      const fits = rest.map((fit, index) =>
        (curves[index] ?? [])
          .slice(from, from + CURVES)
          .reduce((sum, curve) => sum + MADE_OF.curves * curve, fit),
      );
      return fits.indexOf(Math.max(...fits));
    };
    now[row] = best(0);
    later[row] = best(TURNS);
  }
  return { now, later };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function gumbel(random: () => number): number {
  return -Math.log(-Math.log(1 - random() || 1e-12));
}
