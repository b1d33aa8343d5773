import { heldBackSentence, type TrainReport } from "../../common/domain/model.ts";
import type { Database } from "better-sqlite3";
import type { Moves } from "../learning/session/moves.ts";
import type { TrackColumns } from "../library/columns.ts";
import { prepared } from "../library/prepared.ts";

/** The named moves as the report tells them. */
export function describeMoves(
  db: Database,
  { ids }: TrackColumns,
  { first }: Moves,
): TrainReport["movedTracks"] {
  const idOf = (row: number) => ids[row] ?? 0;
  const tracks = new Map(
    (
      prepared(
        db,
        "SELECT t.id, t.title, t.artists FROM json_each(?) AS wanted JOIN tracks t ON t.id = wanted.value",
      ).all(JSON.stringify(first.map(({ row }) => idOf(row)))) as {
        id: number;
        title: string;
        artists: string;
      }[]
    ).map((track) => [track.id, track]),
  );
  return first.flatMap(({ row, from, to, confidence }) => {
    const track = tracks.get(idOf(row));
    if (!track) return [];
    return [
      {
        id: track.id,
        title: track.title,
        artists: JSON.parse(track.artists) as string[],
        from,
        to: to === 0 ? null : to,
        confidence: to === 0 ? null : confidence,
      },
    ];
  });
}

/** One sentence about a training. */
export function outcomeOf(report: TrainReport): string {
  const heldBack = heldBackSentence(report);
  if (heldBack !== null) return heldBack;
  const moved = report.moved === 1 ? "1 song moved" : `${report.moved} songs moved`;
  const { before, after } = report.agreement;
  if (!after || report.labels < 20) return `${moved}.`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return before
    ? `${moved}; agreement ${percent(before.mean)} → ${percent(after.mean)}.`
    : `${moved}; agreement ${percent(after.mean)}.`;
}
