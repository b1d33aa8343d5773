import { createStore } from "../../app/store.ts";

/** How loud, 0..1 as the ear has it. `muted` keeps where it was. */
type Volume = { readonly level: number; readonly muted: boolean };

const PLACE = "undertone.volume";

export const volume = createStore<Volume>({ level: recall(), muted: false });

export function setLevel(level: number): void {
  volume.set({ level, muted: false });
  try {
    localStorage.setItem(PLACE, String(level));
  } catch {
    // A window that may store nothing plays all the same.
  }
}

export function toggleMuted(): void {
  volume.set((before) => ({ ...before, muted: !before.muted }));
}

/** What an audio element wants: it multiplies samples, where ears hear ratios. */
export function gainOf({ level, muted }: Volume): number {
  return muted ? 0 : level ** 2;
}

function recall(): number {
  try {
    const stored = localStorage.getItem(PLACE);
    const level = stored === null ? NaN : Number(stored);
    return level >= 0 && level <= 1 ? level : 0.8;
  } catch {
    return 0.8;
  }
}
