import { keptDoubts, setKeptDoubts } from "../library/kept-doubts.ts";
import type { Library } from "../library/library.ts";

/**
 * The label doctor leaves these tracks' labels alone from now on, as long as they stay what they are; `keep` false:
 * it may doubt them again. Tracks without a label are passed over. Returns how many labels are kept in all.
 */
export async function keepLabels(
  library: Library,
  { ids, keep }: { readonly ids: readonly number[]; readonly keep: boolean },
): Promise<{ kept: number }> {
  const columns = await library.columns();
  const moodOf = (id: number) => columns.labelMood[columns.rowOf(id)] ?? 0;
  return library.write(() => {
    const changed = new Set(ids);
    // Of labels that are others by now nothing needs to be known.
    const kept = [...keptDoubts(library.db)].filter(
      ([id, mood]) => !changed.has(id) && moodOf(id) === mood,
    );
    const added = keep ? [...changed].map((id) => [id, moodOf(id)] as const) : [];
    const after = new Map([...kept, ...added.filter(([, mood]) => mood !== 0)]);
    setKeptDoubts(library.db, after);
    return { kept: after.size };
  });
}
