import type { Database } from "better-sqlite3";
import { Ingest, type PutResult } from "./ingest.ts";
import {
  placeMarks,
  readPlaces,
  spotifyPlaylistId,
  writePlaces,
  type KeptPlace,
  type Place,
  type PlaceMarks,
} from "./places.ts";
import { prepared } from "./prepared.ts";
import { dropPages, pagesOf } from "./spotify-pages.ts";

export type StoreInput = {
  readonly externalId: string;
  readonly name: string;
  /** The old places behind this position follow those of the pages; null = the pages are all. */
  readonly oldAfter: number | null;
  /** What it was whole with; null = the pages are only a beginning, and are kept to go on from. */
  readonly whole: { readonly snapshot: string | null; readonly total: number } | null;
  /** Every place was read, not the newest alone. */
  readonly full: boolean;
  readonly now: string;
};

/** What the importing thread is asked for. */
export type PlaylistJob = {
  readonly kind: "playlist";
  readonly library: string;
  readonly store: StoreInput;
};

export type StoreResult = {
  /** Each track that was told, once, and what that did. */
  readonly ids: Int32Array;
  /** Indices into {@link OUTCOMES}. */
  readonly outcomes: Uint8Array;
  /** Places that came and went. */
  readonly added: number;
  readonly removed: number;
  readonly marks: PlaceMarks;
};

export const OUTCOMES = ["added", "updated", "unchanged"] as const satisfies PutResult["outcome"][];

/**
 * Turns the pages that are kept of a playlist into its content: tracks, places, dates and gaps. What is not in it any
 * more leaves the playlist; the track itself stays. Call inside a transaction: it is all or nothing.
 */
export function storePlaylist(db: Database, input: StoreInput): StoreResult {
  const { externalId, whole, now } = input;
  const playlist = openPlaylist(db, externalId, input.name);
  const outcomes = new Map<number, number>();
  const places = putTracks(db, externalId, outcomes, now);
  const old = readPlaces(db, playlist);
  if (input.oldAfter !== null) {
    // A song that was liked anew is at its new place alone.
    for (const place of readPlaces(db, playlist, input.oldAfter)) {
      if (!("trackId" in place && outcomes.has(place.trackId))) places.push(place);
    }
  }
  writePlaces(db, playlist, places);
  if (whole) {
    prepared(
      db,
      `UPDATE spotify_playlists SET synced_snapshot = ?, synced_total = ?, synced_at = ?, total = ?,
         full_at = iif(?, ?, full_at) WHERE external_id = ?`,
    ).run(whole.snapshot, whole.total, now, whole.total, input.full ? 1 : 0, now, externalId);
    dropPages(db, externalId);
  }
  return {
    ids: Int32Array.from(outcomes.keys()),
    outcomes: Uint8Array.from(outcomes.values()),
    ...difference(old, places),
    marks: placeMarks(db, playlist),
  };
}

function openPlaylist(db: Database, externalId: string, name: string): number {
  const known = spotifyPlaylistId(db, externalId);
  if (known === null) {
    const { lastInsertRowid } = prepared(
      db,
      "INSERT INTO playlists (name, external_id, source) VALUES (?, ?, 'spotify')",
    ).run(name, externalId);
    return Number(lastInsertRowid);
  }
  prepared(db, "UPDATE playlists SET name = ? WHERE id = ?").run(name, known);
  return known;
}

function putTracks(
  db: Database,
  externalId: string,
  outcomes: Map<number, number>,
  now: string,
): KeptPlace[] {
  const ingest = new Ingest(db, "spotify", now);
  const places: KeptPlace[] = [];
  for (const page of pagesOf(db, externalId)) {
    for (const place of page) {
      if (place.kind !== "track") {
        places.push(toGap(place));
        continue;
      }
      const { linkedUri, playable, ...told } = place.track;
      const { id, outcome } = ingest.put({
        ...told,
        addedAt: place.addedAt,
        previewUrl: null,
        features: {},
        userTempo: null,
        userKey: null,
        mood: null,
        playlist: null,
        spotify: { linkedUri, playable },
      });
      if (!outcomes.has(id)) outcomes.set(id, OUTCOMES.indexOf(outcome));
      places.push({ trackId: id, addedAt: place.addedAt });
    }
  }
  return places;
}

function toGap(place: Exclude<Place, { kind: "track" }>): KeptPlace {
  return place.kind === "missing"
    ? { gap: "missing", title: null, uri: null, addedAt: place.addedAt }
    : { gap: place.kind, title: place.title, uri: place.uri, addedAt: place.addedAt };
}

function difference(
  before: readonly KeptPlace[],
  after: readonly KeptPlace[],
): { added: number; removed: number } {
  const there = new Map<string | number, number>();
  for (const place of before) {
    const key = keyOf(place);
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  let added = 0;
  for (const place of after) {
    const key = keyOf(place);
    const left = there.get(key) ?? 0;
    if (left === 0) added += 1;
    else there.set(key, left - 1);
  }
  return { added, removed: before.length + added - after.length };
}

function keyOf(place: KeptPlace): string | number {
  return "trackId" in place
    ? place.trackId
    : `${place.gap}:${place.uri ?? place.title ?? place.addedAt ?? ""}`;
}
