import { createContext, useContext } from "react";
import type { MoodSummary } from "../../../common/domain/mood.ts";

/** What every row needs to know; a query in each of them would be felt while scrolling. */
export type LibraryContextValue = {
  readonly moods: ReadonlyMap<number, MoodSummary>;
  readonly unsureBelow: number;
};

export const LibraryContext = createContext<LibraryContextValue>({
  moods: new Map(),
  unsureBelow: 0,
});

export function useLibraryContext(): LibraryContextValue {
  return useContext(LibraryContext);
}
