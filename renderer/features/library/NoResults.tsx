import type { ReactNode } from "react";
import { SearchX } from "lucide-react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { clearFilters } from "./FilterChips.tsx";

/** Says why the list is empty although the library is not. */
export function NoResults({ query }: { readonly query: TrackQueryInput }): ReactNode {
  return (
    <EmptyState
      icon={SearchX}
      title="No tracks here"
      actions={<Button onClick={clearFilters}>Clear filters</Button>}
    >
      {reason(query)}
    </EmptyState>
  );
}

function reason(query: TrackQueryInput): string {
  const { text, mood, by, playlist, missing, ranges } = query;
  const conditions = [text, mood, by, playlist, missing, ranges].filter((one) => one !== undefined);
  if (conditions.length > 1)
    return "No track meets all of these conditions at once. Take one away.";
  if (text !== undefined) {
    return `No title, artist or album has “${text}”. Try fewer letters, or the beginning of a word.`;
  }
  if (missing) return "Every track has audio features.";
  if (mood === "none") return "Every track is in a mood.";
  if (by === "unsure") return "The model is sure of all its guesses.";
  if (by === "guess") return "No track has a guessed mood.";
  if (by === "labelled") return "No track has a label yet. Set a mood with its key, 1 to 9.";
  if (mood !== undefined) return "No track is in this mood yet. Set it with its key, or train.";
  if (playlist !== undefined) return "This playlist is empty.";
  return "No track is in this range.";
}
