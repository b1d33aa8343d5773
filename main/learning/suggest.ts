import type { MoodDefinition } from "../../common/domain/mood.ts";
import { createPrior, fit, hasData, predict, type Model, type Prediction } from "./classifier.ts";
import { takeRows, type Matrix } from "./matrix.ts";
import { createRandom, sample } from "./random.ts";
import { createSpace, squareBetween, type Space } from "./similar.ts";
import type { TrainingFeatures } from "./training-features.ts";

export type SuggestInput = {
  /** A library, or a sample of it with all labelled rows. */
  readonly features: TrainingFeatures;
  /** How many songs of the library each row stands for. */
  readonly each: number;
  /** Of each row: its artist as a number. */
  readonly artists: Int32Array;
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
const POOL = 1500;
/** Songs that density and change are measured on. */
const BACKGROUND = 1500;
/**
 * Songs are alike within a quarter of the squared distance to be expected of two songs at random (2 for each of the
 * nine features): about one song in a hundred is that near to an ordinary one.
 */
const ALIKE = 4.5;
/** A round of answers, for the estimate of what it would change. */
const ROUND = 20;
const DRAWS = 3;

/**
 * Which songs to ask about next, the one that teaches most first: one that the model is torn about (small margin),
 * that many songs are like, between moods that have few labels, unlike all that is labelled or asked already.
 * Deterministic by seed. Never a labelled row, nor one of which nothing is known.
 */
export function suggest(input: SuggestInput): SuggestOutput {
  const { features, labelledRows, target, moods, seed } = input;
  const prior = createPrior(moods, features, seed);
  const known = Array.from(target.keys()).filter((index) =>
    hasData(features, labelledRows[index] ?? 0),
  );
  const learnt = {
    features: takeRows(
      features,
      known.map((index) => labelledRows[index] ?? 0),
    ),
    target: known.map((index) => target[index] ?? 0),
    weights: known.map((index) => input.weights[index] ?? 1),
  };
  const model = fit({ ...learnt, classes: moods.length, prior });
  const labelled = new Uint8Array(features.rows);
  for (const row of labelledRows) labelled[row] = 1;
  const open = Int32Array.from({ length: features.rows }, (_, row) => row).filter(
    (row) => labelled[row] === 0 && hasData(features, row),
  );
  if (open.length === 0 || moods.length < 2) return { suggestions: [], expectedChange: null };
  const prediction = predict(model, takeRows(features, open));
  const pool = mostUncertain(prediction, open, moods.length);
  const space = createSpace(features);
  const background = sample(open.length, BACKGROUND, createRandom(seed)).map(
    (index) => open[index] ?? 0,
  );
  const like = countAlike(space, pool, background, open.length);
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
  const nearLabels = sample(labelledRows.length, BACKGROUND, createRandom(seed)).map(
    (index) => labelledRows[index] ?? 0,
  );
  const suggestions = chooseDiverse(ranked, space, nearLabels, input);
  const round =
    suggestions.length >= ROUND || input.count >= ROUND
      ? suggestions.slice(0, ROUND)
      : chooseDiverse(ranked, space, nearLabels, { ...input, count: ROUND });
  const again = (extra: Learnt) => fit({ ...joined(learnt, extra), classes: moods.length, prior });
  const expectedChange = changeOf(
    model,
    again,
    { features, round, background },
    createRandom(seed),
  );
  return { suggestions, expectedChange };
}

type Learnt = {
  readonly features: Matrix;
  readonly target: readonly number[];
  readonly weights: readonly number[];
};

/**
 * What share of the guesses a round of answers is expected to change. We answer the round ourselves, by lot, as often
 * so or so as the model believes the person would (its probabilities are calibrated, so that is what is expected of
 * them), learn again from all labels and these, and count on a sample of the library which guesses are others than
 * before. The mean of three such rounds. It counts changes, not improvements: where hardly a guess would change,
 * hardly one can get better.
 */
function changeOf(
  model: Model,
  again: (extra: Learnt) => Model,
  {
    features,
    round,
    background,
  }: { features: Matrix; round: readonly Suggestion[]; background: Int32Array },
  random: () => number,
): number {
  const songs = takeRows(
    features,
    round.map(({ row }) => row),
  );
  const { probabilities } = predict(model, songs);
  const watched = takeRows(features, background);
  const before = predict(model, watched).mood;
  let changed = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const target = round.map((_, index) =>
      byLot(probabilities.subarray(index * model.classes, (index + 1) * model.classes), random()),
    );
    const after = predict(again({ features: songs, target, weights: round.map(() => 1) }), watched);
    before.forEach((mood, index) => {
      if (after.mood[index] !== mood) changed += 1;
    });
  }
  return changed / (DRAWS * Math.max(1, before.length));
}

function byLot(probabilities: Float32Array, lot: number): number {
  let sum = 0;
  for (const [index, probability] of probabilities.entries()) {
    sum += probability;
    if (lot < sum) return index;
  }
  return probabilities.length - 1;
}

function joined(learnt: Learnt, extra: Learnt): Learnt {
  const { columns } = extra.features;
  const data = new Float32Array((learnt.features.rows + extra.features.rows) * columns);
  data.set(learnt.features.data);
  data.set(extra.features.data, learnt.features.data.length);
  return {
    features: { rows: learnt.features.rows + extra.features.rows, columns, data },
    target: [...learnt.target, ...extra.target],
    weights: [...learnt.weights, ...extra.weights],
  };
}

type Candidate = Omit<Suggestion, "like" | "gain">;

function mostUncertain(
  { probabilities }: Prediction,
  rows: Int32Array,
  classes: number,
): Candidate[] {
  const all = Array.from(rows, (row, index): Candidate => {
    const odds = probabilities.subarray(index * classes, (index + 1) * classes);
    const [first = 0, second = 1] = Array.from(odds.keys()).toSorted(
      (a, b) => (odds[b] ?? 0) - (odds[a] ?? 0),
    );
    return { row, first, second, probabilities: [odds[first] ?? 0, odds[second] ?? 0] };
  });
  const margin = ({ probabilities: [one, other] }: Candidate) => one - other;
  return all.toSorted((a, b) => margin(a) - margin(b) || a.row - b.row).slice(0, POOL);
}

/** About how many of `total` open songs are like each song of the pool, told from a sample of them. */
function countAlike(
  space: Space,
  pool: readonly Candidate[],
  background: Int32Array,
  total: number,
): Float64Array {
  return Float64Array.from(pool, ({ row }) => {
    let count = 0;
    for (const other of background)
      if (other !== row && squareBetween(space, row, other) < ALIKE) count += 1;
    return (count * total) / Math.max(1, background.length);
  });
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

/** Greedily: whatever is like a labelled or a chosen song is worth the less, the more it is. */
function chooseDiverse(
  ranked: readonly (Candidate & { readonly like: number; readonly gain: number })[],
  space: Space,
  labelled: Int32Array,
  { artists, count }: Pick<SuggestInput, "artists" | "count">,
): Suggestion[] {
  const near = (row: number, other: number) =>
    Math.exp(-squareBetween(space, row, other) / (2 * ALIKE));
  // A label of a like song leaves something to learn: it may be right for another reason.
  const closest = Float64Array.from(ranked, ({ row }) =>
    labelled.reduce((most, other) => Math.max(most, 0.7 * near(row, other)), 0),
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
    ranked.forEach(({ row }, index) => {
      closest[index] = Math.max(closest[index] ?? 0, near(row, song.row));
    });
  }
  return chosen;
}
