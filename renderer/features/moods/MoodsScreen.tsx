import type { ReactNode } from "react";
import { Palette, Telescope } from "lucide-react";
import { Tabs } from "../../elements/Tabs.tsx";
import { useTrackCount } from "../library/queries.ts";
import { EmptyLibrary } from "../welcome/EmptyLibrary.tsx";
import { ClusterExplorer } from "./ClusterExplorer.tsx";
import { Discover } from "./Discover.tsx";
import { MoodCards } from "./MoodCards.tsx";
import { showMoodsTab, useOpened } from "./opened.ts";

const ALL_TRACKS = {};

/** The moods themselves: what they are called, which key sets them, what they sound like; and what the music itself suggests. */
export function MoodsScreen(): ReactNode {
  const { tab } = useOpened();
  const tracks = useTrackCount(ALL_TRACKS);
  return (
    <div className="screen">
      <div className="screen__inner">
        <header className="screen__header">
          <h1>Moods</h1>
        </header>
        <Tabs
          label="Moods"
          value={tab}
          onChange={showMoodsTab}
          panels={[
            { value: "moods", label: "Your moods", panel: <MoodCards /> },
            {
              value: "discover",
              label: "What else is there",
              panel: tracks === 0 ? <NothingToFind /> : <Discover />,
            },
            {
              value: "explore",
              label: "Explore clusters",
              panel: tracks === 0 ? <NothingToExplore /> : <ClusterExplorer />,
            },
          ]}
        />
      </div>
    </div>
  );
}

function NothingToExplore(): ReactNode {
  return (
    <EmptyLibrary icon={Palette} title="No tracks to explore yet">
      Clusters are groups of songs that sound alike. Once there are tracks with audio features in
      the library, they are found here.
    </EmptyLibrary>
  );
}

function NothingToFind(): ReactNode {
  return (
    <EmptyLibrary icon={Telescope} title="No tracks to look through yet">
      Here you are told of moods that may be missing and of moods that are really two. Once there
      are tracks with audio features in the library, they are found here.
    </EmptyLibrary>
  );
}
