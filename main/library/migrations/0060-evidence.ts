/** What the model may learn from a little: songs that were seen and left, and guesses accepted in a batch. */
export const evidence = {
  version: 60,
  sql: `
-- 'seen': the song was on screen with this guess and the user left it so; counts while the song has no label.
-- 'batch': its label was accepted together with others, and is of the same mood.
CREATE TABLE evidence (
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('seen', 'batch')),
  mood_id INTEGER NOT NULL REFERENCES moods (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  PRIMARY KEY (track_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_mood ON evidence (mood_id);
CREATE INDEX evidence_by_time ON evidence (kind, at, track_id);
`,
} as const;
