import { setImmediate as breathe } from "node:timers/promises";
import type { Coverage, GapReason, Provider } from "../../../common/domain/coverage.ts";
import {
  FEATURE_NAMES,
  FEATURE_SOURCES,
  type FeatureName,
} from "../../../common/domain/features.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { TrackColumns } from "../../library/columns.ts";
import { countSources } from "../../library/coverage.ts";
import {
  countAnswers,
  readProvider,
  tracksOfBrokenFiles,
  tracksToAsk,
} from "../../library/feature-gaps.ts";
import type { Library } from "../../library/library.ts";
import { dueTracks, isFreshMiss, toAsked } from "./due.ts";
import type { FeatureProvider } from "./provider.ts";

/** What the model looks at, but the duration. */
const LOOKED_AT: readonly FeatureName[] = [
  "danceability",
  "energy",
  "loudness",
  "speechiness",
  "acousticness",
  "instrumentalness",
  "liveness",
  "valence",
  "tempo",
];
const SLICE = 5000;

/** Which tracks have which fields from where, and why the rest have none. */
export async function coverage(
  library: Library,
  providers: readonly FeatureProvider[],
  settings: Settings,
): Promise<Coverage> {
  const columns = await library.columns();
  const sources = await countSources(library.db, columns);
  const { complete, none } = countWhole(columns);
  const enabled = providers.filter(({ id }) => isEnabled(settings, id));
  const gaps = await countGaps(library, columns, enabled);
  return {
    tracks: columns.size,
    complete,
    some: columns.size - complete - none,
    none,
    fields: [...FEATURE_NAMES, "lufs" as const].map((field) => {
      const by = FEATURE_SOURCES.flatMap((source) => {
        const tracks = sources.get(field)?.get(source) ?? 0;
        return tracks > 0 ? [{ source, tracks }] : [];
      });
      return { field, known: by.reduce((sum, { tracks }) => sum + tracks, 0), by };
    }),
    gaps: [...gaps].map(([reason, tracks]) => ({ reason, tracks })),
    providers: await Promise.all(
      providers.map(async (provider) => {
        const { state, until, problem } = readProvider(library.db, provider.id);
        const rests = state === "resting" && until !== null && Date.parse(until) > Date.now();
        const due = await dueTracks(library, provider, { again: false, only: null }, Date.now());
        return {
          id: provider.id,
          name: provider.name,
          enabled: isEnabled(settings, provider.id),
          state: state === "resting" && !rests ? ("ready" as const) : state,
          until: rests ? until : null,
          problem,
          ...countAnswers(library.db, provider.id),
          due: due.length,
        };
      }),
    ),
  };
}

export function isEnabled(settings: Settings, id: Provider): boolean {
  return settings.featureProviders.some((one) => one.id === id && one.enabled);
}

function countWhole(columns: TrackColumns): { complete: number; none: number } {
  let complete = 0;
  let none = 0;
  for (let row = 0; row < columns.size; row += 1) {
    const known = knownAt(columns, row);
    if (known === LOOKED_AT.length) complete += 1;
    if (known === 0) none += 1;
  }
  return { complete, none };
}

function knownAt(columns: TrackColumns, row: number): number {
  let known = 0;
  for (const field of LOOKED_AT) {
    if (!Number.isNaN(columns.numbers[field][row] ?? NaN)) known += 1;
  }
  return known;
}

/** Why tracks have nothing at all. A reason that the user can act on comes before one that they cannot. */
async function countGaps(
  library: Library,
  columns: TrackColumns,
  enabled: readonly FeatureProvider[],
): Promise<Map<GapReason, number>> {
  const broken = tracksOfBrokenFiles(library.db);
  const missed = new Map<number, number>();
  const askable = new Map<number, number>();
  const hasId = new Set<number>();
  const empty = new Set<number>();
  for (let row = 0; row < columns.size; row += 1) {
    if (knownAt(columns, row) === 0) empty.add(columns.ids[row] ?? 0);
  }
  const counts = new Map<GapReason, number>();
  if (empty.size === 0) return counts;
  const now = Date.now();
  const add = (map: Map<number, number>, id: number) => map.set(id, (map.get(id) ?? 0) + 1);
  // With no service switched on it still shows who could be asked at all.
  for (const provider of enabled.length > 0
    ? enabled
    : [{ id: "reccobeats", needs: "spotifyId" } as const]) {
    for (let after = 0; ;) {
      const rows = tracksToAsk(library.db, provider.id, after, SLICE);
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
      for (const row of rows) {
        if (!empty.has(row.id)) continue;
        const track = toAsked(row);
        if (track.spotifyId !== null || track.isrc !== null) hasId.add(row.id);
        if (track[provider.needs] === null) continue;
        add(askable, row.id);
        if (row.told === 1 || isFreshMiss(row.missedAt, now)) add(missed, row.id);
      }
      await breathe();
    }
  }
  for (const id of empty) {
    const reason = reasonOf({
      broken: broken.has(id),
      hasId: hasId.has(id),
      left: (askable.get(id) ?? 0) - (missed.get(id) ?? 0),
    });
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

function reasonOf({
  broken,
  hasId,
  left,
}: {
  readonly broken: boolean;
  readonly hasId: boolean;
  readonly left: number;
}): GapReason {
  if (left > 0) return "not_asked";
  if (broken) return "broken_file";
  return hasId ? "not_known" : "no_id";
}
