import type { Database, Statement } from "better-sqlite3";
import type { ImportedTrack } from "./ingest.ts";

/** Bits of `spotify_tracks.told`: fields of a track that nobody but Spotify told. */
export const TOLD = {
  duration: 1,
  isrc: 2,
  uri: 4,
  album: 8,
  releaseDate: 16,
  addedAt: 32,
} as const;

/** What was known of a track before; null = nothing. */
export type KnownFields = {
  readonly duration_ms: number | null;
  readonly isrc: string | null;
  readonly uri: string | null;
  readonly album: string | null;
  readonly release_date: string | null;
  readonly added_at: string | null;
};

type Marks = {
  readonly origin: number;
  readonly told: number;
  readonly linked_uri: string | null;
  readonly playable: number | null;
};

/**
 * Keeps apart what Spotify told of a track and what a file did: Spotify's part can be deleted, and no model may learn
 * from it. A file's word wins; Spotify fills the gaps of a file's tracks and keeps its own up to date.
 */
export class Provenance {
  readonly #spotify: boolean;
  readonly #now: string;
  /** False: nothing ever came from Spotify, and an import need not look. */
  readonly #any: boolean;
  readonly #read: Statement;
  readonly #write: Statement;

  constructor(db: Database, spotify: boolean, now: string) {
    this.#spotify = spotify;
    this.#now = now;
    this.#any = spotify || db.prepare("SELECT 1 FROM spotify_tracks LIMIT 1").get() !== undefined;
    this.#read = db.prepare(
      "SELECT origin, told, linked_uri, playable FROM spotify_tracks WHERE track_id = ?",
    );
    this.#write = db.prepare(
      `INSERT INTO spotify_tracks (track_id, origin, told, linked_uri, playable, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (track_id) DO UPDATE SET origin = excluded.origin, told = excluded.told,
         linked_uri = excluded.linked_uri, playable = excluded.playable, at = excluded.at`,
    );
  }

  /** True if what is told of this known track now may only fill gaps. */
  fillsOnly(trackId: number): boolean {
    return this.#spotify && this.#marks(trackId)?.origin !== 1;
  }

  added(trackId: number, track: ImportedTrack): void {
    if (this.#spotify) this.#put(trackId, { origin: 1, told: toldBy(track), ...remarks(track) });
  }

  /** Notes who told what of a track that was there. `wins`: what is told now replaced what was known. */
  met(trackId: number, before: KnownFields, track: ImportedTrack, wins: boolean): boolean {
    if (!this.#any) return false;
    const marks = this.#marks(trackId);
    if (!this.#spotify) {
      if (!marks) return false;
      // The date of adding stays the first that was told.
      const told = wins ? marks.told & ~(toldBy(track) & ~TOLD.addedAt) : marks.told;
      // From now on a file tells the track too: it stays when Spotify's data goes.
      if (told !== marks.told || marks.origin !== 0)
        this.#put(trackId, { ...marks, told, origin: 0 });
      return false;
    }
    const told = (marks?.told ?? 0) | (toldBy(track) & gapsOf(before));
    const next = { origin: marks?.origin ?? 0, told, ...remarks(track) };
    const same =
      marks !== undefined &&
      marks.told === told &&
      marks.linked_uri === next.linked_uri &&
      marks.playable === next.playable;
    if (same) return false;
    this.#put(trackId, next);
    return marks !== undefined;
  }

  #marks(trackId: number): Marks | undefined {
    return this.#read.get(trackId) as Marks | undefined;
  }

  #put(trackId: number, { origin, told, linked_uri, playable }: Marks): void {
    this.#write.run(trackId, origin, told, linked_uri, playable, this.#now);
  }
}

function remarks({ spotify }: ImportedTrack): Pick<Marks, "linked_uri" | "playable"> {
  const playable = spotify?.playable ?? null;
  return {
    linked_uri: spotify?.linkedUri ?? null,
    playable: playable === null ? null : Number(playable),
  };
}

function toldBy(track: ImportedTrack): number {
  return bits({
    duration: track.durationMs,
    isrc: track.isrc,
    uri: track.uri,
    album: track.album,
    releaseDate: track.releaseDate,
    addedAt: track.addedAt,
  });
}

function gapsOf(before: KnownFields): number {
  const known = bits({
    duration: before.duration_ms,
    isrc: before.isrc,
    uri: before.uri,
    album: before.album,
    releaseDate: before.release_date,
    addedAt: before.added_at,
  });
  return ~known;
}

function bits(fields: Readonly<Record<keyof typeof TOLD, unknown>>): number {
  let mask = 0;
  for (const [name, bit] of Object.entries(TOLD)) {
    if (fields[name as keyof typeof TOLD] !== null) mask |= bit;
  }
  return mask;
}
