import type { ReactNode } from "react";
import type { Seed } from "../../../common/domain/seed.ts";
import { Select } from "../../elements/Field.tsx";
import { formatCount } from "../../elements/format.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";

export type SeedChoice = { readonly accepted: boolean; readonly mood: number };

/** A row for each playlist: take it or not, and as which mood. */
export function SeedRows({
  seeds,
  choiceOf,
  onChoose,
}: {
  readonly seeds: readonly Seed[];
  readonly choiceOf: (seed: Seed) => SeedChoice;
  readonly onChoose: (playlist: number, choice: SeedChoice) => void;
}): ReactNode {
  const moods = useMoods();
  const options = moods.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <table className="seed-rows">
      <caption className="visually-hidden">Playlists whose names say a mood</caption>
      <thead>
        <tr>
          <th scope="col">Playlist</th>
          <th scope="col">Because of</th>
          <th scope="col">Mood</th>
          <th scope="col" className="numbers">
            Songs
          </th>
          <th scope="col" className="numbers">
            Without a label
          </th>
        </tr>
      </thead>
      <tbody>
        {seeds.map((seed) => {
          const { playlist, name, because, tracks, unlabelled } = seed;
          const choice = choiceOf(seed);
          const mood = moods.find(({ id }) => id === choice.mood);
          return (
            <tr key={playlist} className={choice.accepted ? undefined : "seed-row--off"}>
              <th scope="row">
                <label className="seed-row__name">
                  <input
                    type="checkbox"
                    checked={choice.accepted}
                    disabled={unlabelled === 0}
                    aria-label={`Label by ${name}`}
                    onChange={(event) =>
                      onChoose(playlist, { ...choice, accepted: event.target.checked })
                    }
                  />
                  <span className="cut" title={name}>
                    {name}
                  </span>
                </label>
              </th>
              <td>
                {because === "" ? <span className="soft">you chose it</span> : `“${because}”`}
              </td>
              <td>
                <span className="seed-row__mood">
                  <MoodDot color={mood?.color ?? null} />
                  <Select
                    aria-label={`Mood of ${name}`}
                    value={String(choice.mood)}
                    options={options}
                    onChange={(value) =>
                      onChoose(playlist, { accepted: unlabelled > 0, mood: Number(value) })
                    }
                  />
                </span>
              </td>
              <td className="numbers">{formatCount(tracks)}</td>
              <td className="numbers">{unlabelled === 0 ? "none" : formatCount(unlabelled)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
