import type { LabelChange, LabelResult } from "../../common/domain/label.ts";
import type { Settings } from "../../common/domain/settings.ts";
import type { TrackColumns } from "../library/columns.ts";
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
  if ("mood" in change) getMood(library.db, change.mood);
  const ids = await library.targetIds(change.target, deps.settings().unsureBelow);
  const columns = await library.columns();
  const decision = await library.write(() => {
    const at = new Date().toISOString();
    const steps: LabelStep[] = [];
    for (const trackId of new Set(ids)) {
      if (columns.rowOf(trackId) < 0) continue;
      const before = readLabel(library.db, trackId);
      const after = applyChange(before, change, at, columns, trackId);
      if (after) steps.push({ trackId, before, after });
    }
    return steps.length === 0
      ? null
      : decide(library.db, describe(deps, change, steps.length), steps, at);
  });
  if (!decision) return { decision: null, changed: 0 };
  refresh(deps, columns, ids);
  return { decision, changed: decision.tracks };
}

/** The state after a change, or null if it would be the same. */
function applyChange(
  before: LabelState,
  change: LabelChange,
  at: string,
  columns: TrackColumns,
  trackId: number,
): LabelState | null {
  switch (change.kind) {
    case "set":
      return setMood(before, change.mood, at);
    case "accept": {
      const guess = columns.moodOf(columns.rowOf(trackId));
      return guess === 0 ? null : setMood(before, guess, at);
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

function setMood(before: LabelState, mood: number, at: string): LabelState | null {
  if (before.mood === mood && before.source === "user") return null;
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
    return decision && { decision, ids: replay(library.db, decision, direction) };
  });
  if (!result) return { decision: null, changed: 0 };
  refresh(deps, await library.columns(), result.ids);
  return {
    decision: { ...result.decision, undone: direction === "undo" },
    changed: result.ids.length,
  };
}

function refresh(deps: Deps, columns: TrackColumns, ids: readonly number[]): void {
  for (const id of ids) {
    const { mood, source } = readLabel(deps.library.db, id);
    columns.setLabel(id, mood, source);
  }
  deps.events.emit({ type: "changed", tables: ["tracks", "labels", "moods"] });
  deps.retrain();
}
