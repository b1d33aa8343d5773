import { fold } from "./fold.ts";

const SPOTIFY_ID = /^[0-9A-Za-z]{22}$/;

/** True if `reference` (a name, or a Spotify URL, URI or id) means this playlist. */
export function matchesPlaylist(
  reference: string,
  playlist: { readonly name: string; readonly externalId: string | null },
): boolean {
  const wanted = reference.trim();
  const id = playlistId(wanted);
  if (id !== null && playlist.externalId !== null && playlistId(playlist.externalId) === id)
    return true;
  return fold(wanted) === fold(playlist.name);
}

/** The id in a playlist's URL (`open.spotify.com/intl-de/playlist/…?si=…`), URI or bare id; null if it is none. */
export function playlistId(text: string): string | null {
  const found =
    /(?:^spotify:(?:user:[^:]+:)?playlist:|open\.spotify\.com\/(?:[\w-]+\/)*playlist\/)([0-9A-Za-z]{22})/.exec(
      text,
    );
  return found?.[1] ?? (SPOTIFY_ID.test(text) ? text : null);
}
