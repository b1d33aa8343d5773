import { setImmediate as breathe } from "node:timers/promises";
import type { TrackColumns } from "../../library/columns.ts";
import { tracksToAsk, type GapRow } from "../../library/feature-gaps.ts";
import type { Library } from "../../library/library.ts";
import type { AskedTrack, FeatureProvider } from "./provider.ts";

/** After this, a service is asked again about what it did not know: services grow. */
const ASK_AGAIN_MS = 10 * 24 * 60 * 60 * 1000;
const SLICE = 5000;

export type DueOptions = {
  /** Also what it did not know a short while ago. */
  readonly again: boolean;
  /** These tracks alone; null = all. */
  readonly only: ReadonlySet<number> | null;
};

/**
 * The tracks that a provider could tell something new of: they lack a field that it gives, have the id that it wants,
 * and it has not been asked of late.
 */
export async function dueTracks(
  library: Library,
  provider: Pick<FeatureProvider, "id" | "gives" | "needs">,
  { again, only }: DueOptions,
  now: number,
): Promise<AskedTrack[]> {
  const columns = await library.columns();
  const due: AskedTrack[] = [];
  for (let after = 0; ;) {
    const rows = tracksToAsk(library.db, provider.id, after, SLICE);
    const last = rows.at(-1);
    if (!last) return due;
    after = last.id;
    for (const row of rows) {
      if (only && !only.has(row.id)) continue;
      const track = toAsked(row);
      if (track[provider.needs] === null || row.told === 1) continue;
      if (!again && isFreshMiss(row.missedAt, now)) continue;
      if (lacks(columns, row.id, provider.gives)) due.push(track);
    }
    await breathe();
  }
}

export function isFreshMiss(missedAt: string | null, now: number): boolean {
  return missedAt !== null && now - Date.parse(missedAt) < ASK_AGAIN_MS;
}

export function toAsked({ id, uri, isrc }: GapRow): AskedTrack {
  return { id, spotifyId: /^spotify:track:([0-9A-Za-z]+)$/.exec(uri ?? "")?.[1] ?? null, isrc };
}

function lacks(columns: TrackColumns, id: number, gives: FeatureProvider["gives"]): boolean {
  const row = columns.rowOf(id);
  return row >= 0 && gives.some((field) => Number.isNaN(columns.numbers[field][row] ?? NaN));
}
