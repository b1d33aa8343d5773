import type { MoodDefinition, MoodSummary } from "../../common/domain/mood.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import type { Learning } from "../learning/client.ts";
import type { Library } from "../library/library.ts";
import {
  createMood,
  getMood,
  listMoods,
  removeMood,
  reorderMoods,
  updateMood,
} from "../library/moods.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { dropLabels, moveLabels, moveMood, moveSome } from "./move.ts";
import { splitGroups } from "./split.ts";

type Deps = {
  readonly library: Library;
  readonly events: Events;
  readonly learning: Learning;
  readonly settings: () => Settings;
  readonly retrain: () => void;
  /** Guesses anew with the moods that are left; never rejects. */
  readonly renew: () => Promise<void>;
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
      checkRanges(mood.definition);
      const created = await library.write(() => createMood(db, mood));
      return changed(deps, created);
    },
    async "moods.update"({ id, ...change }) {
      if (change.definition) checkRanges(change.definition);
      const { before, after } = await library.write(() => ({
        before: getMood(db, id),
        after: updateMood(db, id, change),
      }));
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
        const count = moveLabels(db, id, into);
        removeMood(db, id);
        return count;
      });
      moveMood(await library.columns(), id, into);
      return left(deps, { relabelled });
    },
    async "moods.proposeSplit"({ id }, context) {
      return { groups: await splitGroups(deps, getMood(db, id), context) };
    },
    async "moods.split"({ id, name, definition, tracks }) {
      checkRanges(definition);
      const mood = await library.write(() => {
        getMood(db, id);
        const created = createMood(db, { name, definition });
        moveSome(db, id, created.id, tracks);
        return created;
      });
      moveMood(await library.columns(), id, mood.id, new Set(tracks));
      return changed(deps, mood);
    },
    async "moods.remove"({ id }) {
      const unlabelled = await library.write(() => {
        const count = dropLabels(db, id);
        removeMood(db, id);
        return count;
      });
      moveMood(await library.columns(), id, null);
      return left(deps, { unlabelled });
    },
  };
}

/** Moods with their counts; one pass over the columns. */
async function summaries(library: Library): Promise<MoodSummary[]> {
  const columns = await library.columns();
  const counts = new Map<number, { count: number; labelled: number }>();
  for (let row = 0; row < columns.size; row += 1) {
    const mood = columns.moodOf(row);
    let entry = counts.get(mood);
    if (!entry) counts.set(mood, (entry = { count: 0, labelled: 0 }));
    entry.count += 1;
    if (columns.labelBy[row] !== 0) entry.labelled += 1;
  }
  return listMoods(library.db).map((mood) =>
    Object.assign(mood, counts.get(mood.id) ?? { count: 0, labelled: 0 }),
  );
}

function changed<Value>(deps: Deps, value: Value, relearn = true): Value {
  deps.events.emit({ type: "changed", tables: ["moods", "tracks", "labels"] });
  if (relearn) deps.retrain();
  return value;
}

/** After a mood is gone: its tracks are guessed anew at once, and learnt anew when it is time. */
function left<Value>(deps: Deps, value: Value): Value {
  void deps.renew();
  return changed(deps, value);
}

function checkRanges(definition: MoodDefinition): void {
  for (const [feature, { low, high }] of Object.entries(definition)) {
    if (low !== null && high !== null && low > high) {
      throw new AppError(
        "bad_input",
        `The range of ${feature} starts at ${low}, above its end at ${high}. Swap the two.`,
        { path: `definition.${feature}` },
      );
    }
  }
}
