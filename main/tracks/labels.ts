import type { LabelChange, LabelResult } from "../../common/domain/label.ts";
import type { Settings } from "../../common/domain/settings.ts";
import {
  decide,
  listDecisions,
  nextRedo,
  nextUndo,
  readLabel,
  replay,
  type LabelState,
  type LabelStep,
} from "../library/labels.ts";
import type { Library } from "../library/library.ts";
import { unsureBelow } from "../library/models.ts";
import { getMood } from "../library/moods.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";

type Deps = {
  readonly library: Library;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly retrain: () => void;
};

export function labelHandlers(
  deps: Deps,
): Pick<Handlers, "labels.change" | "labels.undo" | "labels.redo" | "labels.history"> {
  const { library } = deps;
  return {
    "labels.change": (change) => changeLabels(deps, change),
    "labels.undo": () => step(deps, "undo"),
    "labels.redo": () => step(deps, "redo"),
    "labels.history": ({ limit }) => ({
      decisions: listDecisions(library.db, limit),
      canUndo: nextUndo(library.db) !== null,
      canRedo: nextRedo(library.db) !== null,
    }),
  };
}

async function changeLabels(deps: Deps, change: LabelChange): Promise<LabelResult> {
  const { library } = deps;
  const result = await library.exclusive(async () => {
    if ("mood" in change) getMood(library.db, change.mood);
    const ids = await library.targetIds(change.target, unsureBelow(library.db, deps.settings()));
    const columns = await library.columns();
    const at = new Date().toISOString();
    const work = library.db.transaction(() => {
      const steps: LabelStep[] = [];
      const targets = new Set(ids);
      for (const trackId of targets) {
        if (columns.rowOf(trackId) < 0) continue;
        const before = readLabel(library.db, trackId);
        const guess = columns.moodOf(columns.rowOf(trackId));
        const after = applyChange(before, change, at, { guess, alone: targets.size === 1 });
        if (after) steps.push({ trackId, before, after });
      }
      if (steps.length === 0) return null;
      const what = describe(deps, change, steps.length);
      return { steps, decision: decide(library.db, what, steps, at) };
    });
    return work.immediate();
  });
  if (!result) return { decision: null, changed: 0 };
  await refresh(deps, new Map(result.steps.map(({ trackId, after }) => [trackId, after])));
  return { decision: result.decision, changed: result.steps.length };
}

/** The state after a change, or null if it would be the same. */
function applyChange(
  before: LabelState,
  change: LabelChange,
  at: string,
  { guess, alone }: { readonly guess: number; readonly alone: boolean },
): LabelState | null {
  switch (change.kind) {
    case "set":
      return setMood(before, change.mood, at, alone);
    case "accept": {
      if (guess === 0) return null;
      const after = setMood(before, guess, at, alone);
      // Many guesses accepted at once were hardly all listened to. What a file or a playlist said too is not a guess.
      return after && !alone && before.mood === null ? { ...after, batch: true } : after;
    }
    case "clear":
      return before.mood === null && before.also.length === 0
        ? null
        : { mood: null, source: null, at: null, also: [] };
    case "also":
      return before.mood === change.mood || before.also.includes(change.mood)
        ? null
        : { ...before, also: [...before.also, change.mood] };
    case "notAlso":
      return before.also.includes(change.mood)
        ? { ...before, also: before.also.filter((mood) => mood !== change.mood) }
        : null;
  }
}

/** A label that was accepted in a batch becomes the user's own word when they say it of that track alone. */
function setMood(before: LabelState, mood: number, at: string, alone: boolean): LabelState | null {
  const isSaid = before.mood === mood && before.source === "user";
  if (isSaid && !(alone && before.batch)) return null;
  return { mood, source: "user", at, also: before.also.filter((other) => other !== mood) };
}

function describe({ library }: Deps, change: LabelChange, count: number): string {
  const tracks = count === 1 ? "1 track" : `${count} tracks`;
  const mood = "mood" in change ? getMood(library.db, change.mood).name : "";
  switch (change.kind) {
    case "set":
      return `Set ${tracks} to ${mood}`;
    case "also":
      return `Added ${mood} to ${tracks}`;
    case "notAlso":
      return `Took ${mood} from ${tracks}`;
    case "accept":
      return `Accepted the mood of ${tracks}`;
    case "clear":
      return `Cleared the label of ${tracks}`;
  }
}

async function step(deps: Deps, direction: "undo" | "redo"): Promise<LabelResult> {
  const { library } = deps;
  const result = await library.write(() => {
    const decision = direction === "undo" ? nextUndo(library.db) : nextRedo(library.db);
    return decision && { decision, states: replay(library.db, decision, direction) };
  });
  if (!result) return { decision: null, changed: 0 };
  await refresh(deps, result.states);
  return {
    decision: { ...result.decision, undone: direction === "undo" },
    changed: result.states.size,
  };
}

async function refresh(deps: Deps, states: ReadonlyMap<number, LabelState>): Promise<void> {
  await deps.library.apply((columns) => {
    for (const [id, state] of states) columns.setState(id, state);
  });
  deps.events.emit({ type: "changed", tables: ["tracks", "labels", "moods"] });
  deps.retrain();
}
