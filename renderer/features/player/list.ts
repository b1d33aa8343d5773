import { useEffect } from "react";
import { announce, announceError } from "../../app/toasts.ts";
import { currentView } from "../../app/view.ts";
import { moveCursor, tableState, useTableStatePart } from "../library/table-state.ts";
import { isGoingOn, playerState, playTrack, togglePlaying, trackOf } from "./player.ts";
import { findWithSound } from "./queries.ts";

/** Moves the list's cursor to a row and shows it. */
type Move = (index: number, extend: boolean) => void;

/** Somebody who holds an arrow key down does not want to hear every track on the way (ms). */
const REST = 150;

let moveInList: Move | null = null;

/** Lets the player move the cursor of the list while it is on the screen. */
export function useListForPlayer(moveTo: Move): void {
  useEffect(() => {
    moveInList = moveTo;
    return () => {
      moveInList = null;
    };
  }, [moveTo]);
}

/** What plays goes on with the track that the user moves the cursor to. Mount once. */
export function useFollowCursor(): void {
  const id = useTableStatePart(({ cursor }) => (cursor && !cursor.byItself ? cursor.id : null));
  useEffect(() => {
    if (id === null) return;
    const timer = setTimeout(() => {
      const state = playerState();
      if (isGoingOn(state) && trackOf(state)?.id !== id) void playTrack(id);
    }, REST);
    return () => clearTimeout(timer);
  }, [id]);
}

/** Plays the cursor's track, or pauses what plays; away from the list it is for what the player holds. */
export function playOrPause(): void {
  const state = playerState();
  const held = trackOf(state)?.id;
  const { cursor } = tableState();
  const wanted = currentView().screen === "library" ? (cursor?.id ?? held) : held;
  if (state.phase === "playing" || ("peaks" in state && wanted === held)) togglePlaying();
  else if (wanted !== undefined) void playTrack(wanted);
  else announce("Nothing to play: choose a track in the library first.");
}

/** Plays the nearest track of the list that has sound, after (1) or before (-1) the one that is held. */
export async function playNeighbour(direction: 1 | -1): Promise<void> {
  const { query } = currentView();
  const from = tableState().cursor?.id ?? trackOf(playerState())?.id;
  if (from === undefined) return;
  try {
    const found = await findWithSound(query, from, direction);
    if (!found) {
      announce(
        direction === 1
          ? "No track with sound comes after this one in the list."
          : "No track with sound comes before this one in the list.",
      );
      return;
    }
    if (moveInList) moveInList(found.index, false);
    else moveCursor(found);
    await playTrack(found.id);
  } catch (error) {
    announceError(error);
  }
}
