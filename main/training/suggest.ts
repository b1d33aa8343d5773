import { fold } from "../../common/domain/fold.ts";
import type { Suggestions } from "../../common/domain/learning.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { createRandom, sample } from "../learning/random.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { Library } from "../library/library.ts";
import { trainInput } from "./input.ts";
import { named } from "./named.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** A larger library is asked by a sample: the best of 10,000 songs teach as much as the best of a million. */
const SAMPLE = 10_000;
/** Below this share of changed guesses another round is not worth the person's time. */
const ENOUGH_BELOW = 0.01;
/** With fewer labels the model is the definitions' still, and its opinion of itself is worth little. */
const ENOUGH_FROM = 20;

/** The songs whose labels would teach most, and whether it is still worth it. */
export async function suggestTracks(
  { library, learning, settings }: Deps,
  { count, seed }: { readonly count: number; readonly seed: number },
  running: Running,
): Promise<Suggestions> {
  const columns = await library.columns();
  const options = settings();
  const { labelledRows, target, weights, moods } = trainInput(library, columns, null, options);
  const chosen = sample(columns.size, SAMPLE, createRandom(seed));
  const rows = Int32Array.from(new Set([...chosen, ...labelledRows])).sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const answer = await learning.suggest(
    {
      features: trainingFeatures(columns.featureMatrix(rows), options),
      each: columns.size / Math.max(1, chosen.length),
      artists: artistNumbers(
        library,
        Array.from(rows, (row) => columns.ids[row] ?? 0),
      ),
      labelledRows: labelledRows.map((row) => placeOf.get(row) ?? 0),
      target,
      weights,
      moods: moods.map(({ definition }) => definition),
      count,
      seed,
    },
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
      labelledRows.length >= ENOUGH_FROM,
  };
}

/** The first artist of each track as a number; songs of the same one have the same. */
function artistNumbers(library: Library, ids: readonly number[]): Int32Array {
  const numbers = new Map<string, number>();
  const byTrack = new Map(
    named(library, ids).map(({ id, artists }) => {
      // Songs of nobody are not all by one.
      const key = artists[0] === undefined ? `#${id}` : fold(artists[0]);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return [id, number] as const;
    }),
  );
  return Int32Array.from(ids, (id) => byTrack.get(id) ?? -1);
}
