import type { CSSProperties, ReactNode } from "react";
import type { LibraryStats } from "../../../common/domain/stats.ts";
import { showTracks } from "../../app/view.ts";
import { formatCount, formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";

/** How many tracks each mood has: a table whose bars are its chart. A mood's name leads to its tracks. */
export function MoodBars({ stats }: { readonly stats: LibraryStats }): ReactNode {
  const moods = useMoods();
  const most = stats.perMood.reduce((max, { count }) => Math.max(max, count), 1);
  return (
    <table className="mood-bars">
      <caption className="visually-hidden">Tracks per mood</caption>
      <thead>
        <tr>
          <th scope="col">Mood</th>
          <th scope="col" className="numbers">
            Tracks
          </th>
          <th scope="col" className="numbers">
            Share
          </th>
          <td aria-hidden />
        </tr>
      </thead>
      <tbody>
        {stats.perMood.map(({ mood: id, name, count }) => {
          const color = moods.find((mood) => mood.id === id)?.color ?? "mood-none";
          const bar = {
            "--part": `${(100 * count) / most}%`,
            "--bar": `var(--${color})`,
          } as CSSProperties;
          return (
            <tr key={id ?? "none"}>
              <th scope="row">
                <button
                  type="button"
                  className="mood-bars__show"
                  title={`Show the tracks in ${name}`}
                  onClick={() => showTracks({ mood: id ?? "none" })}
                >
                  <MoodBadge name={name} color={color} />
                </button>
              </th>
              <td className="numbers">{formatCount(count)}</td>
              <td className="numbers soft">{formatPercent(count / stats.tracks)}</td>
              <td className="mood-bars__bar-cell" aria-hidden>
                {count === 0 ? null : <span className="mood-bars__bar" style={bar} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
