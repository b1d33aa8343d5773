import type { LabelChange } from "../../../common/domain/label.ts";
import type {
  Track,
  TrackPage,
  TrackQueryInput,
  TrackTarget,
} from "../../../common/domain/track.ts";
import { conditionsOf } from "./selection.ts";

/** A page as it will be after a change. The same page if none of its tracks changes. */
export function withChange(
  page: TrackPage,
  shown: TrackQueryInput,
  change: LabelChange,
): TrackPage {
  const isMeant = aimedAt(change.target, shown);
  const rows = page.rows.map((track) => (isMeant(track) ? changed(track, change) : track));
  return rows.some((track, index) => track !== page.rows[index]) ? { ...page, rows } : page;
}

function aimedAt(target: TrackTarget, shown: TrackQueryInput): (track: Track) => boolean {
  if ("ids" in target) {
    const ids = new Set(target.ids);
    return (track) => ids.has(track.id);
  }
  // Whether a row of another list fits the target's query only the library can say.
  const same = conditionsOf(target.query) === conditionsOf(shown);
  return () => same;
}

function changed(track: Track, change: LabelChange): Track {
  switch (change.kind) {
    case "set":
      return labelled(track, change.mood);
    case "accept":
      return track.mood === null ? track : labelled(track, track.mood.id);
    case "also":
      return track.mood?.id === change.mood || track.also.includes(change.mood)
        ? track
        : { ...track, also: [...track.also, change.mood] };
    case "notAlso":
      return { ...track, also: track.also.filter((mood) => mood !== change.mood) };
    case "clear":
      // What the model says instead is not known here: the old mood stays as a guess until the answer comes.
      return {
        ...track,
        mood: track.mood && { ...track.mood, by: "guess" },
        also: [],
      };
  }
}

function labelled(track: Track, mood: number): Track {
  const confidence = track.mood?.id === mood ? track.mood.confidence : null;
  const also = track.also.filter((other) => other !== mood);
  return { ...track, mood: { id: mood, by: "user", confidence }, also };
}
