import { useMemo } from "react";
import { useCommands, type Command } from "../../app/commands.ts";
import { openOverlay, showScreen } from "../../app/view.ts";
import { lookAtChanges } from "./writing.ts";

const GROUP = "Spotify";

/** What can be done with mood playlists from anywhere. Mount once. */
export function usePlaylistCommands(): void {
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "playlists.plan",
        title: "See what would change on Spotify",
        group: GROUP,
        run: () => {
          showScreen("playlists");
          lookAtChanges();
        },
      },
      {
        id: "seeds.open",
        title: "Start from your playlists: labels by their names…",
        group: GROUP,
        run: () => openOverlay({ kind: "seeds" }),
      },
    ],
    [],
  );
  useCommands(commands);
}

/** The keys of the mood playlists' own screen. */
export function useScreenCommands(): void {
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "playlists.planHere",
        title: "See what would change",
        group: "Mood playlists",
        keys: ["p"],
        inPalette: false,
        run: () => lookAtChanges(),
      },
    ],
    [],
  );
  useCommands(commands);
}
