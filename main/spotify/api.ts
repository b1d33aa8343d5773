import type { FeatureSet } from "../../common/domain/features.ts";
import type { Quota } from "../../common/domain/spotify.ts";

/** A page of a list. `total` is what Spotify says the whole list has. */
export type Page<Item> = {
  readonly items: readonly Item[];
  readonly total: number;
};

export type RemoteProfile = { readonly id: string; readonly name: string | null };

/** A playlist as a list names it. */
export type ListedPlaylist = {
  readonly id: string;
  readonly name: string;
  /** Holds the mark by which a playlist of ours is known again when the answer to its creation was lost. */
  readonly description: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly collaborative: boolean;
  readonly snapshotId: string | null;
  readonly total: number | null;
};

/** One place of a playlist or of Liked Songs, as tolerant decoding leaves it. */
export type RemoteItem =
  | { readonly kind: "missing"; readonly addedAt: string | null }
  | {
      readonly kind: "episode" | "local";
      readonly addedAt: string | null;
      readonly title: string | null;
      readonly uri: string | null;
    }
  | { readonly kind: "track"; readonly addedAt: string | null; readonly track: RemoteTrack };

export type RemoteTrack = {
  /** `spotify:track:…`; where Spotify relinked the track, the one that the playlist holds. */
  readonly uri: string;
  /** The URI that plays in its place; null = itself. */
  readonly linkedUri: string | null;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly releaseDate: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  /** Null = Spotify did not say. */
  readonly playable: boolean | null;
};

/**
 * Spotify as Undertone uses it: the calls of 2026 alone, one at a time, counted, retried and decoded tolerantly.
 * Every call throws AppError `signed_out`, `premium_needed`, `user_not_allowed`, `scope_missing`, `not_yours`,
 * `not_found`, `quota_exceeded`, `offline` or `unavailable`, and the signal's reason on abort.
 */
export type SpotifyApi = {
  readonly me: (signal: AbortSignal) => Promise<RemoteProfile>;
  /** The user's playlists, those that they follow too; null entries are left out, but counted in `total`. */
  readonly myPlaylists: (start: number, signal: AbortSignal) => Promise<Page<ListedPlaylist>>;
  readonly playlist: (id: string, signal: AbortSignal) => Promise<ListedPlaylist>;
  /** At most `limit` (≤ 50) items from `start`. `fields` is set to what is used. */
  readonly playlistItems: (
    id: string,
    page: { readonly start: number; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<Page<RemoteItem>>;
  /** Newest first. */
  readonly likedTracks: (
    page: { readonly start: number; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<Page<RemoteItem>>;
  readonly createPlaylist: (
    about: { readonly name: string; readonly description: string; readonly public: boolean },
    signal: AbortSignal,
  ) => Promise<{ readonly id: string; readonly snapshotId: string | null }>;
  /** Name, description or visibility of a playlist of ours. */
  readonly describePlaylist: (
    id: string,
    about: { readonly name?: string; readonly description?: string; readonly public?: boolean },
    signal: AbortSignal,
  ) => Promise<void>;
  /** At most 100 URIs; at the end where no position is given. A write whose answer was lost is not sent again: it throws `unavailable`, and the caller reads before it goes on. */
  readonly addItems: (
    id: string,
    uris: readonly string[],
    position: number | null,
    signal: AbortSignal,
  ) => Promise<WriteAnswer>;
  /** Everything becomes these at most 100 URIs. */
  readonly replaceItems: (
    id: string,
    uris: readonly string[],
    signal: AbortSignal,
  ) => Promise<WriteAnswer>;
  readonly moveItems: (
    id: string,
    move: { readonly start: number; readonly length: number; readonly before: number },
    signal: AbortSignal,
  ) => Promise<WriteAnswer>;
  /** Every copy of these at most 100 URIs. */
  readonly removeItems: (
    id: string,
    uris: readonly string[],
    signal: AbortSignal,
  ) => Promise<WriteAnswer>;
  /** Takes a playlist off the user's list; Spotify keeps it restorable for a while. */
  readonly unfollowPlaylist: (id: string, signal: AbortSignal) => Promise<void>;
  /** At most 100 ids. Spotify refuses apps that were made since 27 November 2024; unknown tracks are left out. */
  readonly audioFeatures: (
    ids: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly SpotifyFeatures[]>;
  readonly quota: () => Quota;
  /** Calls back when Spotify makes a request wait, so that a wait shows as one. Returns what stops listening. */
  readonly onWait: (listener: (wait: RequestWait) => void) => () => void;
};

export type RequestWait = { readonly seconds: number };

export type WriteAnswer = { readonly snapshotId: string | null };

/** Audio features of one track as Spotify tells them; `id` is Spotify's. */
export type SpotifyFeatures = { readonly id: string } & Partial<FeatureSet>;
