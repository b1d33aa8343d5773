/** What syncing with Spotify and writing mood playlists have to remember. */
export const spotify = {
  version: 20,
  sql: `
-- The user's playlists as Spotify lists them; 'liked' stands for Liked Songs.
CREATE TABLE spotify_playlists (
  external_id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  -- 0 = not on the user's list: asked for by its address.
  listed INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  owner_id TEXT,
  owner_name TEXT,
  collaborative INTEGER NOT NULL DEFAULT 0,
  snapshot_id TEXT,
  total INTEGER,
  -- NULL = it can be read; else a code for why not.
  unreadable TEXT,
  chosen INTEGER NOT NULL DEFAULT 1,
  listed_at TEXT NOT NULL,
  -- What the last whole sync of it saw.
  synced_snapshot TEXT,
  synced_total INTEGER,
  synced_at TEXT,
  -- The last pass over all of Liked Songs.
  full_at TEXT
) STRICT, WITHOUT ROWID;

-- Pages of a playlist whose sync has not ended: a resumed one need not ask for them again. They follow each other by
-- start; what came on top of Liked Songs meanwhile has a negative one.
CREATE TABLE spotify_pages (
  external_id TEXT NOT NULL REFERENCES spotify_playlists (external_id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  snapshot_id TEXT NOT NULL,
  total INTEGER NOT NULL,
  at TEXT NOT NULL,
  items TEXT NOT NULL CHECK (json_valid(items)),
  PRIMARY KEY (external_id, start)
) STRICT, WITHOUT ROWID;

-- Places of a playlist that hold no track of the library.
CREATE TABLE playlist_gaps (
  playlist_id INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('missing', 'episode', 'local')),
  title TEXT,
  uri TEXT,
  added_at TEXT,
  PRIMARY KEY (playlist_id, position)
) STRICT, WITHOUT ROWID;

-- What Spotify alone knows of a track, and what of the track is Spotify's.
CREATE TABLE spotify_tracks (
  track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
  -- 1 = the track is in the library because of a sync, not of a file.
  origin INTEGER NOT NULL,
  -- Which fields of the track Spotify told, as bits (main/library/provenance.ts): no model may learn from them.
  told INTEGER NOT NULL,
  -- The URI that Spotify plays in this one's place.
  linked_uri TEXT,
  -- 0 = Spotify does not play it here; NULL = it did not say.
  playable INTEGER,
  at TEXT NOT NULL
) STRICT;

-- Labels of tracks that were deleted with Spotify's data: nothing of Spotify's is in the key, a hash of the URI.
CREATE TABLE kept_labels (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT, WITHOUT ROWID;

-- The playlists of ours. One whose mood is gone, or that was made anew, stays known as ours.
CREATE TABLE mood_playlists (
  id INTEGER PRIMARY KEY,
  mood_id INTEGER UNIQUE REFERENCES moods (id) ON DELETE SET NULL,
  chosen INTEGER NOT NULL DEFAULT 0,
  -- NULL = by the template.
  name TEXT,
  description TEXT,
  public INTEGER NOT NULL DEFAULT 0,
  rules TEXT NOT NULL CHECK (json_valid(rules)),
  account_id TEXT,
  external_id TEXT UNIQUE,
  -- In the description of a playlist that is being made: kept before it is asked for, so that it is found again.
  mark TEXT,
  -- The URIs as they were after our last write, in order, and the snapshot it answered with.
  written TEXT CHECK (json_valid(written)),
  written_snapshot TEXT,
  written_at TEXT,
  -- Name, description and visibility as we gave them last.
  about TEXT CHECK (json_valid(about)),
  -- What the user put into it and took out of it by hand: {added, removed}, URIs.
  theirs TEXT CHECK (json_valid(theirs)),
  -- As it was read last: {items, names}, and the snapshot it was listed with. NULL = as written.
  seen TEXT CHECK (json_valid(seen)),
  seen_snapshot TEXT,
  -- Snapshots of the last write that the list may still tell: it lags behind.
  passed TEXT CHECK (json_valid(passed))
) STRICT;

CREATE TABLE mood_playlist_plans (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  -- What the user saw, and what the rules gave for each playlist.
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  wanted TEXT NOT NULL CHECK (json_valid(wanted))
) STRICT;

CREATE TABLE mood_playlist_receipts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_id INTEGER NOT NULL UNIQUE REFERENCES mood_playlist_plans (id),
  at TEXT NOT NULL,
  -- 'undoing' = an undo has begun, and has not ended.
  state TEXT NOT NULL CHECK (state IN ('applying', 'applied', 'undoing', 'undone')),
  reason TEXT,
  code TEXT,
  requests INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One playlist's part of a receipt: enough to go on after a kill, and to put back what was there.
CREATE TABLE mood_playlist_writes (
  receipt_id INTEGER NOT NULL REFERENCES mood_playlist_receipts (id) ON DELETE CASCADE,
  mood_playlist_id INTEGER NOT NULL REFERENCES mood_playlists (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'kept', 'failed', 'undoing', 'undone')),
  created INTEGER NOT NULL DEFAULT 0,
  -- What the user wants done with their edits; NULL = there were none.
  choice TEXT CHECK (choice IN ('keep', 'ours', 'merge')),
  -- The content as it was, and as it is to be.
  before TEXT NOT NULL CHECK (json_valid(before)),
  target TEXT NOT NULL CHECK (json_valid(target)),
  -- What of mood_playlists an undo puts back: {written, about, theirs}.
  known TEXT NOT NULL CHECK (json_valid(known)),
  -- What is being written: from where, by which requests, and how many of them were answered. NULL = not begun.
  base TEXT CHECK (json_valid(base)),
  operations TEXT CHECK (json_valid(operations)),
  step INTEGER NOT NULL DEFAULT 0,
  -- What the apply did so far: the content after it, and how that differs from before.
  after INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  moved INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  PRIMARY KEY (receipt_id, mood_playlist_id)
) STRICT, WITHOUT ROWID;
`,
} as const;
