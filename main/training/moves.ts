import type { TrainReport } from "../../common/domain/model.ts";
import type { TrackColumns } from "../library/columns.ts";
import type { Library } from "../library/library.ts";
import type { Predictions } from "../library/predictions.ts";
import { readTracks } from "../library/tracks.ts";

/** Moves named in a report; the rest is counted. */
const NAMED = 200;

export type Move = {
  readonly id: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly confidence: number | null;
};

/** Which unlabelled tracks a new model puts elsewhere, most confident first. Call before the columns take it over. */
export function moves(
  columns: TrackColumns,
  predictions: Predictions,
): { readonly count: number; readonly first: readonly Move[] } {
  const found: Move[] = [];
  for (let index = 0; index < predictions.ids.length; index += 1) {
    const id = predictions.ids[index] ?? 0;
    const row = columns.rowOf(id);
    if (row < 0 || columns.labelBy[row] !== 0) continue;
    const from = columns.guessMood[row] ?? 0;
    const to = predictions.mood[index] ?? 0;
    // A first guess is not a move.
    if (from === to || from === 0) continue;
    found.push({
      id,
      from,
      to: to === 0 ? null : to,
      confidence: to === 0 ? null : (predictions.confidence[index] ?? 0),
    });
  }
  const first = found.toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0)).slice(0, NAMED);
  return { count: found.length, first };
}

/** The named moves as the report tells them. */
export function describeMoves(
  library: Library,
  first: ReturnType<typeof moves>["first"],
): TrainReport["movedTracks"] {
  const tracks = new Map(
    readTracks(
      library.db,
      first.map((move) => move.id),
    ).map((track) => [track.id, track]),
  );
  return first.flatMap(({ id, from, to, confidence }) => {
    const track = tracks.get(id);
    return track ? [{ id, title: track.title, artists: track.artists, from, to, confidence }] : [];
  });
}

/** One sentence about a training. */
export function outcomeOf(report: TrainReport): string {
  const moved = report.moved === 1 ? "1 song moved" : `${report.moved} songs moved`;
  const { before, after } = report.agreement;
  if (!after || report.labels < 20) return `${moved}.`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return before
    ? `${moved}; agreement ${percent(before.mean)} → ${percent(after.mean)}.`
    : `${moved}; agreement ${percent(after.mean)}.`;
}
