import type { Database } from "better-sqlite3";
import {
  MOOD_COLORS,
  STARTING_MOODS,
  moodDefinitionSchema,
  tidyDefinition,
  type Mood,
  type MoodColor,
  type MoodDefinition,
} from "../../common/domain/mood.ts";
import { AppError } from "../../common/errors.ts";
import { prepared } from "./prepared.ts";
import { setState } from "./state.ts";

type MoodRow = {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly key: string | null;
  readonly definition: string;
};

/** In the user's order. */
export function listMoods(db: Database): Mood[] {
  const rows = prepared(
    db,
    `SELECT id, name, color, "key", definition FROM moods ORDER BY position, id`,
  ).all() as MoodRow[];
  return rows.map(rowToMood);
}

/** Of all moods, in no order. */
export function moodIds(db: Database): number[] {
  return prepared(db, "SELECT id FROM moods").pluck().all() as number[];
}

/** Throws AppError `not_found`. */
export function getMood(db: Database, id: number): Mood {
  const row = prepared(db, `SELECT id, name, color, "key", definition FROM moods WHERE id = ?`).get(
    id,
  ) as MoodRow | undefined;
  if (!row)
    throw new AppError("not_found", "There is no such mood any more. Reload and try again.");
  return rowToMood(row);
}

export type NewMood = {
  readonly name: string;
  readonly color?: MoodColor | undefined;
  readonly key?: string | null | undefined;
  readonly definition: MoodDefinition;
};

/** Colour and key are the first free ones where they are not given. Throws `conflict` for a name or key in use. */
export function createMood(db: Database, mood: NewMood): Mood {
  const moods = listMoods(db);
  refuseClash(moods, mood);
  const color =
    mood.color ??
    MOOD_COLORS.find((token) => moods.every((other) => other.color !== token)) ??
    "mood-1";
  const key = mood.key === undefined ? freeKey(moods) : mood.key;
  const { lastInsertRowid } = prepared(
    db,
    `INSERT INTO moods (position, name, color, "key", definition) VALUES ((SELECT coalesce(max(position) + 1, 0) FROM moods), ?, ?, ?, ?)`,
  ).run(mood.name, color, key, JSON.stringify(tidyDefinition(mood.definition)));
  return getMood(db, Number(lastInsertRowid));
}

export type MoodChange = {
  readonly name?: string | undefined;
  readonly color?: MoodColor | undefined;
  readonly key?: string | null | undefined;
  readonly definition?: MoodDefinition | undefined;
};

/** Throws `not_found`, or `conflict` for a name or key in use. */
export function updateMood(db: Database, id: number, change: MoodChange): Mood {
  const mood = getMood(db, id);
  refuseClash(
    listMoods(db).filter((other) => other.id !== id),
    change,
  );
  const definition = tidyDefinition(change.definition ?? mood.definition);
  prepared(db, `UPDATE moods SET name = ?, color = ?, "key" = ?, definition = ? WHERE id = ?`).run(
    change.name ?? mood.name,
    change.color ?? mood.color,
    change.key === undefined ? mood.key : change.key,
    JSON.stringify(definition),
    id,
  );
  return getMood(db, id);
}

/** Moods that are not named keep their order behind the named ones. */
export function reorderMoods(db: Database, ids: readonly number[]): void {
  const rest = listMoods(db)
    .map((mood) => mood.id)
    .filter((id) => !ids.includes(id));
  [...ids, ...rest].forEach((id, position) => {
    prepared(db, "UPDATE moods SET position = ? WHERE id = ?").run(position, id);
  });
}

/** Throws `conflict` for the last two moods: with fewer there is nothing to sort. */
export function removeMood(db: Database, id: number): void {
  getMood(db, id);
  if (listMoods(db).length <= 2) {
    throw new AppError(
      "conflict",
      "Two moods are the fewest that can be told apart. Add another one first.",
    );
  }
  // What is stored has gaps now.
  setState(db, "predictions_of", "");
  prepared(db, "DELETE FROM moods WHERE id = ?").run(id);
}

export function seedMoods(db: Database): void {
  const count = prepared(db, "SELECT count(*) FROM moods").pluck().get() as number;
  if (count > 0) return;
  for (const mood of STARTING_MOODS) createMood(db, mood);
}

function rowToMood(row: MoodRow): Mood {
  return {
    id: row.id,
    name: row.name,
    color: MOOD_COLORS.find((token) => token === row.color) ?? "mood-1",
    key: row.key,
    definition: moodDefinitionSchema.parse(JSON.parse(row.definition)),
  };
}

function refuseClash(
  others: readonly Mood[],
  mood: { name?: string | undefined; key?: string | null | undefined },
) {
  const { name, key } = mood;
  if (name !== undefined && others.some((other) => same(other.name, name))) {
    throw new AppError(
      "conflict",
      `There is a mood named “${name}” already. Choose another name.`,
      { path: "name" },
    );
  }
  const owner = typeof key === "string" ? others.find((other) => same(other.key, key)) : undefined;
  if (owner) {
    throw new AppError(
      "conflict",
      `The key ${key} sets “${owner.name}” already. Choose another key.`,
      { path: "key" },
    );
  }
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

function freeKey(moods: readonly Mood[]): string | null {
  return (
    ["1", "2", "3", "4", "5", "6", "7", "8", "9"].find((digit) =>
      moods.every((mood) => mood.key !== digit),
    ) ?? null
  );
}
