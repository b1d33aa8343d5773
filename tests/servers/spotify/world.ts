import { createRandom } from "../../../main/learning/random.ts";
import { timestamp } from "./clock.ts";
import { touch } from "./edits.ts";
import { idOf } from "./ids.ts";
import type { Playlist, SpotifyState, Track, User } from "./state.ts";

/** Puts things into the world that were there before the test began. */
export type World = {
  readonly user: (id: string, about?: Partial<Omit<User, "id">>) => User;
  /** One of the catalog; what is not given is made up. */
  readonly track: (about?: Partial<Omit<Track, "uri">>) => Track;
  readonly tracks: (count: number) => Track[];
  /** Of the person at the browser, unless `ownerId` is given; on their list, unless `followed` is false. */
  readonly playlist: (about?: NewPlaylist) => Playlist;
  /** Saves these as Liked Songs of the person, the first one newest. */
  readonly liked: (uris: readonly string[]) => void;
  /** So many liked songs and playlists of so many tracks: the same ones for the same seed. */
  readonly grow: (size: WorldSize) => void;
};

export type NewPlaylist = {
  readonly name?: string;
  readonly description?: string | null;
  readonly ownerId?: string;
  readonly public?: boolean;
  readonly collaborative?: boolean;
  readonly collaborators?: readonly string[];
  readonly followed?: boolean;
  readonly uris?: readonly (string | null)[];
};

export type WorldSize = {
  readonly liked?: number;
  readonly playlists?: number;
  readonly perPlaylist?: number;
  readonly seed?: number;
};

const WORDS =
  "amber river glass paper north slow copper field quiet engine salt window orchard signal velvet stone".split(
    " ",
  );
const START = Date.UTC(2021, 0, 1);
const MINUTE = 60_000;

export function createWorld(state: SpotifyState): World {
  let made = 0;
  let random = createRandom(1);
  const word = () => WORDS[Math.floor(random() * WORDS.length)] ?? "";

  const world: World = {
    user(id, about = {}) {
      const user: User = {
        id,
        accountId: `account-${id}`,
        displayName: id,
        product: "premium",
        allowed: true,
        liked: [],
        playlists: [],
        ...about,
      };
      state.users.set(id, user);
      return user;
    },
    track(about = {}) {
      made += 1;
      const id = about.id ?? idOf(`track ${made}`);
      const track: Track = {
        id,
        uri: `spotify:track:${id}`,
        name: `${word()} ${word()} ${made}`,
        artists: [`The ${word()} ${word()}s`],
        album: `${word()} ${made % 997}`,
        releaseDate: String(1970 + (made % 55)),
        durationMs: 120_000 + Math.floor(random() * 200_000),
        // One in eleven has none, as some of Spotify's have not.
        isrc: made % 11 === 0 ? null : `ATUND${String(made).padStart(7, "0")}`,
        playable: true,
        restriction: null,
        relinkedTo: null,
        ...about,
      };
      state.tracks.set(track.uri, track);
      return track;
    },
    tracks: (count) => Array.from({ length: count }, () => world.track()),
    playlist(about = {}) {
      made += 1;
      const ownerId = about.ownerId ?? state.person.id;
      const playlist: Playlist = {
        id: idOf(`playlist ${made}`),
        ownerId,
        name: about.name ?? `${word()} ${made}`,
        description: about.description ?? null,
        public: about.public ?? false,
        collaborative: about.collaborative ?? false,
        collaborators: new Set(about.collaborators),
        entries: (about.uris ?? []).map((uri, at) => ({
          uri,
          addedAt: timestamp(START + at * MINUTE),
          addedBy: ownerId,
        })),
        snapshots: [],
      };
      touch(state, playlist, 0);
      state.playlists.set(playlist.id, playlist);
      if (about.followed ?? true) state.person.playlists.push(playlist.id);
      return playlist;
    },
    liked(uris) {
      const saved = uris.map((uri, at) => ({
        uri,
        addedAt: timestamp(START + (uris.length - at) * MINUTE),
      }));
      state.person.liked = [...saved, ...state.person.liked];
    },
    grow({ liked = 0, playlists = 0, perPlaylist = 0, seed = 1 }) {
      random = createRandom(seed);
      world.liked(world.tracks(liked).map(({ uri }) => uri));
      for (let index = 0; index < playlists; index += 1) {
        world.playlist({ uris: world.tracks(perPlaylist).map(({ uri }) => uri) });
      }
    },
  };
  return world;
}
