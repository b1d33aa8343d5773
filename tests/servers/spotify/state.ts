import { createClock, type Clock } from "./clock.ts";

/** All that the stand-in knows; tests look at it, and change it where {@link Phone} has no word for it. */
export type SpotifyState = {
  readonly clock: Clock;
  readonly app: RegisteredApp;
  readonly rules: Rules;
  /** Who sits at the browser, and whose tokens are given. */
  person: User;
  readonly users: Map<string, User>;
  /** By URI. A playlist may name tracks that are not here: their items are null. */
  readonly tracks: Map<string, Track>;
  readonly playlists: Map<string, Playlist>;
  /** Where the stand-in listens, for the links in its answers. */
  address: string;
};

/** The app as its owner registered it in the dashboard. */
export type RegisteredApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: Set<string>;
  ownerPremium: boolean;
  /** Made before 2024-11-27 and extended: audio features, and playlists without a person. */
  old: boolean;
};

export type Rules = {
  /** What answers a refresh: a new refresh token (the old one ends), the same one, or none (the old one holds). */
  refreshToken: "new" | "same" | "none";
  accessTokenSeconds: number;
  /** How long a write over the API keeps its new snapshot id out of sight. */
  snapshotLagMs: number;
  /** Requests to the API in 24 hours, then QUOTA_EXCEEDED; null = as many as one likes. */
  dailyRequests: number | null;
  quotaRetryAfterSeconds: number;
  /** Requests to the API in 30 seconds, then 429 without a reason. */
  windowRequests: number | null;
};

export type User = {
  readonly id: string;
  readonly accountId: string;
  displayName: string | null;
  product: "premium" | "free";
  /** On the app's list of at most five users. */
  allowed: boolean;
  /** Newest first. */
  liked: Liked[];
  /** Ids in the order of their library, those of others that they follow too; null stands where Spotify answers null. */
  playlists: (string | null)[];
};

export type Liked = { readonly uri: string; readonly addedAt: string };

export type Track = {
  readonly uri: string;
  readonly id: string;
  name: string;
  artists: readonly string[];
  album: string;
  releaseDate: string;
  durationMs: number;
  isrc: string | null;
  playable: boolean;
  restriction: "market" | "product" | "explicit" | null;
  /** URI of the track that is given out in its place. */
  relinkedTo: string | null;
};

export type Playlist = {
  readonly id: string;
  readonly ownerId: string;
  name: string;
  description: string | null;
  public: boolean;
  collaborative: boolean;
  /** Ids of those beside the owner who may read and write it. */
  readonly collaborators: Set<string>;
  entries: Entry[];
  /** Oldest first; `seenFrom` is when GETs begin to show it, in milliseconds since 1970. */
  readonly snapshots: { readonly id: string; readonly seenFrom: number }[];
};

export type Entry = {
  /** `spotify:track:…`, `spotify:episode:…`, `spotify:local:…`; null = an item that is null. */
  readonly uri: string | null;
  readonly addedAt: string | null;
  readonly addedBy: string | null;
};

/** Two users and nothing else: the app's owner, who sits at the browser, and somebody whose playlists one can follow. */
export function createState(): SpotifyState {
  const person = user("nina", "Nina Hofer");
  const other = user("someone", "Someone Else");
  return {
    clock: createClock(),
    app: {
      clientId: "5fd1e0b2a4c84b0f9c6d2e7a8b3f4c1d",
      clientSecret: "c0ffee00c0ffee00c0ffee00c0ffee00",
      redirectUris: new Set(["http://127.0.0.1:8347/callback"]),
      ownerPremium: true,
      old: false,
    },
    rules: {
      refreshToken: "new",
      accessTokenSeconds: 3600,
      snapshotLagMs: 0,
      dailyRequests: null,
      quotaRetryAfterSeconds: 6 * 3600,
      windowRequests: null,
    },
    person,
    users: new Map([
      [person.id, person],
      [other.id, other],
    ]),
    tracks: new Map(),
    playlists: new Map(),
    address: "",
  };
}

function user(id: string, displayName: string): User {
  return {
    id,
    accountId: `account-${id}`,
    displayName,
    product: "premium",
    allowed: true,
    liked: [],
    playlists: [],
  };
}
