import { runInWorker } from "../../jobs/worker-job.ts";
import { keptPages } from "../../library/spotify-pages.ts";
import type { ListedRow } from "../../library/spotify-playlists.ts";
import {
  storePlaylist,
  type PlaylistJob,
  type StoreInput,
  type StoreResult,
} from "../../library/spotify-store.ts";
import { countPlaces, spotifyPlaylistId } from "../../library/places.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { SpotifyDeps } from "../deps.ts";
import type { Fetched } from "./fetching.ts";

/** More places than this would hold up the window: a thread of its own writes them. */
const HERE_AT_MOST = 200;

/**
 * Makes the fetched pages the playlist's content, in one transaction. Once it has begun it ends, whoever cancels: what
 * was fetched is not lost.
 */
export function store(
  { library, ports }: SpotifyDeps,
  row: ListedRow,
  fetched: Extract<Fetched, { state: "whole" | "part" }>,
): Promise<StoreResult> {
  const whole = fetched.state === "whole";
  const input: StoreInput = {
    externalId: row.externalId,
    name: row.name,
    oldAfter: whole ? fetched.oldAfter : null,
    whole: whole ? { snapshot: row.snapshotId, total: fetched.total } : null,
    full: whole && fetched.full,
    now: new Date().toISOString(),
  };
  if (size({ library }, row) <= HERE_AT_MOST) {
    return library.write(() => storePlaylist(library.db, input));
  }
  const job: PlaylistJob = { kind: "playlist", library: library.file, store: input };
  return library.exclusive(() => {
    // What fetching left in this connection's cache is of no use to the thread, which has a cache of its own.
    library.db.pragma("shrink_memory");
    return runInWorker<PlaylistJob, StoreResult>(ports.workers.importing, job, UNSTOPPED);
  });
}

const UNSTOPPED: CallContext = { signal: new AbortController().signal, report: () => undefined };

function size({ library: { db } }: Pick<SpotifyDeps, "library">, row: ListedRow): number {
  const known = spotifyPlaylistId(db, row.externalId);
  const old = known === null ? 0 : countPlaces(db, known);
  return old + (keptPages(db, row.externalId)?.count ?? 0);
}
