import { useEffect } from "react";
import { createStore, useStore } from "../../app/store.ts";
import { useSaveSettings, useSettings } from "../settings/queries.ts";

/** How loud, 0..1 as the ear has it. `muted` keeps where it was; `moved`: the user has set it since the window opened. */
type Volume = { readonly level: number; readonly muted: boolean; readonly moved: boolean };

export const volume = createStore<Volume>({ level: 0.8, muted: false, moved: false });

/** The volume, which is that of the last time until it is moved, and is kept for the next. */
export function useVolume(): Volume {
  const shown = useStore(volume);
  const { level, moved } = shown;
  const { volume: kept } = useSettings();
  const save = useSaveSettings();
  useEffect(() => {
    if (!moved) volume.set((before) => ({ ...before, level: kept }));
  }, [kept, moved]);
  useEffect(() => {
    if (moved && level !== kept) save({ volume: level });
  }, [level, moved, kept, save]);
  return shown;
}

export function setLevel(level: number): void {
  volume.set({ level, muted: false, moved: true });
}

export function toggleMuted(): void {
  volume.set((before) => ({ ...before, muted: !before.muted }));
}

/** What an audio element wants: it multiplies samples, where ears hear ratios. */
export function gainOf({ level, muted }: Volume): number {
  return muted ? 0 : level ** 2;
}
