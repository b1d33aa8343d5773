import type { FileRef } from "../../common/domain/import.ts";
import type { TrackQueryInput } from "../../common/domain/track.ts";
import { createStore, useStore, useStorePart } from "./store.ts";

export const SCREENS = [
  "library",
  "teach",
  "spotify",
  "moods",
  "playlists",
  "features",
  "model",
  "doctor",
  "statistics",
  "settings",
] as const;
export type Screen = (typeof SCREENS)[number];

/** What lies over the window; one at a time. */
export type Overlay =
  | { readonly kind: "import"; readonly file: FileRef | null }
  | { readonly kind: "export"; readonly query: TrackQueryInput | null }
  | { readonly kind: "report"; readonly model: number }
  | {
      readonly kind: "similar";
      readonly ids: readonly number[];
      readonly title: string;
      readonly notIn: number | null;
    }
  | { readonly kind: "writing" }
  | { readonly kind: "seeds" }
  | { readonly kind: "palette" }
  | { readonly kind: "keys" };

type View = {
  readonly screen: Screen;
  readonly overlay: Overlay | null;
  /** What the library's list shows. */
  readonly query: TrackQueryInput;
};

const view = createStore<View>({ screen: "library", overlay: null, query: {} });

export function useView(): View {
  return useStore(view);
}

/**
 * A part of it: the component is drawn again only when that part differs. `select` gives something to compare by
 * identity.
 */
export function useViewPart<Part>(select: (view: View) => Part): Part {
  return useStorePart(view, select);
}

export function currentView(): View {
  return view.get();
}

export function showScreen(screen: Screen): void {
  view.set((before) => ({ ...before, screen }));
}

/** Goes to the library and shows these tracks. */
export function showTracks(query: TrackQueryInput): void {
  view.set((before) => ({ ...before, screen: "library", overlay: null, query }));
}

/** Changes a part of the list's query; undefined takes a condition away. */
export function refineTracks(change: {
  readonly [Key in keyof TrackQueryInput]?: TrackQueryInput[Key] | undefined;
}): void {
  view.set((before) => {
    const entries = Object.entries({ ...before.query, ...change });
    const query = Object.fromEntries(
      entries.filter(([, value]) => value !== undefined),
    ) as TrackQueryInput;
    return { ...before, query };
  });
}

export function openOverlay(overlay: Overlay): void {
  view.set((before) => ({ ...before, overlay }));
}

export function closeOverlay(): void {
  view.set((before) => ({ ...before, overlay: null }));
}
