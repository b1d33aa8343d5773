/** Guesses in pages: rewriting those of a million tracks takes a tenth of a second, and reading them less. */
export const guesses = {
  version: 40,
  sql: `
-- They are a cache: what the model in use says is made anew.
DROP TABLE predictions;
UPDATE state SET value = '' WHERE name = 'predictions_of';

-- A cache of what the model in use says; rebuilt whenever state.predictions_of is not that model.
CREATE TABLE guesses (
  page INTEGER PRIMARY KEY,
  -- Parallel arrays of 4 bytes a track: its id, the mood's id (0 = nothing is known of it), the probability as a float.
  tracks BLOB NOT NULL,
  moods BLOB NOT NULL,
  confidences BLOB NOT NULL
) STRICT;
`,
} as const;
