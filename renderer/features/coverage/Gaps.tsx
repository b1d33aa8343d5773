import type { ReactNode } from "react";
import type { Coverage, GapReason } from "../../../common/domain/coverage.ts";
import { openOverlay, showTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { showFeatures } from "./part.ts";
import { startFetch, useFetchRun, useProviders } from "./queries.ts";
import { GAP_WORDS } from "./words.ts";
import "./Gaps.css";

/** Why tracks have no features at all, and what the user can do about each reason. */
export function Gaps({ coverage }: { readonly coverage: Coverage }): ReactNode {
  const { none, gaps } = coverage;
  const shown = gaps.filter(({ tracks }) => tracks > 0);
  if (none === 0) return null;
  return (
    <section className="card features-screen__part" aria-labelledby="features-gaps">
      <div className="gaps__head">
        <h2 id="features-gaps">Why {countOf(none, "track has", "tracks have")} none</h2>
        <Button onClick={() => showTracks({ missing: "features" })}>
          Show {none === 1 ? "it" : "these tracks"}
        </Button>
      </div>
      <ul className="gaps__list">
        {shown.map(({ reason, tracks }) => (
          <li key={reason} className="gaps__item">
            <div className="gaps__words">
              <h3>
                {GAP_WORDS[reason].title} · {countOf(tracks, "track")}
              </h3>
              <p className="soft">{GAP_WORDS[reason].why}</p>
            </div>
            <div className="gaps__actions">
              <GapActions reason={reason} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function GapActions({ reason }: { readonly reason: GapReason }): ReactNode {
  const { chosen } = useProviders();
  const isRunning = useFetchRun().state === "running";
  const canAsk = chosen.some(({ enabled }) => enabled);
  switch (reason) {
    case "not_asked":
      return canAsk ? (
        <Button disabled={isRunning} onClick={() => startFetch({})}>
          Ask now
        </Button>
      ) : (
        <Button onClick={() => showFeatures("services")}>Switch on a service</Button>
      );
    case "not_known":
      return (
        <>
          {chosen.every(({ enabled }) => enabled) ? null : (
            <Button onClick={() => showFeatures("services")}>Switch on another service</Button>
          )}
          <Button disabled={isRunning || !canAsk} onClick={() => startFetch({ again: true })}>
            Ask again now
          </Button>
          <Button onClick={() => showFeatures("folders")}>Add a music folder</Button>
        </>
      );
    case "no_id":
      return (
        <>
          <Button onClick={() => showFeatures("folders")}>Add a music folder</Button>
          <Button onClick={() => openOverlay({ kind: "import", file: null })}>
            Import features…
          </Button>
        </>
      );
    case "broken_file":
      return <Button onClick={() => showFeatures("folders")}>See which files</Button>;
  }
}
