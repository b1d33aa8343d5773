import type { ReactNode } from "react";
import {
  AudioLines,
  ChartColumn,
  Download,
  GraduationCap,
  Headphones,
  ListChecks,
  Palette,
  Settings,
  Sprout,
  Upload,
} from "lucide-react";
import { Button } from "../elements/Button.tsx";
import { MoodList } from "../features/moods/MoodList.tsx";
import { PlaylistList } from "../features/library/PlaylistList.tsx";
import { TrainControl } from "../features/training/TrainControl.tsx";
import { openOverlay, showScreen, useViewPart, type Screen } from "./view.ts";
import "./Sidebar.css";

const PLACES = [
  { screen: "teach", label: "Teach", icon: Sprout },
  { screen: "spotify", label: "Spotify", icon: Headphones },
  { screen: "moods", label: "Moods", icon: Palette },
  { screen: "playlists", label: "Mood playlists", icon: ListChecks },
  { screen: "features", label: "Features", icon: AudioLines },
  { screen: "model", label: "Model", icon: GraduationCap },
  { screen: "statistics", label: "Statistics", icon: ChartColumn },
  { screen: "settings", label: "Settings", icon: Settings },
] as const satisfies readonly { screen: Screen; label: string; icon: typeof Settings }[];

export function Sidebar(): ReactNode {
  const screen = useViewPart((view) => view.screen);
  return (
    <aside className="sidebar" aria-label="Undertone">
      <div className="sidebar__name">
        <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden>
          <path
            d="M3 10v4M7 6v12M11 9v6M15 4v16M19 9v6"
            stroke="var(--accent)"
            strokeWidth="2.4"
            strokeLinecap="round"
          />
        </svg>
        Undertone
      </div>
      <div className="sidebar__doors">
        <Button icon={Download} onClick={() => openOverlay({ kind: "import", file: null })}>
          Import
        </Button>
        <Button icon={Upload} onClick={() => openOverlay({ kind: "export", query: null })}>
          Export
        </Button>
      </div>
      <div className="sidebar__lists">
        <MoodList />
        <PlaylistList />
      </div>
      <TrainControl />
      <nav className="sidebar__places" aria-label="Screens">
        {PLACES.map(({ screen: place, label, icon: Icon }) => (
          <button
            key={place}
            type="button"
            className="sidebar__item"
            aria-current={screen === place ? "page" : undefined}
            onClick={() => showScreen(place)}
          >
            <Icon size={16} aria-hidden />
            {label}
          </button>
        ))}
      </nav>
    </aside>
  );
}
