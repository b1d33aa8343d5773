import { setImmediate as breathe } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import {
  FEATURE_NAMES,
  FEATURE_SOURCES,
  type FeatureName,
  type FeatureSource,
} from "../../common/domain/features.ts";
import type { TrackColumns } from "./columns.ts";
import { FEATURE_COLUMNS } from "./features.ts";

/** Tracks between two breaths. */
const SLICE = 2000;

type SourceCounts = {
  /** For each field, how many tracks have it from which source: the one that the merged view takes. */
  readonly fields: ReadonlyMap<FeatureName | "lufs", ReadonlyMap<FeatureSource, number>>;
  /** How many tracks a source has told something of. */
  readonly told: ReadonlyMap<FeatureSource, number>;
};

type Row = [id: number, source: FeatureSource, lufs: number | null, ...cells: (number | null)[]];

/** Who knows what, over the whole library; breathes between slices. */
export async function countSources(db: Database, columns: TrackColumns): Promise<SourceCounts> {
  const rows = db
    .prepare(
      `SELECT track_id, source, lufs, ${FEATURE_COLUMNS} FROM features
       WHERE track_id > ? AND track_id <= ? ORDER BY track_id`,
    )
    .raw();
  const fields = new Map<FeatureName | "lufs", Map<FeatureSource, number>>();
  const told = new Map<FeatureSource, number>();
  const add = (counts: Map<FeatureSource, number>, source: FeatureSource) =>
    counts.set(source, (counts.get(source) ?? 0) + 1);
  const count = (field: FeatureName | "lufs", source: FeatureSource) => {
    let counts = fields.get(field);
    if (!counts) fields.set(field, (counts = new Map()));
    add(counts, source);
  };
  let after = 0;
  for (let row = 0; row < columns.size; row += SLICE) {
    const last = columns.ids[Math.min(columns.size, row + SLICE) - 1] ?? 0;
    for (const own of byTrack(rows.all(after, last) as Row[])) {
      for (const [, source] of own) add(told, source);
      FEATURE_NAMES.forEach((field, index) => {
        const from = own.find((cells) => cells[index + 3] != null);
        if (from) count(field, from[1]);
      });
      const measured = own.find((cells) => cells[2] !== null);
      if (measured) count("lufs", measured[1]);
    }
    after = last;
    await breathe();
  }
  return { fields, told };
}

/** The rows of each track, most trusted source first. */
function* byTrack(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length;) {
    let to = from + 1;
    while (to < rows.length && rows[to]?.[0] === rows[from]?.[0]) to += 1;
    const own = rows.slice(from, to);
    yield own.length === 1
      ? own
      : own.toSorted((a, b) => FEATURE_SOURCES.indexOf(a[1]) - FEATURE_SOURCES.indexOf(b[1]));
    from = to;
  }
}
