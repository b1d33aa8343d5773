import { setImmediate as breathe } from "node:timers/promises";
import {
  gapReasonSchema,
  type Coverage,
  type GapReason,
  type Provider,
} from "../../../common/domain/coverage.ts";
import { FEATURE_NAMES, FEATURE_SOURCES, MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { TrackColumns } from "../../library/columns.ts";
import { countSources } from "../../library/coverage.ts";
import { countMisses, readProvider, tracksOfBrokenFiles } from "../../library/feature-gaps.ts";
import type { Library } from "../../library/library.ts";
import { isFreshMiss, lacks, walkTracks } from "./due.ts";
import type { FeatureProvider } from "./provider.ts";

/** The duration is no matter of services. */
const LOOKED_AT = MODEL_FEATURES.filter((name) => name !== "duration");

/** Which tracks have which fields from where, and why the rest have none. */
export async function coverage(
  library: Library,
  providers: readonly FeatureProvider[],
  settings: Settings,
): Promise<Coverage> {
  const columns = await library.columns();
  const { fields, told } = await countSources(library.db, columns);
  const known = await countKnown(columns);
  const { due, gaps } = await countDue(library, columns, known, providers, settings);
  const missed = countMisses(library.db);
  const complete = known.reduce((sum, count) => sum + (count === LOOKED_AT.length ? 1 : 0), 0);
  const none = known.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0);
  return {
    tracks: columns.size,
    complete,
    some: columns.size - complete - none,
    none,
    fields: [...FEATURE_NAMES, "lufs" as const].map((field) => {
      const by = FEATURE_SOURCES.flatMap((source) => {
        const tracks = fields.get(field)?.get(source) ?? 0;
        return tracks > 0 ? [{ source, tracks }] : [];
      });
      return { field, known: by.reduce((sum, { tracks }) => sum + tracks, 0), by };
    }),
    gaps,
    providers: providers.map(({ id, name }) => {
      const { state, until, problem } = readProvider(library.db, id);
      const rests = state === "resting" && until !== null && Date.parse(until) > Date.now();
      return {
        id,
        name,
        enabled: isEnabled(settings, id),
        state: state === "resting" && !rests ? ("ready" as const) : state,
        until: rests ? until : null,
        problem,
        known: told.get(id) ?? 0,
        missed: missed.get(id) ?? 0,
        due: due.get(id) ?? 0,
      };
    }),
  };
}

export function isEnabled(settings: Settings, id: Provider): boolean {
  return settings.featureProviders.some((one) => one.id === id && one.enabled);
}

/** How many fields of LOOKED_AT each row has. */
async function countKnown(columns: TrackColumns): Promise<Uint8Array> {
  const known = new Uint8Array(columns.size);
  for (const field of LOOKED_AT) {
    const values = columns.numbers[field];
    for (let row = 0; row < columns.size; row += 1) {
      if (!Number.isNaN(values[row] ?? NaN)) known[row] = (known[row] ?? 0) + 1;
    }
    await breathe();
  }
  return known;
}

/** Of a track that has nothing at all: what services could be asked, and were. */
const NOT_ASKED = 1;
const ASKED = 2;
const SWITCHED_OFF = 4;

/** Whom the next fetch would ask about how many tracks, and why tracks have nothing at all. */
async function countDue(
  library: Library,
  columns: TrackColumns,
  known: Uint8Array,
  providers: readonly FeatureProvider[],
  settings: Settings,
): Promise<{ due: Map<Provider, number>; gaps: Coverage["gaps"] }> {
  const now = Date.now();
  const due = new Map<Provider, number>();
  const seen = new Uint8Array(columns.size);
  const empty = known.includes(0);
  for (const { id, needs, gives } of providers) {
    const enabled = isEnabled(settings, id);
    if (!enabled && !empty) continue;
    let count = 0;
    for await (const slice of walkTracks(library, columns, id)) {
      for (const { row, track, told, missedAt } of slice) {
        if (track[needs] === null) continue;
        const asked = told || isFreshMiss(missedAt, now);
        if (enabled && !asked && lacks(columns, row, gives)) count += 1;
        const said = asked ? ASKED : enabled ? NOT_ASKED : SWITCHED_OFF;
        if (known[row] === 0) seen[row] = (seen[row] ?? 0) | said;
      }
    }
    due.set(id, count);
  }
  return { due, gaps: empty ? countGaps(library, columns, known, seen) : [] };
}

function countGaps(
  library: Library,
  columns: TrackColumns,
  known: Uint8Array,
  seen: Uint8Array,
): Coverage["gaps"] {
  const broken = tracksOfBrokenFiles(library.db);
  const counts = new Map<GapReason, number>();
  for (let row = 0; row < columns.size; row += 1) {
    if (known[row] !== 0) continue;
    const reason = reasonOf(seen[row] ?? 0, broken.has(columns.ids[row] ?? 0));
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return gapReasonSchema.options.flatMap((reason) => {
    const tracks = counts.get(reason) ?? 0;
    return tracks > 0 ? [{ reason, tracks }] : [];
  });
}

/** A reason that the user can act on comes before one that they cannot. */
function reasonOf(seen: number, broken: boolean): GapReason {
  if ((seen & NOT_ASKED) !== 0) return "not_asked";
  if (broken) return "broken_file";
  if ((seen & ASKED) !== 0) return "not_known";
  return (seen & SWITCHED_OFF) === 0 ? "no_id" : "not_asked";
}
