import { shownSnapshot } from "../edits.ts";
import { idOf } from "../ids.ts";
import type { Entry, Playlist, SpotifyState, Track, User } from "../state.ts";

/*
 * The world's things as Spotify's answers show them: without what went in 2026 (popularity, previews, markets, the
 * profile's country, email and product), with what may be missing missing here and there.
 */

export function showProfile(state: SpotifyState, user: User): object {
  return {
    account_id: user.accountId,
    display_name: user.displayName,
    ...links(state, "user", user.id),
    images: [],
  };
}

/** Null where the catalog no longer has it. */
export function showTrack(state: SpotifyState, uri: string): object | null {
  const asked = state.tracks.get(uri);
  if (!asked) return null;
  const given = asked.relinkedTo === null ? asked : state.tracks.get(asked.relinkedTo);
  if (!given) return null;
  return {
    album: showAlbum(state, given),
    artists: showArtists(state, given.artists),
    disc_number: 1,
    duration_ms: given.durationMs,
    explicit: false,
    ...externalIds(given),
    ...links(state, "track", given.id),
    is_local: false,
    is_playable: given.playable,
    ...(given === asked ? {} : { linked_from: links(state, "track", asked.id) }),
    ...(given.restriction === null ? {} : { restrictions: { reason: given.restriction } }),
    name: given.name,
    track_number: 1,
  };
}

/** One place of a playlist. Without `episodes` in what the request can read, an episode looks like a track. */
export function showEntry(state: SpotifyState, entry: Entry, episodes: boolean): object {
  const { uri, addedAt, addedBy } = entry;
  return {
    added_at: addedAt,
    added_by: addedBy === null ? null : links(state, "user", addedBy),
    is_local: uri?.startsWith("spotify:local:") ?? false,
    item: uri === null ? null : showItem(state, uri, episodes),
  };
}

function showItem(state: SpotifyState, uri: string, episodes: boolean): object | null {
  if (uri.startsWith("spotify:local:")) return showLocal(uri);
  if (!uri.startsWith("spotify:episode:")) return showTrack(state, uri);
  const id = uri.slice("spotify:episode:".length);
  const name = `Episode ${id.slice(0, 4)}`;
  if (!episodes) {
    return {
      ...links(state, "episode", id),
      type: "track",
      name,
      artists: [],
      duration_ms: 1_800_000,
      is_local: false,
    };
  }
  return {
    audio_preview_url: null,
    description: "An episode of a podcast.",
    duration_ms: 1_800_000,
    explicit: false,
    ...links(state, "episode", id),
    images: [],
    is_externally_hosted: false,
    is_playable: true,
    languages: ["en"],
    name,
    release_date: "2026-01-01",
    release_date_precision: "day",
  };
}

/** `spotify:local:{artist}:{album}:{title}:{seconds}`: a file on the user's own machine has no id and no links. */
function showLocal(uri: string): object {
  const [artist = "", album = "", title = "", seconds = ""] = uri
    .slice("spotify:local:".length)
    .split(":")
    .map((part) => decodeURIComponent(part.replaceAll("+", " ")));
  return {
    album: {
      album_type: null,
      artists: [],
      external_urls: {},
      href: null,
      id: null,
      images: [],
      name: album,
      release_date: null,
      release_date_precision: null,
      type: "album",
      uri: null,
    },
    artists: [{ external_urls: {}, href: null, id: null, name: artist, type: "artist", uri: null }],
    disc_number: 0,
    duration_ms: Number(seconds) * 1000,
    explicit: false,
    external_ids: {},
    external_urls: {},
    href: null,
    id: null,
    is_local: true,
    name: title,
    track_number: 0,
    type: "track",
    uri,
  };
}

/** As in lists. Whose items one may not read is without `items`. */
export function showPlaylist(
  state: SpotifyState,
  playlist: Playlist,
  items: object | null,
): object {
  const owner = state.users.get(playlist.ownerId);
  return {
    collaborative: playlist.collaborative,
    description: playlist.description === null ? null : escaped(playlist.description),
    ...links(state, "playlist", playlist.id),
    images: [],
    name: playlist.name,
    owner: {
      ...links(state, "user", playlist.ownerId),
      display_name: owner?.displayName ?? null,
    },
    public: playlist.public,
    snapshot_id: shownSnapshot(state, playlist),
    ...(items === null ? {} : { items }),
  };
}

/** Names come as they were written, descriptions as HTML. */
function escaped(description: string): string {
  return description
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;")
    .replaceAll("/", "&#x2F;");
}

function showAlbum(state: SpotifyState, { album, artists, releaseDate }: Track): object {
  const precision = (["year", "month", "day"] as const)[releaseDate.split("-").length - 1];
  return {
    album_type: "album",
    artists: showArtists(state, artists),
    ...links(state, "album", idOf(`album ${album}`)),
    images: [{ url: `https://i.scdn.co/image/${idOf(album)}`, height: 300, width: 300 }],
    name: album,
    release_date: releaseDate,
    release_date_precision: precision,
    total_tracks: 10,
  };
}

function showArtists(state: SpotifyState, artists: readonly string[]): object[] {
  return artists.map((name) => ({ ...links(state, "artist", idOf(`artist ${name}`)), name }));
}

/** Of those without an ISRC some have an empty object and some none. */
function externalIds({ isrc, id }: Track): object {
  if (isrc !== null) return { external_ids: { isrc } };
  return id.charCodeAt(0) % 2 === 0 ? { external_ids: {} } : {};
}

function links(state: SpotifyState, type: string, id: string) {
  return {
    external_urls: { spotify: `https://open.spotify.com/${type}/${id}` },
    href: `${state.address}/v1/${type}s/${id}`,
    id,
    type,
    uri: `spotify:${type}:${id}`,
  };
}
