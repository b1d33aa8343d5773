import type { LabelDoctor } from "../../common/domain/learning.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { LABEL_SOURCES } from "../../common/domain/track.ts";
import type { Learning } from "../learning/client.ts";
import type { Running } from "../learning/evaluate.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import { keptDoubts } from "../library/kept-doubts.ts";
import type { Library } from "../library/library.ts";
import { trainInput } from "./input.ts";
import { named } from "./named.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** More doubts than that nobody reads in one go. */
const NAMED = 200;
/** With fewer labels a mood can neither be learnt nor checked in five folds. */
const SMALL_BELOW = 5;

/** What may be wrong with the labels of the library. */
export async function doctorLabels(
  { library, learning, settings }: Deps,
  running: Running,
): Promise<LabelDoctor> {
  const columns = await library.columns();
  const options = settings();
  const input = trainInput(library, columns, null, options);
  const { labelledRows, target, weights, groups, moods, seed } = input;
  const features = trainingFeatures(columns.featureMatrix(labelledRows), options);
  const found = await learning.doctor({ features, target, weights, groups, moods, seed }, running);
  const idOf = (index: number) => columns.ids[labelledRows[index] ?? 0] ?? 0;
  const moodOf = (index: number) => moods[index]?.id ?? 0;
  const keptMoods = keptDoubts(library.db);
  const isKept = (row: number) => keptMoods.get(idOf(row)) === moodOf(target[row] ?? 0);
  const allDoubts = found.doubts ?? [];
  const doubts = allDoubts.filter(({ row }) => !isKept(row));
  const first = doubts.slice(0, NAMED);
  const allGroups = disagreements(groups, target);
  const groupsInDoubt = allGroups.filter((rows) => !rows.every(isKept));
  const tracks = new Map(
    named(library, [...first.map(({ row }) => row), ...groupsInDoubt.flat()].map(idOf)).map(
      (track) => [track.id, track],
    ),
  );
  return {
    doubts: first.flatMap(({ row, probability, says, saysProbability }) => {
      const track = tracks.get(idOf(row));
      const by = LABEL_SOURCES[(columns.labelBy[labelledRows[row] ?? 0] ?? 0) - 1];
      if (!track || !by) return [];
      return [
        {
          ...track,
          mood: moodOf(target[row] ?? 0),
          by,
          probability,
          says: { mood: moodOf(says), probability: saysProbability },
        },
      ];
    }),
    doubted: doubts.length,
    kept: allDoubts.length - doubts.length + allGroups.length - groupsInDoubt.length,
    disagreements: groupsInDoubt.map((rows) =>
      rows.flatMap((row) => {
        const track = tracks.get(idOf(row));
        return track ? [{ ...track, mood: moodOf(target[row] ?? 0) }] : [];
      }),
    ),
    small: moods.flatMap(({ id }, index) => {
      const labels = target.reduce((count, mood) => count + (mood === index ? 1 : 0), 0);
      return labels < SMALL_BELOW ? [{ mood: id, labels }] : [];
    }),
    alike: found.alike.map(({ moods: [one, other], toldApart }) => ({
      moods: [moodOf(one), moodOf(other)],
      toldApart,
    })),
    note: noteOf(found, labelledRows.length),
  };
}

/** Labelled rows of one recording whose labels are not the same. */
function disagreements(groups: readonly string[], target: Int32Array): number[][] {
  const rowsOf = Map.groupBy(groups.keys(), (row) => groups[row] ?? "");
  return [...rowsOf.values()].filter((rows) => new Set(rows.map((row) => target[row])).size > 1);
}

function noteOf(
  { doubts, checked }: { readonly doubts: unknown; readonly checked: number },
  labels: number,
): string | null {
  if (doubts === null)
    return "Too few labels to check: at least two moods need two labelled songs with audio features each.";
  return checked < labels
    ? `Of ${labels} labels ${checked} were checked; the others lack audio features, or were too many for one round.`
    : null;
}
