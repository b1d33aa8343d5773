import { useId, useState, type ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import { Field, TextInput } from "../../elements/Field.tsx";
import { countOf } from "../../elements/format.ts";
import { RunFailure } from "../activity/RunFailure.tsx";
import { RunningCard } from "../activity/RunningCard.tsx";
import { useLibraryStats } from "../stats/queries.ts";
import { ClusterCard } from "./ClusterCard.tsx";
import { cancelClusters, findClusters, useClusterRun, useMoods } from "./queries.ts";
import "./ClusterExplorer.css";

/** Groups of songs that sound alike, whatever they are called; each can become a mood. */
export function ClusterExplorer(): ReactNode {
  const run = useClusterRun();
  return (
    <div className="clusters">
      <p className="soft clusters__intro">
        Songs that sound alike are put into groups, without looking at your labels. Each group is
        named by the mood whose definition is nearest; a group that no mood fits may be a mood you
        do not have yet. Bars to the right: more than in your whole library; to the left: less.
      </p>
      <Question isRunning={run.state === "running"} />
      {run.state === "running" ? (
        <RunningCard title="Exploring clusters" run={run} onCancel={cancelClusters} />
      ) : null}
      {run.state === "failed" ? <RunFailure error={run.error} /> : null}
      {run.state === "done" ? <Found result={run.result} /> : null}
    </div>
  );
}

function Question({ isRunning }: { readonly isRunning: boolean }): ReactNode {
  const moods = useMoods();
  const [k, setK] = useState<string | null>(null);
  const [seed, setSeed] = useState("42");
  const hint = useId();
  const groups = Number(k ?? String(Math.max(2, Math.min(20, moods.length))));
  const start = Number(seed);
  const isGood =
    Number.isInteger(groups) &&
    groups >= 2 &&
    groups <= 20 &&
    seed.trim() !== "" &&
    Number.isInteger(start) &&
    start >= 0 &&
    start <= 4_294_967_295;
  return (
    <form
      className="clusters__question"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) findClusters({ k: groups, seed: start });
      }}
    >
      <Field label="Groups">
        {(ids) => (
          <TextInput
            {...ids}
            type="number"
            min={2}
            max={20}
            value={k ?? String(groups)}
            onChange={(event) => setK(event.target.value)}
          />
        )}
      </Field>
      <Field label="Seed">
        {(ids) => (
          <TextInput
            {...ids}
            type="number"
            min={0}
            max={4_294_967_295}
            value={seed}
            onChange={(event) => setSeed(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" disabled={!isGood || isRunning} aria-describedby={hint}>
        Explore
      </Button>
      <span id={hint} className="soft clusters__hint">
        {isGood
          ? "The same seed finds the same groups again."
          : "Ask for 2 to 20 groups; the seed is a whole number from 0."}
      </span>
    </form>
  );
}

function Found({
  result: { clusters, tracks, seed },
}: {
  readonly result: Extract<ReturnType<typeof useClusterRun>, { state: "done" }>["result"];
}): ReactNode {
  const moods = useMoods();
  const stats = useLibraryStats();
  const unnamed = clusters.filter((cluster) => cluster.mood === null).length;
  return (
    <section aria-label="Clusters" className="clusters__found">
      <p role="status">
        {countOf(clusters.length, "group")} of {countOf(tracks, "track")}, seed {seed}.{" "}
        {unnamed === 0
          ? ""
          : `${countOf(unnamed, "group")} ${unnamed === 1 ? "fits" : "fit"} none of your moods.`}
      </p>
      <ol className="clusters__list">
        {clusters
          .toSorted((a, b) => b.size - a.size)
          .map((cluster) => (
            <ClusterCard
              key={cluster.cluster}
              cluster={cluster}
              share={cluster.size / tracks}
              mood={moods.find(({ id }) => id === cluster.mood)}
              features={stats?.features ?? []}
            />
          ))}
      </ol>
    </section>
  );
}
