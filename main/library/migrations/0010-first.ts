/** The first library: tracks and what is known, said and guessed of them. */
export const first = {
  version: 10,
  sql: `
CREATE TABLE albums (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  release_date TEXT,
  UNIQUE (name, release_date)
) STRICT;

CREATE TABLE tracks (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  artists TEXT NOT NULL CHECK (json_valid(artists)),
  album_id INTEGER REFERENCES albums (id),
  duration_ms REAL,
  isrc TEXT,
  uri TEXT UNIQUE,
  preview_url TEXT,
  file_path TEXT,
  added_at TEXT,
  -- Folded title, artists and album: finds the same track in another file, and is the order by title.
  match_key TEXT NOT NULL,
  artist_key TEXT NOT NULL,
  album_key TEXT NOT NULL
) STRICT;
CREATE INDEX tracks_by_match ON tracks (match_key);
CREATE INDEX tracks_by_artist ON tracks (artist_key, match_key);
CREATE INDEX tracks_by_album ON tracks (album_key, match_key);
CREATE INDEX tracks_of_album ON tracks (album_id);

CREATE TABLE artists (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE track_artists (
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  artist_id INTEGER NOT NULL REFERENCES artists (id),
  PRIMARY KEY (track_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_artists_by_artist ON track_artists (artist_id);

-- Words come folded and set apart by spaces (common/domain/fold.ts): all else is part of a word, a title of
-- punctuation alone too.
CREATE VIRTUAL TABLE tracks_search USING fts5 (
  words, content = '', contentless_delete = 1, prefix = '1 2 3 4 5', detail = 'none',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'"
);

CREATE TABLE playlists (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  external_id TEXT,
  source TEXT NOT NULL CHECK (source IN ('file', 'spotify', 'sample')),
  UNIQUE (source, external_id),
  CHECK (external_id IS NOT NULL)
) STRICT;
CREATE TABLE playlist_items (
  playlist_id INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  added_at TEXT,
  PRIMARY KEY (playlist_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX playlist_items_by_track ON playlist_items (track_id, playlist_id);

-- One row per track and source; NULL = this source does not know.
CREATE TABLE features (
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  at TEXT NOT NULL,
  danceability REAL, energy REAL, loudness REAL, speechiness REAL, acousticness REAL, instrumentalness REAL,
  liveness REAL, valence REAL, tempo REAL, "key" REAL, mode REAL, time_signature REAL,
  PRIMARY KEY (track_id, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE moods (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  color TEXT NOT NULL,
  "key" TEXT UNIQUE,
  definition TEXT NOT NULL CHECK (json_valid(definition))
) STRICT;

CREATE TABLE labels (
  track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
  mood_id INTEGER NOT NULL REFERENCES moods (id),
  source TEXT NOT NULL CHECK (source IN ('user', 'file', 'playlist')),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX labels_by_mood ON labels (mood_id);
-- Moods beside the primary one.
CREATE TABLE also_moods (
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  mood_id INTEGER NOT NULL REFERENCES moods (id),
  PRIMARY KEY (track_id, mood_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX also_moods_by_mood ON also_moods (mood_id);

-- Everything one key press changed; "before" and "after" are label states as JSON.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  tracks INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE decision_changes (
  decision_id INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  before TEXT NOT NULL CHECK (json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  PRIMARY KEY (decision_id, track_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_changes_by_track ON decision_changes (track_id);

CREATE TABLE models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  label_count INTEGER NOT NULL,
  -- The moods' ids in the order of the model's classes.
  moods TEXT NOT NULL CHECK (json_valid(moods)),
  data TEXT NOT NULL CHECK (json_valid(data)),
  report TEXT NOT NULL CHECK (json_valid(report)),
  -- Pairs of 32-bit integers: track id, mood id.
  labels BLOB NOT NULL,
  in_use INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX models_in_use ON models (in_use) WHERE in_use = 1;

-- A cache of what the model in use says; rebuilt whenever state.predictions_of is not that model.
CREATE TABLE predictions (
  track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
  mood_id INTEGER,
  confidence REAL NOT NULL,
  -- 32-bit floats, in the order of the model's moods.
  probabilities BLOB NOT NULL
) STRICT;

CREATE TABLE state (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;
