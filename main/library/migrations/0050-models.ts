/** What a model was trained with, how it did on labels that were held out, and where it came from. */
export const models = {
  version: 50,
  sql: `
-- Name and definition of each mood when it was trained, in the order of the classes; NULL = not recorded then.
ALTER TABLE models ADD COLUMN moods_then TEXT CHECK (json_valid(moods_then));
-- Per label, one byte: the class that was guessed while it was held out; 255 = it was not checked.
ALTER TABLE models ADD COLUMN held_out BLOB;
-- From this confidence on its guesses are called sure; NULL = it was never asked.
ALTER TABLE models ADD COLUMN sure_from REAL;
ALTER TABLE models ADD COLUMN source TEXT NOT NULL DEFAULT 'trained' CHECK (source IN ('trained', 'imported'));
-- It agrees less with the labels than the one in use: 'asked' = the user has yet to say which one they want,
-- 'kept' = they kept the other.
ALTER TABLE models ADD COLUMN held_back TEXT CHECK (held_back IN ('asked', 'kept'));
-- What an imported model's file said of where it was made: its figures there, and the clusters of that library.
ALTER TABLE models ADD COLUMN origin TEXT CHECK (json_valid(origin));
`,
} as const;
