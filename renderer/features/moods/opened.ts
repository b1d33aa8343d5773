import { showScreen } from "../../app/view.ts";
import { createStore, useStore } from "../../app/store.ts";

export type MoodsTab = "moods" | "discover" | "explore";

type Opened = {
  readonly tab: MoodsTab;
  /** The mood whose definition is open. */
  readonly mood: number | null;
};

const opened = createStore<Opened>({ tab: "moods", mood: null });

export function useOpened(): Opened {
  return useStore(opened);
}

export function showMoodsTab(tab: MoodsTab): void {
  opened.set((before) => ({ ...before, tab }));
}

export function toggleMood(id: number): void {
  opened.set((before) => ({ ...before, mood: before.mood === id ? null : id }));
}

/** Goes to a mood's definition, from wherever the user is. */
export function showMood(id: number): void {
  opened.set({ tab: "moods", mood: id });
  showScreen("moods");
}
