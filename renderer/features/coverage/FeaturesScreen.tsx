import type { ReactNode } from "react";
import { AudioLines, Search } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { Tabs } from "../../elements/Tabs.tsx";
import { FoldersPart } from "../folders/FoldersPart.tsx";
import { EmptyLibrary } from "../welcome/EmptyLibrary.tsx";
import { FetchProgress } from "./FetchProgress.tsx";
import { FieldTable } from "./FieldTable.tsx";
import { Gaps } from "./Gaps.tsx";
import { chooseFeaturesPart, useFeaturesPart } from "./part.ts";
import { startFetch, useCoverage, useFetchRun, useProviders } from "./queries.ts";
import { Services } from "./Services.tsx";
import { Whole } from "./Whole.tsx";
import "./FeaturesScreen.css";

/** Where the numbers come from that moods are guessed by, what is missing, and what can be done about it. */
export function FeaturesScreen(): ReactNode {
  const part = useFeaturesPart();
  const run = useFetchRun();
  const { coverage, error } = useCoverage();
  const { chosen } = useProviders();
  const canAsk = chosen.some(({ enabled }) => enabled) && coverage !== undefined;
  return (
    <div className="screen">
      <div className="screen__inner">
        <header className="screen__header">
          <div>
            <h1>Features</h1>
            <p className="soft">
              Energy, tempo, key and the like: what moods are guessed by, and who said it.
            </p>
          </div>
          {coverage?.tracks === 0 ? null : (
            <Button
              look="primary"
              icon={Search}
              disabled={!canAsk || run.state === "running"}
              onClick={() => startFetch({})}
            >
              Find features
            </Button>
          )}
        </header>
        {error ? <Notice tone="error">{error.message}</Notice> : null}
        <FetchProgress run={run} />
        <Tabs
          label="Parts of this screen"
          value={part}
          onChange={chooseFeaturesPart}
          panels={[
            { value: "known", label: "What is known", panel: <Known /> },
            { value: "services", label: "Services", panel: <Services coverage={coverage} /> },
            { value: "folders", label: "Music folders", panel: <FoldersPart /> },
          ]}
        />
      </div>
    </div>
  );
}

function Known(): ReactNode {
  const { coverage } = useCoverage();
  if (!coverage) return null;
  if (coverage.tracks === 0) {
    return (
      <EmptyLibrary icon={AudioLines} title="No tracks, so no features yet">
        Once there are tracks, this page says what is known of them and from where. You can also
        start from a folder of music: see “Music folders” above.
      </EmptyLibrary>
    );
  }
  return (
    <div className="features-screen__parts">
      <Whole coverage={coverage} />
      <Gaps coverage={coverage} />
      <FieldTable coverage={coverage} />
    </div>
  );
}
