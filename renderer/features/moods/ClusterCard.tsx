import { useState, type CSSProperties, type ReactNode } from "react";
import { Plus } from "lucide-react";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { Clustering } from "../../../common/domain/model.ts";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import type { FeatureStats } from "../../../common/domain/stats.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { FEATURES, showFigure } from "../stats/model-features.ts";
import { clusterDefinition, clusterName, deviation } from "./cluster-words.ts";
import { NewMoodDialog } from "./NewMoodDialog.tsx";
import { useTracks } from "./queries.ts";

type Cluster = Clustering["clusters"][number];

export function ClusterCard({
  cluster,
  share,
  mood,
  features,
}: {
  readonly cluster: Cluster;
  readonly share: number;
  readonly mood: MoodSummary | undefined;
  readonly features: readonly FeatureStats[];
}): ReactNode {
  const [making, setMaking] = useState(false);
  return (
    <li className="card cluster">
      <div className="cluster__head">
        <h2>
          {mood ? (
            <MoodBadge name={`near “${mood.name}”`} color={mood.color} />
          ) : (
            <MoodBadge name="No mood fits" color={null} />
          )}
        </h2>
        <span className="soft">
          {countOf(cluster.size, "track")}, {formatPercent(share)}
        </span>
      </div>
      <Centre cluster={cluster} features={features} />
      <Examples ids={cluster.examples} />
      <Button
        icon={Plus}
        look={mood ? "plain" : "primary"}
        className="cluster__make"
        onClick={() => setMaking(true)}
      >
        {mood ? "Make it a mood of its own" : "Make this a mood"}
      </Button>
      {making ? (
        <NewMoodDialog
          definition={clusterDefinition(cluster.centre, features)}
          suggestedName={clusterName(cluster.centre, features)}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </li>
  );
}

/** Each feature's mean beside the library's: a bar to the right is more, to the left less. */
function Centre({
  cluster: { centre },
  features,
}: {
  readonly cluster: Cluster;
  readonly features: readonly FeatureStats[];
}): ReactNode {
  return (
    <table className="cluster__bars">
      <thead>
        <tr>
          <th scope="col">Mean of</th>
          <th scope="col">
            less · more<span className="visually-hidden"> than in the whole library</span>
          </th>
          <th scope="col">here</th>
        </tr>
      </thead>
      <tbody>
        {MODEL_FEATURES.map((feature) => {
          const mean = centre[feature] ?? null;
          const by = deviation(
            mean,
            features.find((figures) => figures.feature === feature),
          );
          return (
            <tr key={feature}>
              <th scope="row">{FEATURES[feature].label}</th>
              <td>{by === null ? null : <Deviation by={by} />}</td>
              <td>{showFigure(feature, mean)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** `by` in the library's standard deviations; two fill a side. */
function Deviation({ by }: { readonly by: number }): ReactNode {
  const part = Math.min(1, Math.abs(by) / 2) * 50;
  const places = (
    by < 0
      ? { "--left": `${50 - part}%`, "--right": "50%" }
      : { "--left": "50%", "--right": `${50 - part}%` }
  ) as CSSProperties;
  const words = `${Math.abs(by).toFixed(1)} standard deviations ${by < 0 ? "below" : "above"} the library's mean`;
  return (
    <span className="deviation" role="img" aria-label={words} title={words}>
      <span className="deviation__bar" style={places} />
    </span>
  );
}

function Examples({ ids }: { readonly ids: readonly number[] }): ReactNode {
  const tracks = useTracks(ids);
  return (
    <ul className="cluster__examples" aria-label="Examples">
      {tracks.map(({ id, title, artists }) => (
        <li key={id} className="cut">
          {title} <span className="soft">{artists.join(", ")}</span>
        </li>
      ))}
    </ul>
  );
}
