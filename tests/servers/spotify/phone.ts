import { timestamp } from "./clock.ts";
import * as edits from "./edits.ts";
import { idOf } from "./ids.ts";
import type { Grants } from "./accounts/grants.ts";
import type { Playlist, SpotifyState } from "./state.ts";

/** What the person does elsewhere meanwhile, in Spotify's own app. Seen at once. Throws on playlists that are not there. */
export type Phone = {
  readonly add: (playlistId: string, uris: readonly (string | null)[], position?: number) => void;
  /** The one item at this place, whatever copies there are. */
  readonly removeAt: (playlistId: string, position: number) => void;
  readonly move: (playlistId: string, start: number, length: number, before: number) => void;
  readonly rename: (playlistId: string, name: string) => void;
  readonly create: (name: string, uris?: readonly string[]) => Playlist;
  readonly follow: (playlistId: string) => void;
  /** Deleting a playlist of one's own is the same: it goes off the list and stays readable by its id. */
  readonly unfollow: (playlistId: string) => void;
  readonly like: (uri: string) => void;
  readonly unlike: (uri: string) => void;
  /** Takes the app's access back, on the account's page. */
  readonly revokeAccess: () => void;
};

export function createPhone(state: SpotifyState, grants: Grants): Phone {
  const editor = () => ({ userId: state.person.id, lagMs: 0 });
  const find = (id: string) => {
    const playlist = state.playlists.get(id);
    if (!playlist) throw new Error(`The stand-in has no playlist ${id}.`);
    return playlist;
  };
  let made = 0;

  return {
    add: (id, uris, position) => edits.insert(state, find(id), editor(), uris, position),
    removeAt(id, position) {
      const playlist = find(id);
      playlist.entries.splice(position, 1);
      edits.touch(state, playlist, 0);
    },
    move: (id, start, length, before) =>
      edits.move(state, find(id), editor(), { start, length, before }),
    rename(id, name) {
      const playlist = find(id);
      playlist.name = name;
      edits.touch(state, playlist, 0);
    },
    create(name, uris = []) {
      made += 1;
      const playlist: Playlist = {
        id: idOf(`from the phone ${made}`),
        ownerId: state.person.id,
        name,
        description: null,
        public: false,
        collaborative: false,
        collaborators: new Set(),
        entries: [],
        snapshots: [],
      };
      state.playlists.set(playlist.id, playlist);
      edits.insert(state, playlist, editor(), uris);
      state.person.playlists.unshift(playlist.id);
      return playlist;
    },
    follow(id) {
      find(id);
      state.person.playlists.unshift(id);
    },
    unfollow(id) {
      state.person.playlists = state.person.playlists.filter((other) => other !== id);
    },
    like(uri) {
      const addedAt = timestamp(state.clock.now());
      state.person.liked = [
        { uri, addedAt },
        ...state.person.liked.filter((saved) => saved.uri !== uri),
      ];
    },
    unlike(uri) {
      state.person.liked = state.person.liked.filter((saved) => saved.uri !== uri);
    },
    revokeAccess: () => grants.revoke(state.person.id),
  };
}
