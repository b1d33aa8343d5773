import { LIKED, type SyncedPlaylist, type SyncReport } from "../../../common/domain/spotify.ts";
import { AppError } from "../../../common/errors.ts";
import { placeMarks, spotifyPlaylistId, type PlaceMarks } from "../../library/places.ts";
import { dropPages, keptPages } from "../../library/spotify-pages.ts";
import { confirmSynced, type ListedRow } from "../../library/spotify-playlists.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { SpotifyDeps } from "../deps.ts";
import { Counter } from "./counter.ts";
import { fetchLiked } from "./fetch-liked.ts";
import { fetchPlaylist } from "./fetch-playlist.ts";
import type { Fetched, Fetching } from "./fetching.ts";
import { isChanged } from "./listing.ts";
import { store } from "./store.ts";
import { chosenTargets, namedTargets, type Targets } from "./targets.ts";

export type SyncInput = {
  readonly playlists?: readonly string[] | undefined;
  readonly full: boolean;
  readonly maxTracks: number | null;
};

/** Liked Songs are read whole that often at least: what was taken out further down is found sooner by the total. */
const FULL_EVERY_MS = 7 * 24 * 3600 * 1000;
/** Lists in the window show what came in so often while a long sync is under way. */
const SHOW_EVERY_MS = 5000;

type Running = Fetching & { readonly counter: Counter; readonly full: boolean };

/** What became of one playlist, and what that means for those behind it. */
type Outcome = {
  readonly playlist: SyncedPlaylist;
  readonly stopped: SyncReport["stopped"];
};

/**
 * Brings the user's playlists into the library. One that fails is left, with the reason; the quota, the network and
 * `maxTracks` stop the sync, and the next one goes on from there. Throws AppError where Spotify lets us do nothing at
 * all (`signed_out` …), and the signal's reason on abort; what was fetched by then is kept.
 */
export async function sync(
  deps: SpotifyDeps,
  input: SyncInput,
  context: CallContext,
): Promise<SyncReport> {
  const counter = new Counter(deps);
  const running: Running = {
    deps: { ...deps, api: counter.api },
    context,
    budget: { left: budgetOf(deps, input) },
    counter,
    full: input.full,
  };
  context.report({ stage: "Asking Spotify for your playlists", done: 0, total: null });
  const playlists: SyncedPlaylist[] = [];
  let stopped: SyncReport["stopped"] = null;
  try {
    const { rows, missing } = await targets(running.deps, input, context.signal);
    playlists.push(...missing.map(({ reference, reason }) => leftOut(reference, reason)));
    for (const row of rows) {
      const outcome = await syncOne(running, row);
      playlists.push(outcome.playlist);
      stopped = outcome.stopped;
      if (stopped) break;
      await counter.show(SHOW_EVERY_MS);
    }
  } catch (error) {
    stopped = whyStopped(deps, error);
    if (!stopped || context.signal.aborted) throw error;
  } finally {
    await counter.show(0);
  }
  return { ...counter.counts(), playlists, requests: counter.requests(), stopped };
}

function targets(deps: SpotifyDeps, input: SyncInput, signal: AbortSignal): Promise<Targets> {
  return input.playlists === undefined
    ? chosenTargets(deps, signal)
    : namedTargets(deps, input.playlists, signal);
}

function budgetOf({ ports }: SpotifyDeps, { maxTracks }: SyncInput): number {
  return maxTracks ?? ports.settings.get().maxTracks ?? Infinity;
}

async function syncOne(running: Running, row: ListedRow): Promise<Outcome> {
  const { deps, context } = running;
  // The newest page of Liked Songs is always asked for: a song added and another taken out keep the total.
  if (row.externalId !== LIKED && !running.full && !isChanged(row)) {
    return { playlist: unchanged(deps, row), stopped: null };
  }
  try {
    const fetched = await fetchChecked(running, row);
    if (fetched.state === "same") {
      await deps.library.write(() => confirmSynced(deps.library.db, row.externalId, fetched.total));
      return { playlist: unchanged(deps, row), stopped: null };
    }
    if (fetched.state === "whole")
      return { playlist: await put(running, row, fetched), stopped: null };
    const stopped = {
      reason: "limit",
      message: "As many songs as you allow at a time have come in. Sync again to go on.",
      until: null,
    } as const;
    return { playlist: await putPart(running, row, stopped.message), stopped };
  } catch (error) {
    context.signal.throwIfAborted();
    const stopped = whyStopped(deps, error);
    const reason = stopped?.message ?? reasonOf(deps, row, error);
    return { playlist: await putPart(running, row, reason), stopped };
  }
}

/** Once more from the start where the answers contradict each other; then AppError `unavailable`. */
async function fetchChecked(
  running: Running,
  row: ListedRow,
): Promise<Exclude<Fetched, { state: "mismatch" }>> {
  const { db } = running.deps.library;
  const first = await fetchOnce(running, row);
  if (first.state !== "mismatch") return first;
  await running.deps.library.write(() => dropPages(db, row.externalId));
  const second = await fetchOnce(running, row);
  if (second.state !== "mismatch") return second;
  await running.deps.library.write(() => dropPages(db, row.externalId));
  throw new AppError(
    "unavailable",
    `Spotify says that “${row.name}” has ${second.total} items, but gave ${second.counted}; what was synced before was kept. Sync again later.`,
  );
}

function fetchOnce(running: Running, row: ListedRow): Promise<Fetched> {
  if (row.externalId !== LIKED) return fetchPlaylist(running, row);
  const since = row.fullAt === null ? Infinity : Date.now() - Date.parse(row.fullAt);
  return fetchLiked(running, row, running.full || since > FULL_EVERY_MS);
}

async function put(
  { deps, counter }: Running,
  row: ListedRow,
  fetched: Extract<Fetched, { state: "whole" | "part" }>,
): Promise<SyncedPlaylist> {
  const result = await store(deps, row, fetched);
  counter.add(result);
  const { added, removed, marks } = result;
  return { ...named(row), state: "synced", added, removed, reason: null, marks };
}

/** The beginning of a playlist that was never here whole is better than nothing; else what was here stays. */
async function putPart(running: Running, row: ListedRow, reason: string): Promise<SyncedPlaylist> {
  const { db } = running.deps.library;
  const some = row.syncedAt === null && (keptPages(db, row.externalId)?.count ?? 0) > 0;
  const base = some
    ? await put(running, row, { state: "part" })
    : { ...unchanged(running.deps, row), added: 0, removed: 0 };
  return { ...base, state: "left", reason };
}

function unchanged({ library: { db } }: SpotifyDeps, row: ListedRow): SyncedPlaylist {
  const known = spotifyPlaylistId(db, row.externalId);
  const marks = known === null ? NO_MARKS : placeMarks(db, known);
  return { ...named(row), state: "unchanged", added: 0, removed: 0, reason: null, marks };
}

function leftOut(reference: string, reason: string): SyncedPlaylist {
  const none = { added: 0, removed: 0, marks: NO_MARKS };
  return { id: reference, name: reference, state: "left", ...none, reason };
}

function named(row: ListedRow): Pick<SyncedPlaylist, "id" | "name"> {
  return { id: row.externalId, name: row.name };
}

/** Why nothing more can be asked now; null = it is about this playlist alone. Throws what no playlist will survive. */
function whyStopped({ api }: SpotifyDeps, error: unknown): SyncReport["stopped"] {
  if (!(error instanceof AppError)) return null;
  switch (error.code) {
    case "quota_exceeded":
      return { reason: "quota", message: error.message, until: api.quota().blockedUntil };
    case "offline":
      return { reason: "offline", message: error.message, until: null };
    default:
      return null;
  }
}

/** Throws the error where it is about the account: all other playlists would fail alike. */
function reasonOf({ ports }: SpotifyDeps, row: ListedRow, error: unknown): string {
  if (!(error instanceof AppError)) {
    ports.log("error", "A playlist could not be synced.", error);
    return "Its content could not be stored. The log in the data folder has the details.";
  }
  switch (error.code) {
    case "signed_out":
    case "premium_needed":
      throw error;
    case "user_not_allowed":
      // Spotify says this of single songs' owners too; of Liked Songs nobody but the user is one.
      if (row.externalId === LIKED) throw error;
      return error.message;
    default:
      return error.message;
  }
}

const NO_MARKS: PlaceMarks = {
  missing: 0,
  episodes: 0,
  local: 0,
  unavailable: 0,
  relinked: 0,
  twice: 0,
};
