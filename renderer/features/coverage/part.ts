import { createStore, useStore } from "../../app/store.ts";
import { showScreen } from "../../app/view.ts";

/** Parts of the features screen. */
export type FeaturesPart = "known" | "services" | "folders";

const store = createStore<{ readonly part: FeaturesPart }>({ part: "known" });

export function useFeaturesPart(): FeaturesPart {
  return useStore(store).part;
}

export function chooseFeaturesPart(part: FeaturesPart): void {
  store.set({ part });
}

/** Goes to a part of the features screen from anywhere. */
export function showFeatures(part: FeaturesPart): void {
  chooseFeaturesPart(part);
  showScreen("features");
}
