import { LIKED } from "../../../common/domain/spotify.ts";
import { fold } from "../../../common/domain/fold.ts";
import { matchesPlaylist, playlistId } from "../../../common/domain/playlist-ref.ts";
import { AppError } from "../../../common/errors.ts";
import { listedPlaylists, type ListedRow } from "../../library/spotify-playlists.ts";
import type { SpotifyDeps } from "../deps.ts";
import { LIKED_NAME, lookUp, refreshListing } from "./listing.ts";

/** Something that was asked for and cannot be synced, with the reason in words. */
export type Missing = { readonly reference: string; readonly reason: string };

export type Targets = { readonly rows: readonly ListedRow[]; readonly missing: readonly Missing[] };

/** The chosen playlists that can be read, as Spotify lists them now. */
export async function chosenTargets(deps: SpotifyDeps, signal: AbortSignal): Promise<Targets> {
  const rows = await refreshListing(deps, { likedTotal: false }, signal);
  return { rows: rows.filter((row) => row.chosen && row.unreadable === null), missing: [] };
}

/**
 * The playlists that names, URLs, URIs and ids mean. One that is not on the user's list is looked up by its id. Throws
 * AppError `not_found` where none of them is there.
 */
export async function namedTargets(
  deps: SpotifyDeps,
  references: readonly string[],
  signal: AbortSignal,
): Promise<Targets> {
  if (references.length === 0) return { rows: [], missing: [] };
  const { db } = deps.library;
  const wanted = references.map((reference) => ({ reference, id: idOf(reference) }));
  // A list costs a request for each 50 playlists; one that is known by its id costs one.
  const listed = wanted.some(({ id }) => id === null);
  if (listed) await refreshListing(deps, { likedTotal: false }, signal);
  const found = new Set<string>();
  const missing: Missing[] = [];
  for (const { reference, id } of wanted) {
    const known = listedPlaylists(db).filter((row) => matchesPlaylist(reference, row));
    const usable = known.filter((row) => row.unreadable === null);
    if (id !== null && !(listed && known.some((row) => row.externalId === id))) {
      const reason = await tryLookUp(deps, id, signal);
      if (reason === null) found.add(id);
      else missing.push({ reference, reason });
      continue;
    }
    // One that others own is asked for all the same: the person said so, and an old app may read it.
    const rows = usable.length > 0 ? usable : known;
    for (const row of rows) found.add(row.externalId);
    if (rows.length === 0) {
      missing.push({ reference, reason: "None of your playlists on Spotify has this name." });
    }
  }
  if (found.size === 0) {
    const [first] = missing;
    throw new AppError(
      "not_found",
      `“${first?.reference ?? ""}” was not found. ${first?.reason ?? ""} List your playlists to see their names and ids.`,
    );
  }
  return { rows: listedPlaylists(db).filter((row) => found.has(row.externalId)), missing };
}

function idOf(reference: string): string | null {
  const name = fold(reference);
  if (name === LIKED || name === fold(LIKED_NAME)) return LIKED;
  return playlistId(reference.trim());
}

/** Null, or why it is not there. */
async function tryLookUp(
  deps: SpotifyDeps,
  id: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    await lookUp(deps, id, signal);
    return null;
  } catch (error) {
    const isOfThisOne =
      error instanceof AppError && (error.code === "not_found" || error.code === "not_yours");
    if (!isOfThisOne) throw error;
    return error.message;
  }
}
