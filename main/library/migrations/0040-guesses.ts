/** Guesses in pages: rewriting those of a million tracks takes a tenth of a second, and reading them less. */
export const guesses = {
  version: 40,
  sql: `
-- They are a cache: what the model in use says is made anew.
DROP TABLE predictions;
UPDATE state SET value = '' WHERE name = 'predictions_of';

-- A cache of what the model in use says; rebuilt whenever state.predictions_of is not that model. The tracks of a page
-- stay while the library does, so they have a table of their own; a page of guesses is about the page of tracks with
-- the same number and layout.
CREATE TABLE guess_tracks (
  page INTEGER PRIMARY KEY,
  layout INTEGER NOT NULL,
  -- Ids, 32 bits each.
  tracks BLOB NOT NULL
) STRICT;
CREATE TABLE guesses (
  page INTEGER PRIMARY KEY,
  layout INTEGER NOT NULL,
  -- Mood ids; a byte of "moods" is a place in it, counted from 1 (0 = nothing is known of the track).
  palette TEXT NOT NULL CHECK (json_valid(palette)),
  moods BLOB NOT NULL,
  -- Probabilities as 16 bits: 65,535 is 1.
  confidences BLOB NOT NULL
) STRICT;
`,
} as const;
