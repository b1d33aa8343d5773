import type { Discovery } from "../../common/domain/discovery.ts";
import type { Mood } from "../../common/domain/mood.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { rowsWithData } from "../learning/classifier.ts";
import type { Learning } from "../learning/client.ts";
import type { DiscoverOutput } from "../learning/discover/discover.ts";
import { takeRows } from "../learning/matrix.ts";
import { describeSplit } from "../learning/split.ts";
import { trainingFeatures, type TrainingFeatures } from "../learning/training-features.ts";
import type { Library } from "../library/library.ts";
import { unsureBelow } from "../library/models.ts";
import { listMoods } from "../library/moods.ts";
import { readTracks } from "../library/tracks.ts";
import type { CallContext, Handlers } from "../rpc/dispatch.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

const EXAMPLES = 5;

/** What else is in the library; nothing is changed. */
export function discoverHandlers(deps: Deps): Pick<Handlers, "learning.discover"> {
  return {
    "learning.discover": ({ seed }, context) =>
      deps.jobs.run(
        {
          kind: "cluster",
          title: "Looking for what else is in your library",
          outcome: outcomeOf,
          work: (running) => discoverTracks(deps, seed, running),
        },
        context,
      ),
  };
}

async function discoverTracks(
  { library, learning, settings }: Deps,
  seed: number,
  running: CallContext,
): Promise<Discovery> {
  const columns = await library.columns();
  const options = settings();
  const moods = listMoods(library.db);
  const all = trainingFeatures(columns.featureMatrix(), options);
  const rows = rowsWithData(all);
  const features =
    rows.length === all.rows ? all : trainingFeatures(columns.featureMatrix(rows), options);
  const numbers = new Map(moods.map(({ id }, number) => [id, number]));
  const found = await learning.discover(
    {
      features,
      mood: Int32Array.from(rows, (row) => numbers.get(columns.moodOf(row)) ?? -1),
      labelled: Uint8Array.from(rows, (row) => (columns.labelBy[row] === 0 ? 0 : 1)),
      confidence: Float32Array.from(rows, (row) => columns.confidence[row] ?? NaN),
      unsureBelow: unsureBelow(library.db, options),
      moods: moods.map(({ definition }) => definition),
      seed,
    },
    running,
  );
  const examples = (chosen: ArrayLike<number>) => {
    const ids = Array.from(
      { length: Math.min(EXAMPLES, chosen.length) },
      (_, index) => columns.ids[rows[chosen[index] ?? 0] ?? 0] ?? 0,
    );
    return readTracks(library.db, ids).map(({ id, title, artists }) => ({ id, title, artists }));
  };
  return {
    tracks: rows.length,
    sampled: found.sampled,
    counts: [...found.counts],
    groups: found.groups,
    reason: found.reason,
    because: becauseOf(found, rows.length),
    newMoods: found.newMoods.map((group) => ({
      name: group.words.slice(0, 2).join(", "),
      words: [...group.words],
      size: group.rows.length,
      unsettled: group.unsettled,
      definition: group.definition,
      examples: examples(group.rows),
    })),
    splits: found.splits.flatMap((split) => {
      const mood = moods[split.mood];
      return mood ? [splitOf(features, split, mood, examples)] : [];
    }),
  };
}

function splitOf(
  features: TrainingFeatures,
  split: DiscoverOutput["splits"][number],
  mood: Mood,
  examples: (rows: ArrayLike<number>) => Discovery["newMoods"][number]["examples"],
): Discovery["splits"][number] {
  const { silhouette, stability, between } = split;
  const groups = describeSplit(takeRows(features, split.rows), split, mood.name);
  return {
    mood: mood.id,
    silhouette,
    stability,
    between,
    groups: groups.map(({ name, definition, rows }) => ({
      name,
      size: rows.length,
      definition,
      examples: examples(rows.map((row) => split.rows[row] ?? 0)),
    })),
  };
}

function becauseOf({ reason, groups, counts }: DiscoverOutput, tracks: number): string {
  switch (reason) {
    case "stands-out": {
      const best = counts.find(({ k }) => k === groups);
      return `Your songs fall into ${groups} kinds best: two halves of your library find the same groups (${best?.stability.toFixed(2)} of 1), and of the numbers where they do, this one goes furthest beyond a library without groups.`;
    }
    case "too-few":
      return `${tracks === 1 ? "1 song has" : `${tracks} songs have`} audio features; to tell how many kinds there are takes at least 60.`;
    case "no-groups":
      return "No number stands out: your songs pass into each other without gaps, so any number of groups is as good as another.";
    case "not-stable":
      return "No number stands out: whatever the number, two halves of your library fall into different groups.";
    default:
      return reason satisfies never;
  }
}

function outcomeOf({ groups, newMoods, splits }: Discovery): string {
  const parts = [
    groups === null ? "No number of groups stands out" : `${groups} kinds of songs`,
    newMoods.length === 1 ? "1 possible new mood" : `${newMoods.length} possible new moods`,
    splits.length === 1 ? "1 mood that is two" : `${splits.length} moods that are two`,
  ];
  return `${parts.join("; ")}.`;
}
