import { MODEL_FEATURES } from "../../common/domain/features.ts";
import type { Mood, MoodSummary } from "../../common/domain/mood.ts";
import { AppError } from "../../common/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Learning } from "../learning/client.ts";
import { assignClusters } from "../learning/definitions.ts";
import { proposeSplit } from "../learning/split.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import {
  createMood,
  getMood,
  listMoods,
  removeMood,
  reorderMoods,
  updateMood,
} from "../library/moods.ts";
import { prepared } from "../library/prepared.ts";
import { readTracks } from "../library/tracks.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";

type Deps = {
  readonly library: Library;
  readonly events: Events;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly retrain: () => void;
};

export function moodHandlers(
  deps: Deps,
): Pick<
  Handlers,
  | "moods.list"
  | "moods.create"
  | "moods.update"
  | "moods.reorder"
  | "moods.merge"
  | "moods.proposeSplit"
  | "moods.split"
  | "moods.remove"
> {
  const { library } = deps;
  const { db } = library;
  return {
    "moods.list": () => summaries(library),
    async "moods.create"(mood) {
      const created = await library.write(() => createMood(db, mood));
      return changed(deps, created);
    },
    async "moods.update"({ id, ...change }) {
      const before = getMood(db, id);
      const after = await library.write(() => updateMood(db, id, change));
      const same = JSON.stringify(before.definition) === JSON.stringify(after.definition);
      return changed(deps, after, !same);
    },
    async "moods.reorder"({ ids }) {
      await library.write(() => reorderMoods(db, ids));
      return changed(deps, await summaries(library), false);
    },
    async "moods.merge"({ id, into }) {
      if (id === into)
        throw new AppError("bad_input", "A mood cannot be merged into itself.", { path: "into" });
      const relabelled = await library.write(() => {
        getMood(db, into);
        const count = moveLabels(library, id, into);
        removeMood(db, id);
        return count;
      });
      await library.reload();
      return changed(deps, { relabelled });
    },
    async "moods.proposeSplit"({ id }) {
      return { groups: splitGroups(library, await library.columns(), getMood(db, id)) };
    },
    async "moods.split"({ id, name, definition, tracks }) {
      const mood = await library.write(() => {
        getMood(db, id);
        const created = createMood(db, { name, definition });
        prepared(
          db,
          "UPDATE labels SET mood_id = ? WHERE mood_id = ? AND track_id IN (SELECT value FROM json_each(?))",
        ).run(created.id, id, JSON.stringify(tracks));
        return created;
      });
      await library.reload();
      return changed(deps, mood);
    },
    async "moods.remove"({ id }) {
      const unlabelled = await library.write(() => {
        prepared(db, "DELETE FROM also_moods WHERE mood_id = ?").run(id);
        const count = prepared(db, "DELETE FROM labels WHERE mood_id = ?").run(id).changes;
        removeMood(db, id);
        return count;
      });
      await library.reload();
      return changed(deps, { unlabelled });
    },
  };
}

/** Moods with their counts; one pass over the columns. */
export async function summaries(library: Library): Promise<MoodSummary[]> {
  const columns = await library.columns();
  const counts = new Map<number, { count: number; labelled: number }>();
  for (let row = 0; row < columns.size; row += 1) {
    const mood = columns.moodOf(row);
    let entry = counts.get(mood);
    if (!entry) counts.set(mood, (entry = { count: 0, labelled: 0 }));
    entry.count += 1;
    if (columns.labelBy[row] !== 0) entry.labelled += 1;
  }
  return listMoods(library.db).map((mood) => ({
    ...mood,
    ...(counts.get(mood.id) ?? { count: 0, labelled: 0 }),
  }));
}

function changed<Value>(deps: Deps, value: Value, relearn = true): Value {
  deps.events.emit({ type: "changed", tables: ["moods", "tracks", "labels"] });
  if (relearn) deps.retrain();
  return value;
}

function moveLabels({ db }: Library, from: number, to: number): number {
  prepared(
    db,
    "INSERT OR IGNORE INTO also_moods (track_id, mood_id) SELECT track_id, ? FROM also_moods WHERE mood_id = ?",
  ).run(to, from);
  prepared(db, "DELETE FROM also_moods WHERE mood_id = ?").run(from);
  const { changes } = prepared(db, "UPDATE labels SET mood_id = ? WHERE mood_id = ?").run(to, from);
  // A mood is not beside itself.
  prepared(
    db,
    "DELETE FROM also_moods WHERE mood_id = ?1 AND track_id IN (SELECT track_id FROM labels WHERE mood_id = ?1)",
  ).run(to);
  return changes;
}

function splitGroups(library: Library, columns: TrackColumns, mood: Mood) {
  const rows: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (columns.moodOf(row) === mood.id) rows.push(row);
  }
  if (rows.length < 4) {
    throw new AppError(
      "not_enough_labels",
      `“${mood.name}” has ${rows.length} tracks; splitting needs at least 4. Add tracks to it first.`,
    );
  }
  return proposeSplit(columns.featureMatrix(rows), mood.name).map((group) => {
    const ids = Array.from(group.rows, (index) => columns.ids[rows[index] ?? 0] ?? 0);
    const examples = readTracks(library.db, ids.slice(0, 5)).map(({ title, artists }) => ({
      title,
      artists,
    }));
    return { name: group.name, definition: group.definition, tracks: ids, examples };
  });
}

export function clusterHandlers(deps: Deps): Pick<Handlers, "moods.cluster"> {
  const { library, jobs, learning } = deps;
  return {
    "moods.cluster": ({ k, seed, starts }, context) =>
      jobs.run(
        {
          kind: "cluster",
          title: "Exploring clusters",
          outcome: (result) => `${result.clusters.length} clusters of ${result.tracks} tracks.`,
          async work(running) {
            const columns = await library.columns();
            const rows = rowsWithFeatures(columns);
            if (rows.length < k) {
              throw new AppError(
                "no_features",
                `Only ${rows.length} tracks have audio features; ${k} clusters need at least as many. Import features first, or ask for fewer clusters.`,
              );
            }
            const matrix = columns.featureMatrix(rows);
            const { labels, rawCentres, inertia } = await learning.cluster(
              { features: matrix, k, seed, starts },
              running,
            );
            const named = assignClusters(rawCentres, listMoods(library.db));
            return {
              k,
              seed,
              inertia,
              tracks: rows.length,
              clusters: rawCentres.map((centre, cluster) => {
                const members = rows.filter((_, index) => labels[index] === cluster);
                return {
                  cluster,
                  size: members.length,
                  mood: named[cluster] ?? null,
                  centre: Object.fromEntries(
                    MODEL_FEATURES.map((feature, column) => [feature, known(centre[column])]),
                  ),
                  examples: members.slice(0, 5).map((row) => columns.ids[row] ?? 0),
                };
              }),
            };
          },
        },
        context,
      ),
  };
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function rowsWithFeatures(columns: TrackColumns): number[] {
  const audible = MODEL_FEATURES.filter((feature) => feature !== "duration");
  const rows: number[] = [];
  for (let row = 0; row < columns.size; row += 1) {
    if (audible.some((feature) => !Number.isNaN(columns.numbers[feature][row]))) rows.push(row);
  }
  return rows;
}
