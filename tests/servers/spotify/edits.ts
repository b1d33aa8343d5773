import { createHash } from "node:crypto";
import { timestamp } from "./clock.ts";
import type { Entry, Playlist, SpotifyState } from "./state.ts";

/** What changes a playlist, whether it comes over the API or from the user's phone. Each gives it a new snapshot. */
export type Editor = {
  readonly userId: string;
  /** How long GETs do not see the new snapshot. */
  readonly lagMs: number;
};

export function insert(
  state: SpotifyState,
  playlist: Playlist,
  editor: Editor,
  uris: readonly (string | null)[],
  position = playlist.entries.length,
): void {
  playlist.entries.splice(position, 0, ...entriesOf(state, editor, uris));
  touch(state, playlist, editor.lagMs);
}

export function replace(
  state: SpotifyState,
  playlist: Playlist,
  editor: Editor,
  uris: readonly string[],
): void {
  playlist.entries = entriesOf(state, editor, uris);
  touch(state, playlist, editor.lagMs);
}

/** Every copy of these. */
export function removeUris(
  state: SpotifyState,
  playlist: Playlist,
  editor: Editor,
  uris: readonly string[],
): void {
  playlist.entries = playlist.entries.filter(({ uri }) => uri === null || !uris.includes(uri));
  touch(state, playlist, editor.lagMs);
}

/** `before` counts places as they are before the move. */
export function move(
  state: SpotifyState,
  playlist: Playlist,
  editor: Editor,
  { start, length, before }: { start: number; length: number; before: number },
): void {
  const moved = playlist.entries.slice(start, start + length);
  const target = before <= start ? before : Math.max(start, before - length);
  playlist.entries.splice(start, length);
  playlist.entries.splice(target, 0, ...moved);
  touch(state, playlist, editor.lagMs);
}

/** A new snapshot: renaming moves it as well. */
export function touch(state: SpotifyState, playlist: Playlist, lagMs: number): void {
  const revision = playlist.snapshots.length + 1;
  const hash = createHash("sha1").update(`${playlist.id} ${revision}`).digest("hex");
  const id = Buffer.from(`${revision},${hash}`).toString("base64");
  playlist.snapshots.push({ id, seenFrom: state.clock.now() + lagMs });
}

export function newestSnapshot(playlist: Playlist): string {
  return playlist.snapshots.at(-1)?.id ?? "";
}

/** The one that GETs show now. */
export function shownSnapshot(state: SpotifyState, playlist: Playlist): string {
  const now = state.clock.now();
  const seen = playlist.snapshots.findLast(({ seenFrom }) => seenFrom <= now);
  return (seen ?? playlist.snapshots[0])?.id ?? "";
}

function entriesOf(state: SpotifyState, editor: Editor, uris: readonly (string | null)[]): Entry[] {
  const addedAt = timestamp(state.clock.now());
  return uris.map((uri) => ({ uri, addedAt, addedBy: editor.userId }));
}
