import type { MoodDefinition } from "../../common/domain/mood.ts";
import { hasData } from "./classifier.ts";
import { takeRows } from "./matrix.ts";
import { expectedChangeOf, teach } from "./pupil.ts";
import { createRandom, sample } from "./random.ts";
import { countWithin, createSpace, nearestSquare, takePoints, type Space } from "./space.ts";
import type { TrainingFeatures } from "./training-features.ts";

export type SuggestInput = {
  /** A library, or a sample of it with all labelled rows. */
  readonly features: TrainingFeatures;
  /** How many songs of the library each row stands for. */
  readonly each: number;
  /** Of each row: its artist as a number. */
  readonly artists: Int32Array;
  /** Rows not to ask about: they were skipped, or are asked about already. */
  readonly without?: Int32Array;
  readonly labelledRows: Int32Array;
  /** Per labelled row: index into `moods`, and weight. */
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly moods: readonly MoodDefinition[];
  readonly count: number;
  readonly seed: number;
};

export type Suggestion = {
  readonly row: number;
  readonly first: number;
  readonly second: number;
  readonly probabilities: readonly [number, number];
  readonly like: number;
  readonly gain: number;
};

export type SuggestOutput = {
  readonly suggestions: readonly Suggestion[];
  readonly expectedChange: number | null;
};

/** No artist is asked about more often in one round. */
const SAME_ARTIST = 4;
/** The most uncertain songs, of which the round is chosen. */
const POOL = 1000;
/** Songs that density and change are measured on. */
const BACKGROUND = 1500;
/**
 * Songs are alike within a quarter of the squared distance to be expected of two songs at random (2 for each of the
 * nine features): about one song in a hundred is that near to an ordinary one.
 */
const ALIKE = 4.5;
/** A round of answers, for the estimate of what it would change. */
const ROUND = 20;

/**
 * Which songs to ask about next, the one that teaches most first: one that the model is torn about (small margin),
 * that many songs are like, between moods that have few labels, unlike all that is labelled or asked already.
 * Deterministic by seed. Never a labelled row, nor one of which nothing is known.
 */
export function suggest(input: SuggestInput): SuggestOutput {
  const { features, labelledRows, target, moods, seed } = input;
  const labelled = new Uint8Array(features.rows);
  for (const row of labelledRows) labelled[row] = 1;
  const unasked = Uint8Array.from(labelled);
  for (const row of input.without ?? []) unasked[row] = 1;
  const open: number[] = [];
  const askable: number[] = [];
  for (let row = 0; row < features.rows; row += 1) {
    if (labelled[row] === 1 || !hasData(features, row)) continue;
    open.push(row);
    if (unasked[row] === 0) askable.push(row);
  }
  if (askable.length === 0 || moods.length < 2) return { suggestions: [], expectedChange: null };
  const pupil = teach(input);
  const pool = mostUncertain(pupil.opinions(takeRows(features, askable)), askable, moods.length);
  const space = createSpace(features);
  const background = sample(open.length, BACKGROUND, createRandom(seed)).map(
    (index) => open[index] ?? 0,
  );
  const around = takePoints(space, background);
  const itself = new Set(background);
  // About how many open songs are like each of them, itself left out, told from a sample.
  const like = pool.map(({ row }) => {
    const own = itself.has(row) ? countWithin(space, row, takePoints(space, [row]), ALIKE) : 0;
    return ((countWithin(space, row, around, ALIKE) - own) * open.length) / background.length;
  });
  const balance = moodBalance(target, moods.length);
  const densest = like.reduce((most, count) => Math.max(most, count), 0);
  const ranked = pool.map((song, index) => ({
    ...song,
    like: Math.max(0, Math.round((like[index] ?? 0) * input.each)),
    gain:
      (1 - (song.probabilities[0] - song.probabilities[1])) *
      // A song that many are like is worth more, though not as many times more.
      Math.sqrt((1 + (like[index] ?? 0)) / (1 + densest)) *
      Math.sqrt((balance[song.first] ?? 1) * (balance[song.second] ?? 1)),
  }));
  const nearLabels = takePoints(
    space,
    sample(labelledRows.length, BACKGROUND, createRandom(seed)).map(
      (index) => labelledRows[index] ?? 0,
    ),
  );
  const chosen = chooseDiverse(ranked, space, nearLabels, {
    artists: input.artists,
    count: Math.max(input.count, ROUND),
  });
  const round = chosen.slice(0, ROUND).map(({ row }) => row);
  // What is asked about has a label then, and no guess that could change.
  const others = background.filter((row) => !round.includes(row));
  const change = expectedChangeOf(
    pupil,
    takeRows(features, round),
    takeRows(features, others),
    createRandom(seed),
  );
  return {
    suggestions: chosen.slice(0, input.count),
    expectedChange: (change * others.length) / background.length,
  };
}

type Candidate = Omit<Suggestion, "like" | "gain">;

function mostUncertain(
  probabilities: Float32Array,
  rows: readonly number[],
  classes: number,
): Candidate[] {
  const two = rows.map((_, index) => topTwo(probabilities, index * classes, classes));
  const margins = Float64Array.from(two, ([first, second], index) => {
    const at = index * classes;
    return (probabilities[at + first] ?? 0) - (probabilities[at + second] ?? 0);
  });
  const order = Int32Array.from(rows.keys()).sort(
    (a, b) => (margins[a] ?? 0) - (margins[b] ?? 0) || a - b,
  );
  return Array.from(order.subarray(0, POOL), (index) => {
    const [first, second] = two[index] ?? [0, 1];
    const of = (mood: number) => probabilities[index * classes + mood] ?? 0;
    return { row: rows[index] ?? 0, first, second, probabilities: [of(first), of(second)] };
  });
}

/** The two most probable classes, the more probable first. */
function topTwo(
  probabilities: Float32Array,
  at: number,
  classes: number,
): readonly [number, number] {
  const of = (index: number) => probabilities[at + index] ?? 0;
  let first = of(1) > of(0) ? 1 : 0;
  let second = 1 - first;
  for (let index = 2; index < classes; index += 1) {
    if (of(index) > of(first)) {
      second = first;
      first = index;
    } else if (of(index) > of(second)) second = index;
  }
  return [first, second];
}

/** What a label of each mood is worth by how many there are: from 2 for one without labels to 1/2. */
function moodBalance(target: ArrayLike<number>, classes: number): number[] {
  const counts = new Float64Array(classes);
  for (let index = 0; index < target.length; index += 1)
    counts[target[index] ?? 0] = (counts[target[index] ?? 0] ?? 0) + 1;
  const mean = target.length / classes;
  return Array.from(counts, (count) =>
    Math.min(2, Math.max(0.5, Math.sqrt((mean + 1) / (count + 1)))),
  );
}

/** How much a song at that squared distance says of another one: from 1 for the same to 0 far away. */
function nearness(square: number): number {
  return Math.exp(-square / (2 * ALIKE));
}

/** Beyond it {@link nearness} is less than a hundredth. */
const FAR = 9.3 * ALIKE;

/** Greedily: whatever is like a labelled or a chosen song is worth the less, the more it is. */
function chooseDiverse(
  ranked: readonly (Candidate & { readonly like: number; readonly gain: number })[],
  space: Space,
  labelled: Space,
  { artists, count }: Pick<SuggestInput, "artists" | "count">,
): Suggestion[] {
  // A label of a like song leaves something to learn: it may be right for another reason.
  const closest = Float64Array.from(
    ranked,
    ({ row }) => 0.7 * nearness(nearestSquare(space, row, labelled, FAR)),
  );
  const taken = new Uint8Array(ranked.length);
  const ofArtist = new Map<number, number>();
  const chosen: Suggestion[] = [];
  while (chosen.length < count) {
    let best = -1;
    let most = -1;
    ranked.forEach(({ row, gain }, index) => {
      const worth = gain * (1 - (closest[index] ?? 0));
      if (taken[index] || worth <= most) return;
      if ((ofArtist.get(artists[row] ?? 0) ?? 0) >= SAME_ARTIST) return;
      best = index;
      most = worth;
    });
    const song = ranked[best];
    if (!song) break;
    taken[best] = 1;
    ofArtist.set(artists[song.row] ?? 0, (ofArtist.get(artists[song.row] ?? 0) ?? 0) + 1);
    chosen.push({ ...song, gain: Math.min(1, most) });
    const asked = takePoints(space, [song.row]);
    ranked.forEach(({ row }, index) => {
      const near = nearness(nearestSquare(space, row, asked, FAR));
      closest[index] = Math.max(closest[index] ?? 0, near);
    });
  }
  return chosen;
}
