import { createStore, useStore } from "../../app/store.ts";
import { showScreen } from "../../app/view.ts";

type Dialogs = { readonly open: "data" | "disconnect" | null };

const store = createStore<Dialogs>({ open: null });

/** Which dialog lies over the Spotify screen. */
export function useSpotifyDialog(): Dialogs["open"] {
  return useStore(store).open;
}

/** Opens one, on the Spotify screen: commands come from anywhere. */
export function openSpotifyDialog(open: "data" | "disconnect"): void {
  showScreen("spotify");
  store.set({ open });
}

export function closeSpotifyDialog(): void {
  store.set({ open: null });
}
