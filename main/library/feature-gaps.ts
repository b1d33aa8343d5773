import type { Database } from "better-sqlite3";
import type { Provider } from "../../common/domain/coverage.ts";
import { prepared } from "./prepared.ts";

export type ProviderRecord = {
  readonly state: "ready" | "resting" | "changed";
  readonly until: string | null;
  readonly problem: string | null;
  /** In a row, without an answer between. */
  readonly failures: number;
};

const FRESH: ProviderRecord = { state: "ready", until: null, problem: null, failures: 0 };

export function readProvider(db: Database, provider: Provider): ProviderRecord {
  const row = prepared(
    db,
    "SELECT state, until, problem, failures FROM feature_providers WHERE provider = ?",
  ).get(provider) as ProviderRecord | undefined;
  return row ?? FRESH;
}

export function keepProvider(db: Database, provider: Provider, record: ProviderRecord): void {
  prepared(
    db,
    "INSERT OR REPLACE INTO feature_providers (provider, state, until, problem, failures) VALUES (?, ?, ?, ?, ?)",
  ).run(provider, record.state, record.until, record.problem, record.failures);
}

export function forgetMisses(db: Database, provider: Provider, trackIds: readonly number[]): void {
  prepared(
    db,
    "DELETE FROM feature_misses WHERE provider = ? AND track_id IN (SELECT value FROM json_each(?))",
  ).run(provider, JSON.stringify(trackIds));
}

export function keepMisses(
  db: Database,
  provider: Provider,
  trackIds: readonly number[],
  at: string,
): void {
  prepared(
    db,
    `INSERT OR REPLACE INTO feature_misses (track_id, provider, at)
     SELECT value, ?, ? FROM json_each(?) WHERE value IN (SELECT id FROM tracks)`,
  ).run(provider, at, JSON.stringify(trackIds));
}

export type GapRow = {
  readonly id: number;
  readonly uri: string | null;
  readonly isrc: string | null;
  /** When the provider said that it does not know; null = it did not. */
  readonly missedAt: string | null;
  /** 1 = it has told something. */
  readonly told: 0 | 1;
};

/** What a provider could be asked about, in the order of ids, from behind `after`. */
export function tracksToAsk(
  db: Database,
  provider: Provider,
  after: number,
  limit: number,
): GapRow[] {
  return prepared(
    db,
    `SELECT t.id, t.uri, t.isrc, m.at AS missedAt, f.track_id IS NOT NULL AS told
     FROM tracks t
     LEFT JOIN feature_misses m ON m.track_id = t.id AND m.provider = ?
     LEFT JOIN features f ON f.track_id = t.id AND f.source = ?
     WHERE t.id > ? ORDER BY t.id LIMIT ?`,
  ).all(provider, provider, after, limit) as GapRow[];
}

/** How many tracks each provider does not know. */
export function countMisses(db: Database): Map<string, number> {
  const rows = prepared(db, "SELECT provider, count(*) FROM feature_misses GROUP BY provider")
    .raw()
    .all() as [string, number][];
  return new Map(rows);
}

/** Tracks whose sound file cannot be read. */
export function tracksOfBrokenFiles(db: Database): Set<number> {
  const ids = prepared(
    db,
    "SELECT track_id FROM sound_files WHERE problem IS NOT NULL AND track_id IS NOT NULL",
  )
    .pluck()
    .all() as number[];
  return new Set(ids);
}
