import type { CallInput } from "../../common/contract.ts";
import {
  EVIDENCE_KINDS,
  type EvidenceKind,
  type WeakKind,
} from "../../common/domain/evidence-kind.ts";
import type { EvidenceList, EvidenceSummary } from "../../common/domain/evidence.ts";
import type { LabelResult } from "../../common/domain/label.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { hasData } from "../learning/classifier.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import { listEvidence, markSeen, tracksWithEvidence } from "../library/evidence.ts";
import { decide, readLabel, type LabelState, type LabelStep } from "../library/labels.ts";
import type { Library } from "../library/library.ts";
import { listMoods } from "../library/moods.ts";
import { readTracks } from "../library/tracks.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { labelKind, seenRows, weightOf } from "../training/evidence.ts";

type Deps = {
  readonly library: Library;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly retrain: () => void;
};

/** What counts for the model beside the labels that were made one by one. */
export function evidenceHandlers(
  deps: Deps,
): Pick<Handlers, "evidence.seen" | "evidence.summary" | "evidence.list" | "evidence.remove"> {
  return {
    "evidence.seen": ({ marks }) => keepSeen(deps, marks),
    "evidence.summary": async () => summarise(await deps.library.columns(), deps.settings()),
    "evidence.list": (input) => list(deps.library, input),
    "evidence.remove": (input) => remove(deps, input),
  };
}

async function keepSeen(
  { library, events, settings }: Deps,
  marks: CallInput<"evidence.seen">["marks"],
): Promise<{ kept: number }> {
  if (!settings().learnFromSeen) return { kept: 0 };
  const columns = await library.columns();
  const at = new Date().toISOString();
  const kept = await library.write(() => {
    const moods = new Set(listMoods(library.db).map(({ id }) => id));
    const there = marks.filter(({ id, mood }) => {
      const row = columns.rowOf(id);
      return row >= 0 && columns.labelMood[row] === 0 && moods.has(mood);
    });
    return markSeen(library.db, there, at);
  });
  if (kept.length === 0) return { kept: 0 };
  await library.apply((now) => {
    for (const { id, mood } of kept) now.setSeen(id, mood);
  });
  // The correction that follows retrains and tells that tracks have changed.
  events.emit({ type: "changed", tables: ["labels"] });
  return { kept: kept.length };
}

function summarise(columns: TrackColumns, settings: Settings): EvidenceSummary {
  const rowsOf = new Map<EvidenceKind, number[]>(EVIDENCE_KINDS.map((kind) => [kind, []]));
  for (let row = 0; row < columns.size; row += 1) {
    if (columns.labelMood[row] !== 0) rowsOf.get(labelKind(columns, row))?.push(row);
  }
  rowsOf.set("seen", [...seenRows(columns)]);
  const learnable = (rows: readonly number[]) => {
    const features = trainingFeatures(columns.featureMatrix(rows), settings);
    return rows.filter((_, place) => hasData(features, place)).length;
  };
  return {
    learnFromSeen: settings.learnFromSeen,
    kinds: EVIDENCE_KINDS.map((kind) => {
      const rows = rowsOf.get(kind) ?? [];
      const counts = kind !== "seen" || settings.learnFromSeen;
      return {
        kind,
        count: rows.length,
        learnable: counts ? learnable(rows) : 0,
        weight: weightOf(kind),
      };
    }),
  };
}

function list({ db }: Library, { kind, after, limit }: CallInput<"evidence.list">): EvidenceList {
  const found = listEvidence(db, kind, after, limit);
  const tracks = new Map(
    readTracks(
      db,
      found.map(({ id }) => id),
    ).map((track) => [track.id, track]),
  );
  const last = found.length < limit ? undefined : found.at(-1);
  return {
    items: found.flatMap((item) => {
      const track = tracks.get(item.id);
      return track ? [{ ...item, title: track.title, artists: track.artists }] : [];
    }),
    next: last ? { at: last.at, id: last.id } : null,
  };
}

async function remove(
  { library, events, retrain }: Deps,
  { ids, kind }: CallInput<"evidence.remove">,
): Promise<LabelResult> {
  const { db } = library;
  const kinds: readonly WeakKind[] = kind ? [kind] : ["seen", "batch"];
  const at = new Date().toISOString();
  const columns = await library.columns();
  const result = await library.write(() => {
    const tracks = ids ?? kinds.flatMap((one) => tracksWithEvidence(db, one));
    const steps: LabelStep[] = [];
    for (const trackId of new Set(tracks)) {
      if (columns.rowOf(trackId) < 0) continue;
      const before = readLabel(db, trackId);
      const after = without(before, kinds);
      if (after) steps.push({ trackId, before, after });
    }
    return steps.length === 0 ? null : { steps, decision: decide(db, describe(steps), steps, at) };
  });
  if (!result) return { decision: null, changed: 0 };
  await library.apply((now) => {
    for (const { trackId, after } of result.steps) now.setState(trackId, after);
  });
  events.emit({ type: "changed", tables: ["tracks", "labels", "moods"] });
  retrain();
  return { decision: result.decision, changed: result.steps.length };
}

/** The state without weak evidence of these kinds, or null if there is none in it. */
function without(before: LabelState, kinds: readonly WeakKind[]): LabelState | null {
  const { also, seen, batch } = before;
  if (batch && kinds.includes("batch")) return { mood: null, source: null, at: null, also };
  if (seen && before.mood === null && kinds.includes("seen"))
    return { mood: null, source: null, at: null, also };
  return null;
}

function describe(steps: readonly LabelStep[]): string {
  const labels = steps.filter(({ before }) => before.mood !== null).length;
  const seen = steps.length - labels;
  const songs = (count: number) => (count === 1 ? "1 track" : `${count} tracks`);
  if (labels === 0) return `Stopped counting ${songs(seen)} seen and left`;
  if (seen === 0) return `Took back the label of ${songs(labels)} accepted in a batch`;
  return `Stopped counting ${songs(seen)} seen and left, took back the label of ${songs(labels)}`;
}
