import { LIKED, type RemotePlaylist } from "../../../common/domain/spotify.ts";
import {
  listedPlaylists,
  putListing,
  putUnlisted,
  type ListedRow,
  type NewListing,
} from "../../library/spotify-playlists.ts";
import type { ListedPlaylist } from "../api.ts";
import type { SpotifyDeps } from "../deps.ts";

/** The name that Spotify's own apps give it. */
export const LIKED_NAME = "Liked Songs";
const SPOTIFY_ITSELF = "spotify";

/** What the user's playlists are, as they were listed last. */
export function remotePlaylists({ library }: Pick<SpotifyDeps, "library">): RemotePlaylist[] {
  return listedPlaylists(library.db).map((row) => ({
    id: row.externalId,
    name: row.name,
    owner: row.ownerName,
    count: row.total,
    readable: row.unreadable === null,
    reason: reasonOf(row),
    chosen: row.chosen,
    ours: row.ours,
    syncedAt: row.syncedAt,
    changed: isChanged(row),
  }));
}

/** False where what we have is what Spotify has, as far as its list tells. */
export function isChanged(row: ListedRow): boolean {
  if (row.syncedAt === null) return true;
  if (row.externalId === LIKED) return row.total === null || row.total !== row.syncedTotal;
  return row.snapshotId === null || row.snapshotId !== row.syncedSnapshot;
}

/**
 * Asks Spotify for the user's playlists: one request for each 50, and with `likedTotal` one more for how many songs are
 * liked.
 */
export async function refreshListing(
  { library, api, account, ports }: SpotifyDeps,
  { likedTotal }: { readonly likedTotal: boolean },
  signal: AbortSignal,
): Promise<ListedRow[]> {
  const me = (await account()) ?? (await api.me(signal));
  const found = new Map<string, ListedPlaylist>();
  let asked = 0;
  let total = 0;
  do {
    const page = await api.myPlaylists(asked, signal);
    for (const playlist of page.items) found.set(playlist.id, playlist);
    total = page.total;
    asked += PAGE;
  } while (asked < total);
  const liked = likedTotal ? await countLiked({ api, ports }, signal) : null;
  const playlists = Array.from(found.values(), (playlist) => toListing(playlist, me.id));
  await library.write(() =>
    putListing(library.db, [likedListing(liked), ...playlists], {
      // Entries that Spotify left empty may come back: what is missing then is not gone.
      complete: found.size >= total,
      now: new Date().toISOString(),
    }),
  );
  return listedPlaylists(library.db);
}

/** A playlist by its id, whether it is on the user's list or not: one request. */
export async function lookUp(
  { library, api, account }: SpotifyDeps,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const listing =
    id === LIKED
      ? likedListing(null)
      : toListing(await api.playlist(id, signal), (await account())?.id ?? null);
  await library.write(() => putUnlisted(library.db, listing, new Date().toISOString()));
}

const PAGE = 50;

/** Null where Spotify does not say: the list of playlists is of use without it. */
async function countLiked(
  { api, ports }: Pick<SpotifyDeps, "api" | "ports">,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    return (await api.likedTracks({ start: 0, limit: 1 }, signal)).total;
  } catch (error) {
    signal.throwIfAborted();
    ports.log("warn", "How many songs are liked could not be asked.", error);
    return null;
  }
}

function likedListing(total: number | null): NewListing {
  return {
    externalId: LIKED,
    name: LIKED_NAME,
    ownerId: null,
    ownerName: null,
    collaborative: false,
    snapshotId: null,
    total,
    unreadable: null,
  };
}

function toListing(playlist: ListedPlaylist, me: string | null): NewListing {
  const { id, name, ownerId, ownerName, collaborative, snapshotId, total } = playlist;
  const readable = collaborative || me === null || ownerId === me;
  return {
    externalId: id,
    name,
    ownerId,
    ownerName,
    collaborative,
    snapshotId,
    total,
    unreadable: readable ? null : ownerId === SPOTIFY_ITSELF ? "of_spotify" : "of_others",
  };
}

function reasonOf({ unreadable, ownerName }: ListedRow): string | null {
  switch (unreadable) {
    case null:
      return null;
    case "of_spotify":
      return "Spotify made it, and lets no app read its own playlists. Copy its songs into a playlist of yours to sync them.";
    default:
      return `${ownerName === null ? "Somebody else" : `“${ownerName}”`} owns it, and Spotify lets an app read only playlists that are yours or that you edit together. Copy its songs into a playlist of yours to sync them.`;
  }
}
