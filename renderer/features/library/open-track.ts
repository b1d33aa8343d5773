import { announceError } from "../../app/toasts.ts";
import { currentView, showTracks } from "../../app/view.ts";
import { fetchPosition } from "./queries.ts";
import { CURSOR_ONLY } from "./selection.ts";
import { changeTable } from "./table-state.ts";

/** Goes to a track in the library, with its details: in the list of the moment if it is in it, else in the whole. */
export function openTrack(id: number): void {
  open(id).catch(announceError);
}

async function open(id: number): Promise<void> {
  const { query } = currentView();
  const position = await fetchPosition(query, id);
  changeTable({ cursor: { id, index: null }, anchor: null, selection: CURSOR_ONLY, panel: true });
  // Another object, though it may say the same: the list then looks for the cursor's track.
  showTracks(position === null ? {} : { ...query });
}
