/** Who was asked for features and did not know, and the sound files of this machine. */
export const features = {
  version: 30,
  sql: `
-- 0..1, how sure a source is of its tempo, and of its key and mode; NULL = it does not say.
ALTER TABLE features ADD COLUMN tempo_confidence REAL;
ALTER TABLE features ADD COLUMN key_confidence REAL;
-- Integrated loudness in LUFS, which is another thing than Spotify's loudness.
ALTER TABLE features ADD COLUMN lufs REAL;

-- Finds the track of a sound file, or of a service's answer.
CREATE INDEX tracks_by_isrc ON tracks (isrc) WHERE isrc IS NOT NULL;

-- A service was asked about a track and does not know it.
CREATE TABLE feature_misses (
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (track_id, provider)
) STRICT, WITHOUT ROWID;

-- How a service behaved last: one that failed often rests, one that answers otherwise than we know is left alone.
CREATE TABLE feature_providers (
  provider TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('ready', 'resting', 'changed')),
  until TEXT,
  problem TEXT,
  failures INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE sound_folders (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  watched INTEGER NOT NULL DEFAULT 0,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE sound_files (
  id INTEGER PRIMARY KEY,
  folder_id INTEGER NOT NULL REFERENCES sound_folders (id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  -- SHA-256 of its content; NULL until it was read.
  hash TEXT,
  tags TEXT CHECK (json_valid(tags)),
  track_id INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
  -- How it came to its track; 'ambiguous' = it could be several, and the user has not said which.
  match TEXT CHECK (match IN ('isrc', 'names', 'own', 'user', 'ambiguous')),
  problem TEXT
) STRICT;
CREATE INDEX sound_files_by_track ON sound_files (track_id);
CREATE INDEX sound_files_by_hash ON sound_files (hash);

-- What was measured, by content: a file that moves or is renamed is not listened to again.
CREATE TABLE sound_analyses (
  hash TEXT PRIMARY KEY,
  -- Of the way of measuring; an older one is done again.
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT, WITHOUT ROWID;
`,
} as const;
