import type { Suggestions } from "../../common/domain/learning.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { createRandom, sample } from "../learning/random.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import { listMoods } from "../library/moods.ts";
import { artistNumbers } from "./artist-numbers.ts";
import { labelKind, weightOf } from "./evidence.ts";
import { named } from "./named.ts";
import { askShortly } from "./short-question.ts";
import { spreadRows } from "./spread-rows.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** A larger library is asked by a sample: the best of 10,000 songs teach as much as the best of a million. */
const SAMPLE = 10_000;
/** Of more labels than this a sample is learnt from. */
const MAX_LABELS = 5000;
/** Below this share of changed guesses another round is not worth the person's time. */
const ENOUGH_BELOW = 0.01;
/** With fewer labels the model is the definitions' still, and its opinion of itself is worth little. */
const ENOUGH_FROM = 20;

/** The songs whose labels would teach most, and whether it is still worth it. */
export async function suggestTracks(
  { library, learning, settings }: Deps,
  {
    count,
    seed,
    without,
  }: { readonly count: number; readonly seed: number; readonly without: readonly number[] },
  running: Running,
): Promise<Suggestions> {
  const columns = await library.columns();
  const options = settings();
  const moods = listMoods(library.db);
  const labelled = labelledRows(
    columns,
    moods.map(({ id }) => id),
    seed,
  );
  const chosen = spreadRows(columns.size, SAMPLE, createRandom(seed));
  const rows = Int32Array.from(new Set([...chosen, ...labelled.rows])).sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const placesOf = (list: Iterable<number>) =>
    Int32Array.from(Array.from(list).flatMap((row) => placeOf.get(row) ?? []));
  const features = trainingFeatures(columns.featureMatrix(rows), options);
  const artists = await artistNumbers(library.db, rows, columns);
  const answer = await askShortly(
    (mine) =>
      learning.suggest(
        {
          features,
          each: columns.size / Math.max(1, chosen.length),
          artists,
          without: placesOf(without.map((id) => columns.rowOf(id))),
          labelledRows: placesOf(labelled.rows),
          target: labelled.target,
          weights: labelled.weights,
          moods: moods.map(({ definition }) => definition),
          count,
          seed,
        },
        mine,
      ),
    running,
  );
  const ids = answer.suggestions.map(({ row }) => columns.ids[rows[row] ?? 0] ?? 0);
  const tracks = new Map(named(library, ids).map((track) => [track.id, track]));
  const { expectedChange } = answer;
  return {
    suggestions: answer.suggestions.flatMap((song, index) => {
      const track = tracks.get(ids[index] ?? 0);
      if (!track) return [];
      const [one, other] = song.probabilities;
      return [
        {
          ...track,
          between: [
            { mood: moods[song.first]?.id ?? 0, probability: one },
            { mood: moods[song.second]?.id ?? 0, probability: other },
          ],
          like: song.like,
          gain: song.gain,
        },
      ];
    }),
    expectedChange,
    enough:
      expectedChange !== null &&
      expectedChange < ENOUGH_BELOW &&
      labelled.rows.length >= ENOUGH_FROM,
  };
}

/** Rows that somebody put into one of the moods, ascending; a sample of them where there are very many. */
function labelledRows(columns: TrackColumns, moods: readonly number[], seed: number) {
  const classOf = new Map(moods.map((mood, index) => [mood, index]));
  const all: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    const mood = columns.labelMood[row] as number;
    if (mood !== 0 && classOf.has(mood)) all.push(row);
  }
  const rows = sample(all.length, MAX_LABELS, createRandom(seed)).map((index) => all[index] ?? 0);
  return {
    rows,
    target: rows.map((row) => classOf.get(columns.labelMood[row] ?? 0) ?? 0),
    weights: Float32Array.from(rows, (row) => weightOf(labelKind(columns, row))),
  };
}
