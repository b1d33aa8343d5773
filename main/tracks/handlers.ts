import type { FeatureName } from "../../common/domain/features.ts";
import { isUsable } from "../../common/domain/features.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { TrackDetail } from "../../common/domain/track.ts";
import { AppError } from "../../common/errors.ts";
import { hasData, predict, readModel } from "../learning/classifier.ts";
import { fitProbability } from "../learning/fits.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import {
  byPrecedence,
  readFeatures,
  readMeasures,
  writeFeatures,
  type Confidence,
} from "../library/features.ts";
import { trackHistory } from "../library/labels.ts";
import type { Library } from "../library/library.ts";
import { modelInUse, unsureBelow } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { listPlaylists } from "../library/playlists.ts";
import { prepared } from "../library/prepared.ts";
import { readTracks, withCurrentMood } from "../library/tracks.ts";
import { FEATURE_NAMES } from "../../common/domain/features.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { counted } from "./counted.ts";

type Deps = {
  readonly library: Library;
  readonly events: Events;
  readonly settings: () => Settings;
  /** Called when what the model looks at has changed. */
  readonly retrain: () => void;
};

export function trackHandlers(
  deps: Deps,
): Pick<
  Handlers,
  "tracks.query" | "tracks.position" | "tracks.get" | "tracks.setFeature" | "playlists.list"
> {
  return {
    async "tracks.query"({ query, start, limit }) {
      const { library } = deps;
      const selection = await library.select(query, unsureBelow(deps.library.db, deps.settings()));
      const columns = await library.columns();
      const tracks = readTracks(library.db, selection.ids(start, limit));
      const rows = tracks.map((track) => withCurrentMood(track, columns));
      return { total: selection.total, exact: selection.exact, start, rows };
    },
    async "tracks.position"({ query, id }) {
      const selection = await deps.library.select(
        query,
        unsureBelow(deps.library.db, deps.settings()),
      );
      return { position: selection.positionOf(id) };
    },
    "tracks.get": ({ id }) => detail(deps, id),
    async "tracks.setFeature"({ id, field, value }) {
      if (value !== null && !isUsable(field, value)) {
        throw new AppError("bad_input", `${value} is not a usable value for ${field}.`, {
          path: "value",
        });
      }
      await setOwnValue(deps, id, field, value);
      return detail(deps, id);
    },
    "playlists.list": () => listPlaylists(deps.library.db),
  };
}

async function detail({ library, settings }: Deps, id: number): Promise<TrackDetail> {
  const { db } = library;
  const columns = await library.columns();
  const [track] = readTracks(db, [id]);
  if (!track)
    throw new AppError("not_found", "This track is not in the library any more. Reload the list.");
  const sources = byPrecedence(readFeatures(db, [id]).get(id) ?? []);
  const measures = readMeasures(db, id);
  const values = FEATURE_NAMES.flatMap((field) => {
    const told = sources.flatMap(({ source, at, values }) => {
      const value = values[field];
      if (value === null) return [];
      const confidence = confidenceOf(
        field,
        measures.find((one) => one.source === source),
      );
      return [{ field, value, source, at, confidence }];
    });
    return told.map((entry, index) => ({ ...entry, used: index === 0 }));
  });
  const playlists = prepared(
    db,
    `SELECT p.id, p.name, i.position FROM playlist_items i JOIN playlists p ON p.id = i.playlist_id
     WHERE i.track_id = ? ORDER BY p.name COLLATE NOCASE`,
  ).all(id) as TrackDetail["playlists"];
  return {
    track: withCurrentMood(track, columns),
    values,
    lufs: measures.find(({ lufs }) => lufs !== null)?.lufs ?? null,
    probabilities: probabilities(library, columns, settings(), id),
    counted: counted(db, columns, settings(), id),
    playlists,
    history: trackHistory(db, id),
  };
}

function confidenceOf(field: FeatureName, sure: Confidence | undefined): number | null {
  if (field === "tempo") return sure?.tempo ?? null;
  return field === "key" || field === "mode" ? (sure?.key ?? null) : null;
}

/** What the model in use says of a track, by what may be learnt from. */
function probabilities(
  { db }: Library,
  columns: TrackColumns,
  options: Settings,
  id: number,
): TrackDetail["probabilities"] {
  const row = columns.rowOf(id);
  const stored = modelInUse(db);
  const model = stored && readModel(stored.data);
  if (!stored || !model || row < 0) return [];
  const song = trainingFeatures(columns.featureMatrix([row]), options);
  if (!hasData(song, 0)) return [];
  const odds = predict(model, song).probabilities;
  const there = new Set(listMoods(db).map((mood) => mood.id));
  return stored.moods
    .map((mood, index) => {
      const probability = odds[index] ?? 0;
      const fit = model.fits?.[index];
      return { mood, probability, fits: fit ? fitProbability(fit, probability) : null };
    })
    .filter(({ mood }) => there.has(mood))
    .toSorted((a, b) => b.probability - a.probability);
}

async function setOwnValue(
  { library, events, retrain }: Deps,
  id: number,
  field: FeatureName,
  value: number | null,
): Promise<void> {
  const { db } = library;
  const exists = prepared(db, "SELECT 1 FROM tracks WHERE id = ?").get(id) !== undefined;
  if (!exists)
    throw new AppError("not_found", "This track is not in the library any more. Reload the list.");
  const changed = await library.write(() =>
    writeFeatures(db, id, "user", { [field]: value }, new Date().toISOString()),
  );
  if (!changed) return;
  const told = byPrecedence(readFeatures(db, [id]).get(id) ?? []).filter(
    ({ values }) => values[field] !== null,
  );
  const [first, next] = told.map(({ values }) => values[field]);
  const spotify = told[0]?.source === "spotify" ? { instead: next ?? null } : null;
  await library.apply((columns) => columns.setNumber(id, field, first ?? null, spotify));
  events.emit({ type: "changed", tables: ["tracks"] });
  retrain();
}
