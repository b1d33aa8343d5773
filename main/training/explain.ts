import type { Explanation } from "../../common/domain/learning.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { LABEL_SOURCES } from "../../common/domain/track.ts";
import { AppError } from "../../common/errors.ts";
import { hasData, predict, readModel, type Model } from "../learning/classifier.ts";
import { bestOf, contributions, counterfactual, usualIn } from "../learning/explain.ts";
import { createRandom } from "../learning/random.ts";
import { fitScaler } from "../learning/scale.ts";
import { nearest } from "../learning/similar.ts";
import { createSpace, type Space } from "../learning/space.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import { modelInUse } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { named } from "./named.ts";
import { spreadRows } from "./spread-rows.ts";

const NEAREST = 3;
/** What is usual in a library is asked of so many tracks: hundredths of more differ by less than a person sees. */
const USUAL_ROWS = 4000;
/** Of more labels than this a part is compared. */
const MOST_LABELS = 50_000;
const SEED = 42;

/**
 * Tells why the model in use says what it says of a track, by the same values that it learns from. What is usual in
 * the library, and where its labels lie, is kept until something in it changes.
 */
export function createExplain(library: Library, settings: () => Settings) {
  const usualOf = heldWhile((columns, options) => {
    const rows = spreadRows(columns.size, USUAL_ROWS, createRandom(SEED));
    const background = trainingFeatures(columns.featureMatrix(rows), options);
    return { usual: usualIn(background), scaler: fitScaler(background) };
  });
  const labelledOf = heldWhile((columns, options) => {
    const all: number[] = [];
    for (let row = 0; row < columns.size; row += 1) if (columns.labelMood[row] !== 0) all.push(row);
    const rows = Array.from(
      spreadRows(all.length, MOST_LABELS, createRandom(SEED)),
      (place) => all[place] ?? 0,
    );
    const features = trainingFeatures(columns.featureMatrix(rows), options);
    const { scaler } = usualOf(columns, columns.edits.length, options);
    return { rows, space: createSpace(features, scaler) };
  });

  return async (id: number): Promise<Explanation> => {
    const columns = await library.columns();
    const row = columns.rowOf(id);
    if (row < 0)
      throw new AppError("not_found", "There is no such track; `tracks` lists those there are.");
    const { model, moods, stored } = modelToAsk(library);
    const options = settings();
    const song = trainingFeatures(columns.featureMatrix([row]), options);
    if (!hasData(song, 0)) {
      throw new AppError(
        "no_features",
        "Nothing is known of this track that a model may learn from, so there is no guess to explain. Add audio features for it first.",
      );
    }
    const allowed = moods.flatMap((mood, index) => (mood === null ? [] : [index]));
    const { probabilities } = predict(model, song);
    const first = bestOf(probabilities, allowed);
    const second = bestOf(
      probabilities,
      allowed.filter((index) => index !== first),
    );
    const { usual, scaler } = usualOf(columns, columns.edits.length, options);
    const other = counterfactual(model, song, { first, allowed, usual });
    const [track] = named(library, [id]);
    if (!track) throw new AppError("not_found", "There is no such track any more.");
    const opinion = (index: number) => ({
      mood: moods[index] ?? 0,
      probability: probabilities[index] ?? 0,
    });
    return {
      track,
      model: stored,
      first: opinion(first),
      second: opinion(second),
      ...contributions(model, song, { first, second, usual }),
      nearest: nearestLabels(library, columns, labelledOf(columns, columns.version, options), {
        row,
        point: { space: createSpace(song, scaler), row: 0 },
      }),
      counterfactual: other && {
        feature: other.feature,
        value: other.value,
        mood: moods[other.class] ?? 0,
      },
    };
  };
}

type Learnable = Pick<Settings, "trainOnSpotifyFeatures">;

/** Keeps what was made of the columns as long as neither they nor their `version` nor the option is another. */
function heldWhile<Made>(make: (columns: TrackColumns, options: Learnable) => Made) {
  let held:
    | { readonly columns: TrackColumns; readonly version: string; readonly made: Made }
    | undefined;
  return (columns: TrackColumns, changes: number, options: Learnable): Made => {
    const version = `${changes} ${options.trainOnSpotifyFeatures}`;
    if (held?.columns !== columns || held.version !== version)
      held = { columns, version, made: make(columns, options) };
    return held.made;
  };
}

/** The model in use with its moods by class; null stands for one that is gone. */
function modelToAsk(library: Library): {
  model: Model;
  moods: readonly (number | null)[];
  stored: number;
} {
  const stored = modelInUse(library.db);
  const model = stored && readModel(stored.data);
  if (!stored || !model) {
    throw new AppError(
      "conflict",
      "No model is in use yet. Train one first (`train`), then ask again.",
    );
  }
  const there = new Set(listMoods(library.db).map((mood) => mood.id));
  const moods = stored.moods.map((mood) => (there.has(mood) ? mood : null));
  if (moods.filter((mood) => mood !== null).length < 2) {
    throw new AppError(
      "conflict",
      "The model in use knows fewer than two of your moods. Train a new one (`train`), then ask again.",
    );
  }
  return { model, moods, stored: stored.id };
}

function nearestLabels(
  library: Library,
  columns: TrackColumns,
  labelled: { readonly rows: readonly number[]; readonly space: Space },
  { row, point }: { readonly row: number; readonly point: Parameters<typeof nearest>[1] },
): Explanation["nearest"] {
  const itself = new Set([labelled.rows.indexOf(row)]);
  const { rows, distances } = nearest(labelled.space, point, NEAREST, itself);
  const places = Array.from(rows, (index) => labelled.rows[index] ?? 0);
  const tracks = new Map(
    named(
      library,
      places.map((place) => columns.ids[place] ?? 0),
    ).map((track) => [track.id, track]),
  );
  return places.flatMap((place, index) => {
    const track = tracks.get(columns.ids[place] ?? 0);
    const by = LABEL_SOURCES[(columns.labelBy[place] ?? 0) - 1];
    if (!track || !by) return [];
    return [{ ...track, mood: columns.labelMood[place] ?? 0, by, distance: distances[index] ?? 0 }];
  });
}
