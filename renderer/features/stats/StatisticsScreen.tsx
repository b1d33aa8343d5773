import type { ReactNode } from "react";
import { ChartColumn } from "lucide-react";
import type { LibraryStats } from "../../../common/domain/stats.ts";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { showTracks } from "../../app/view.ts";
import { formatCount, formatPercent } from "../../elements/format.ts";
import { EmptyLibrary } from "../welcome/EmptyLibrary.tsx";
import { FeatureTable } from "./FeatureTable.tsx";
import { MoodBars } from "./MoodBars.tsx";
import { MoodComparison } from "./MoodComparison.tsx";
import { useLibraryStats } from "./queries.ts";
import "./StatisticsScreen.css";

/** The library in numbers. */
export function StatisticsScreen(): ReactNode {
  const stats = useLibraryStats();
  return (
    <div className="screen">
      <div className="screen__inner">
        <header className="screen__header">
          <h1>Statistics</h1>
        </header>
        {stats?.tracks === 0 ? <NoTracks /> : null}
        {stats && stats.tracks > 0 ? (
          <>
            <Counts stats={stats} />
            <section className="card statistics__part" aria-labelledby="statistics-moods">
              <h2 id="statistics-moods">Moods</h2>
              <MoodBars stats={stats} />
            </section>
            <section className="card statistics__part" aria-labelledby="statistics-compare">
              <h2 id="statistics-compare">How the moods sound</h2>
              <MoodComparison stats={stats} />
            </section>
            <section className="card statistics__part" aria-labelledby="statistics-features">
              <h2 id="statistics-features">Audio features</h2>
              <FeatureTable stats={stats} />
            </section>
          </>
        ) : null}
      </div>
    </div>
  );
}

function NoTracks(): ReactNode {
  return (
    <EmptyLibrary icon={ChartColumn} title="No tracks, so no numbers yet">
      Once there are tracks in the library, this page counts them, shows how your moods differ, and
      what is known of every audio feature.
    </EmptyLibrary>
  );
}

function Counts({
  stats: { tracks, labelled, unsure, withoutFeatures, playlists },
}: {
  readonly stats: LibraryStats;
}): ReactNode {
  return (
    <ul className="statistics__counts">
      <Count label="tracks" count={tracks} query={{}} />
      <Count
        label="labelled"
        count={labelled}
        share={labelled / tracks}
        query={{ by: "labelled" }}
      />
      <Count label="unsure" count={unsure} share={unsure / tracks} query={{ by: "unsure" }} />
      <Count
        label="without features"
        count={withoutFeatures}
        share={withoutFeatures / tracks}
        query={{ missing: "features" }}
      />
      <Count label={playlists === 1 ? "playlist" : "playlists"} count={playlists} />
    </ul>
  );
}

/** A number that leads to its tracks, if it counts tracks. */
function Count({
  label,
  count,
  share,
  query,
}: {
  readonly label: string;
  readonly count: number;
  readonly share?: number;
  readonly query?: TrackQueryInput;
}): ReactNode {
  const words = (
    <>
      <span className="statistics__number">{formatCount(count)}</span>
      <span className="soft">
        {label}
        {share === undefined ? "" : ` · ${formatPercent(share)}`}
      </span>
    </>
  );
  return (
    <li>
      {query && count > 0 ? (
        <button type="button" className="card statistics__count" onClick={() => showTracks(query)}>
          {words}
        </button>
      ) : (
        <div className="card statistics__count">{words}</div>
      )}
    </li>
  );
}
