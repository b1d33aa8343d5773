import { useCallback, useEffect, useMemo, type ReactNode } from "react";
import type { AppEvent } from "../../common/domain/job.ts";
import { Toasts } from "../elements/Toasts.tsx";
import { Notice } from "../elements/Notice.tsx";
import { ActivityBar } from "../features/activity/ActivityBar.tsx";
import { FeaturesScreen } from "../features/coverage/FeaturesScreen.tsx";
import { useFeatureCommands } from "../features/coverage/feature-commands.ts";
import { ExportDialog } from "../features/exporting/ExportDialog.tsx";
import { ImportDialog } from "../features/importing/ImportDialog.tsx";
import { useFileDrop } from "../features/importing/file-drop.ts";
import { LibraryScreen } from "../features/library/LibraryScreen.tsx";
import { MoodsScreen } from "../features/moods/MoodsScreen.tsx";
import { KeysDialog } from "../features/palette/KeysDialog.tsx";
import { Palette } from "../features/palette/Palette.tsx";
import { PlayerBar } from "../features/player/PlayerBar.tsx";
import { usePlaylistCommands } from "../features/playlists/commands.ts";
import { PlaylistsScreen } from "../features/playlists/PlaylistsScreen.tsx";
import { WritingDialog } from "../features/playlists/WritingDialog.tsx";
import { SeedsDialog } from "../features/seeds/SeedsDialog.tsx";
import { SettingsScreen } from "../features/settings/SettingsScreen.tsx";
import { useSettings } from "../features/settings/queries.ts";
import { useSpotifyCommands } from "../features/spotify/spotify-commands.ts";
import { SpotifyScreen } from "../features/spotify/SpotifyScreen.tsx";
import { DoctorScreen } from "../features/doctor/DoctorScreen.tsx";
import { useSimilarCommands } from "../features/similar/similar-commands.ts";
import { SimilarDialog } from "../features/similar/SimilarDialog.tsx";
import { TeachScreen } from "../features/teach/TeachScreen.tsx";
import { StatisticsScreen } from "../features/stats/StatisticsScreen.tsx";
import { ModelScreen } from "../features/training/ModelScreen.tsx";
import { ReportDialog } from "../features/training/ReportDialog.tsx";
import { runCommand, useCommandKeys, useCommands, type Command } from "./commands.ts";
import { useAppEvent, useEventStream } from "./events.ts";
import { Sidebar } from "./Sidebar.tsx";
import { toasts } from "./toasts.ts";
import { openOverlay, showScreen, useViewPart } from "./view.ts";
import "./App.css";

export function App(): ReactNode {
  const { connected } = useEventStream();
  const { theme } = useSettings();
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useGlobalCommands();
  usePlaylistCommands();
  useMenuCommands();
  useSpotifyCommands();
  useFeatureCommands();
  useSimilarCommands();
  useCommandKeys();
  useFileDrop();
  return (
    <div className="app">
      <Sidebar />
      <main className="app__main">
        {connected ? null : (
          <Notice tone="warning">
            The connection to Undertone is lost. It comes back by itself; if it does not, start
            Undertone again.
          </Notice>
        )}
        <CurrentScreen />
      </main>
      <PlayerBar />
      <ActivityBar connected={connected} />
      <CurrentOverlay />
      <Toasts manager={toasts} />
    </div>
  );
}

function CurrentScreen(): ReactNode {
  const screen = useViewPart((view) => view.screen);
  switch (screen) {
    case "library":
      return <LibraryScreen />;
    case "teach":
      return <TeachScreen />;
    case "moods":
      return <MoodsScreen />;
    case "spotify":
      return <SpotifyScreen />;
    case "playlists":
      return <PlaylistsScreen />;
    case "features":
      return <FeaturesScreen />;
    case "model":
      return <ModelScreen />;
    case "doctor":
      return <DoctorScreen />;
    case "statistics":
      return <StatisticsScreen />;
    case "settings":
      return <SettingsScreen />;
  }
}

function CurrentOverlay(): ReactNode {
  const overlay = useViewPart((view) => view.overlay);
  if (!overlay) return null;
  switch (overlay.kind) {
    case "import":
      return <ImportDialog file={overlay.file} />;
    case "export":
      return <ExportDialog query={overlay.query} />;
    case "report":
      return <ReportDialog model={overlay.model} />;
    case "similar":
      return <SimilarDialog ids={overlay.ids} title={overlay.title} notIn={overlay.notIn} />;
    case "writing":
      return <WritingDialog />;
    case "seeds":
      return <SeedsDialog />;
    case "palette":
      return <Palette />;
    case "keys":
      return <KeysDialog />;
  }
}

function useGlobalCommands(): void {
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "app.palette",
        title: "Find a command",
        group: "Undertone",
        keys: ["Mod+k"],
        inPalette: false,
        run: () => openOverlay({ kind: "palette" }),
      },
      {
        id: "app.keys",
        title: "Show all keys",
        group: "Undertone",
        keys: ["?"],
        run: () => openOverlay({ kind: "keys" }),
      },
      {
        id: "app.import",
        title: "Import tracks…",
        group: "Undertone",
        keys: ["Mod+o"],
        run: () => openOverlay({ kind: "import", file: null }),
      },
      {
        id: "app.export",
        title: "Export…",
        group: "Undertone",
        keys: ["Mod+e"],
        run: () => openOverlay({ kind: "export", query: null }),
      },
      {
        id: "go.library",
        title: "Go to the library",
        group: "Go to",
        run: () => showScreen("library"),
      },
      {
        id: "go.teach",
        title: "Teach: answer the next songs",
        group: "Go to",
        run: () => showScreen("teach"),
      },
      {
        id: "go.doctor",
        title: "Check my labels",
        group: "Go to",
        run: () => showScreen("doctor"),
      },
      { id: "go.moods", title: "Go to moods", group: "Go to", run: () => showScreen("moods") },
      {
        id: "go.playlists",
        title: "Go to mood playlists",
        group: "Go to",
        run: () => showScreen("playlists"),
      },
      { id: "go.model", title: "Go to the model", group: "Go to", run: () => showScreen("model") },
      {
        id: "go.statistics",
        title: "Go to statistics",
        group: "Go to",
        run: () => showScreen("statistics"),
      },
      {
        id: "go.settings",
        title: "Go to settings",
        group: "Go to",
        keys: ["Mod+,"],
        run: () => showScreen("settings"),
      },
    ],
    [],
  );
  useCommands(commands);
}

const MENU_COMMANDS = {
  import: "app.import",
  export: "app.export",
  settings: "go.settings",
  palette: "app.palette",
  keys: "app.keys",
  undo: "library.undo",
  redo: "library.redo",
  find: "library.find",
} as const;

/** The desktop's menu asks for the same commands that keys and palette run. */
function useMenuCommands(): void {
  const onEvent = useCallback((event: AppEvent) => {
    if (event.type === "command") runCommand(MENU_COMMANDS[event.command]);
  }, []);
  useAppEvent(onEvent);
}
