import { useMemo } from "react";
import { useCommands, type Command } from "../../app/commands.ts";
import { showTracks } from "../../app/view.ts";
import { startScan } from "../folders/queries.ts";
import { showFeatures } from "./part.ts";
import { startFetch } from "./queries.ts";

const GROUP = "Features";

/** What the palette offers of features and music folders, from any screen. Mount once. */
export function useFeatureCommands(): void {
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "go.features",
        title: "Go to features",
        group: "Go to",
        run: () => showFeatures("known"),
      },
      {
        id: "features.fetch",
        title: "Find features now",
        group: GROUP,
        run: () => {
          showFeatures("known");
          startFetch({});
        },
      },
      {
        id: "features.missing",
        title: "Show tracks without features",
        group: GROUP,
        run: () => showTracks({ missing: "features" }),
      },
      {
        id: "features.services",
        title: "Choose the services that are asked",
        group: GROUP,
        run: () => showFeatures("services"),
      },
      {
        id: "folders.show",
        title: "Music folders…",
        group: GROUP,
        run: () => showFeatures("folders"),
      },
      {
        id: "folders.scan",
        title: "Scan the music folders",
        group: GROUP,
        run: () => {
          showFeatures("folders");
          startScan(null);
        },
      },
    ],
    [],
  );
  useCommands(commands);
}
