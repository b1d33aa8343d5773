import type { ReactNode } from "react";
import { Layers, X } from "lucide-react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import type { Playlist, TrackQueryInput } from "../../../common/domain/track.ts";
import { refineTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { showMoreOfMood } from "../similar/open.ts";
import { BY_LABELS, describeRange, RANGE_FILTERS, withRange } from "./filters.ts";
import "./FilterChips.css";

type Chip = { readonly key: string; readonly text: string; readonly remove: () => void };

/** Every condition of the list as a chip that takes it away. Nothing when there is none. */
export function FilterChips({
  query,
  moods,
  playlists,
}: {
  readonly query: TrackQueryInput;
  readonly moods: ReadonlyMap<number, MoodSummary>;
  readonly playlists: readonly Playlist[];
}): ReactNode {
  const chips = chipsOf(query, moods, playlists);
  if (chips.length === 0) return null;
  return (
    <div className="filter-chips" role="group" aria-label="Filters in use">
      {chips.map(({ key, text, remove }) => (
        <button key={key} type="button" className="filter-chips__chip" onClick={remove}>
          <span className="visually-hidden">Remove filter: </span>
          {text}
          <X size={14} aria-hidden />
        </button>
      ))}
      {typeof query.mood === "number" ? <MoreOfMood mood={moods.get(query.mood)} /> : null}
      {chips.length > 1 ? (
        <Button look="quiet" onClick={clearFilters}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}

function MoreOfMood({ mood }: { readonly mood: MoodSummary | undefined }): ReactNode {
  if (!mood) return null;
  return (
    <Button look="quiet" icon={Layers} onClick={() => void showMoreOfMood(mood.id, mood.name)}>
      More like {mood.name}
    </Button>
  );
}

/** All tracks again, in the order they are in. */
export function clearFilters(): void {
  refineTracks({
    text: undefined,
    mood: undefined,
    withAlso: undefined,
    by: undefined,
    playlist: undefined,
    missing: undefined,
    ranges: undefined,
  });
}

function chipsOf(
  query: TrackQueryInput,
  moods: ReadonlyMap<number, MoodSummary>,
  playlists: readonly Playlist[],
): Chip[] {
  const chips: Chip[] = [];
  const { mood, playlist, by, withAlso } = query;
  if (mood !== undefined) {
    const name = mood === "none" ? "none" : (moods.get(mood)?.name ?? "…");
    chips.push({
      key: "mood",
      text: withAlso && mood !== "none" ? `Mood: ${name}, also as second` : `Mood: ${name}`,
      remove: () => refineTracks({ mood: undefined, withAlso: undefined }),
    });
  }
  if (playlist !== undefined) {
    const name = playlists.find(({ id }) => id === playlist)?.name ?? "…";
    chips.push({
      key: "playlist",
      text: `Playlist: ${name}`,
      remove: () => refineTracks({ playlist: undefined }),
    });
  }
  if (by)
    chips.push({ key: "by", text: BY_LABELS[by], remove: () => refineTracks({ by: undefined }) });
  if (query.missing) {
    chips.push({
      key: "missing",
      text: "Without audio features",
      remove: () => refineTracks({ missing: undefined }),
    });
  }
  for (const filter of RANGE_FILTERS) {
    const range = query.ranges?.[filter.field];
    if (!range) continue;
    chips.push({
      key: filter.field,
      text: describeRange(filter, range),
      remove: () =>
        refineTracks({ ranges: withRange(query, filter.field, { low: null, high: null }) }),
    });
  }
  return chips;
}
