import type { ReactNode } from "react";
import type { Explanation, Level } from "../../../common/domain/learning.ts";
import { useExplanation } from "../explain/queries.ts";
import { FEATURE_WORDS } from "../explain/words.ts";

/** The most that are shown: what stands out most comes first. */
const MOST = 6;

/** What a song is like, in plain words with the values behind them: "calm 0.21", "very fast 168 BPM". */
export function Traits({ id }: { readonly id: number }): ReactNode {
  const { explanation } = useExplanation(id);
  if (explanation?.track.id !== id) return <div className="song-card__traits" />;
  const traits = traitsOf(explanation.contributions).slice(0, MOST);
  return traits.length === 0 ? (
    <p className="soft song-card__traits">
      In all that is known of it, it is like most of your songs.
    </p>
  ) : (
    <ul className="song-card__traits" aria-label="What it is like">
      {traits.map(({ feature, words, shown, out }) => (
        <li key={feature} className={`song-card__trait ${out > 0 ? "song-card__trait--out" : ""}`}>
          {words} <span className="soft">{shown}</span>
        </li>
      ))}
    </ul>
  );
}

const STANDS_OUT: Readonly<Record<Level, number>> = {
  "very low": 2,
  low: 1,
  middling: 0,
  high: 1,
  "very high": 2,
};

function traitsOf(contributions: Explanation["contributions"]) {
  return contributions
    .flatMap(({ feature, value, level }) => {
      const words =
        level === null || value === null ? null : FEATURE_WORDS[feature].trait(level, value);
      if (value === null || level === null || words === null) return [];
      const shown = FEATURE_WORDS[feature].show(value);
      return [{ feature, words, shown, out: STANDS_OUT[level] }];
    })
    .toSorted((a, b) => b.out - a.out);
}
