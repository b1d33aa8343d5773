import type { Database } from "better-sqlite3";
import type { Settings } from "../../common/domain/settings.ts";
import type { TrackDetail } from "../../common/domain/track.ts";
import { hasData } from "../learning/classifier.ts";
import { trainingFeatures } from "../learning/training-features.ts";
import type { TrackColumns } from "../library/columns.ts";
import { readLabel } from "../library/labels.ts";
import { labelKind, weightOf } from "../training/evidence.ts";

/** What the next training learns from a track. */
export function counted(
  db: Database,
  columns: TrackColumns,
  settings: Settings,
  id: number,
): TrackDetail["counted"] {
  const row = columns.rowOf(id);
  if (row < 0) return null;
  const { mood, at, seen } = readLabel(db, id);
  const features = trainingFeatures(columns.featureMatrix([row]), settings);
  const weigh = (weight: number) => (hasData(features, 0) ? weight : 0);
  if (mood !== null && at !== null) {
    const kind = labelKind(columns, row);
    return { kind, mood, at, weight: weigh(weightOf(kind)) };
  }
  if (!seen) return null;
  return { kind: "seen", ...seen, weight: weigh(settings.learnFromSeen ? weightOf("seen") : 0) };
}
