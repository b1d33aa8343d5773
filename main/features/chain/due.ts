import { setImmediate as breathe } from "node:timers/promises";
import type { Provider } from "../../../common/domain/coverage.ts";
import type { TrackColumns } from "../../library/columns.ts";
import { tracksToAsk, type GapRow } from "../../library/feature-gaps.ts";
import type { Library } from "../../library/library.ts";
import type { AskedTrack, FeatureProvider } from "./provider.ts";

/** After this, a service is asked again about what it did not know: services grow. */
const ASK_AGAIN_MS = 10 * 24 * 60 * 60 * 1000;
/** Tracks between two breaths: about 5 ms of work. */
const SLICE = 2000;

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
  for await (const slice of walkTracks(library, columns, provider.id)) {
    for (const { row, track, told, missedAt } of slice) {
      if (only && !only.has(track.id)) continue;
      if (track[provider.needs] === null || told) continue;
      if (!again && isFreshMiss(missedAt, now)) continue;
      if (lacks(columns, row, provider.gives)) due.push(track);
    }
  }
  return due;
}

type WalkedTrack = {
  /** In the columns. */
  readonly row: number;
  readonly track: AskedTrack;
  /** The provider has told something of it. */
  readonly told: boolean;
  readonly missedAt: string | null;
};

/** All tracks with what a provider said of them, slice by slice; breathes in between. */
export async function* walkTracks(
  library: Library,
  columns: TrackColumns,
  provider: Provider,
): AsyncGenerator<WalkedTrack[]> {
  for (let after = 0; ;) {
    const rows = tracksToAsk(library.db, provider, after, SLICE);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    yield rows.flatMap((told) => {
      // A track that came in since the columns were read is asked about the next time.
      const row = columns.rowOf(told.id);
      if (row < 0) return [];
      return { row, track: toAsked(told), told: told.told === 1, missedAt: told.missedAt };
    });
    await breathe();
  }
}

export function isFreshMiss(missedAt: string | null, now: number): boolean {
  return missedAt !== null && now - Date.parse(missedAt) < ASK_AGAIN_MS;
}

export function lacks(
  columns: TrackColumns,
  row: number,
  gives: FeatureProvider["gives"],
): boolean {
  return gives.some((field) => Number.isNaN(columns.numbers[field][row] ?? NaN));
}

const SPOTIFY_TRACK = /^spotify:track:([0-9A-Za-z]{22})$/;
const ISRC = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/** Services refuse a whole request for one id that is none: what cannot be one is not asked about. */
function toAsked({ id, uri, isrc }: GapRow): AskedTrack {
  const plain = isrc?.replaceAll("-", "").toUpperCase() ?? "";
  return {
    id,
    spotifyId: SPOTIFY_TRACK.exec(uri ?? "")?.[1] ?? null,
    isrc: ISRC.test(plain) ? plain : null,
  };
}
