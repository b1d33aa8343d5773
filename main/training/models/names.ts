import type { Library } from "../../library/library.ts";
import type { MoodThen, StoredModel } from "../../library/models.ts";
import { listMoods } from "../../library/moods.ts";

export type ModelMood = {
  /** Null: the library does not have it (any more). */
  readonly id: number | null;
  readonly name: string;
  /** Null: not recorded when the model was trained. */
  readonly definition: MoodThen["definition"] | null;
};

/** The moods of a model's classes, as they were when it was trained. */
export function moodsOf(library: Library, model: StoredModel): ModelMood[] {
  const now = new Map(listMoods(library.db).map((mood) => [mood.id, mood.name]));
  return model.moods.map((id, index) => {
    const then = model.moodsThen?.[index];
    return {
      id: now.has(id) ? id : null,
      name: then?.name ?? now.get(id) ?? "a deleted mood",
      definition: then?.definition ?? null,
    };
  });
}

/** Names of a model's moods by their ids in the library, for its labels. */
export function namesById(library: Library, model: StoredModel): ReadonlyMap<number, string> {
  return new Map(moodsOf(library, model).map(({ name }, index) => [model.moods[index] ?? 0, name]));
}
