import type { ReactNode, RefObject } from "react";
import { Layers, PanelRight } from "lucide-react";
import { MenuAt, MenuItem, MenuLine } from "../../elements/Menu.tsx";
import { countOf } from "../../elements/format.ts";
import { MOST_ASKED, showSimilar } from "../similar/open.ts";
import { SpotifyMark } from "../spotify/SpotifyMark.tsx";
import { MoodMenuItems } from "./MoodMenuItems.tsx";
import type { Relabel } from "./relabel.tsx";
import { aimOf } from "./selection.ts";
import { spotifyLink } from "./spotify-link.ts";
import { togglePanel, useTableState } from "./table-state.ts";
import { trackAt, type TrackWindow } from "./track-window.ts";

/** What can be done to the picked tracks, or to the one under the cursor. */
export function RowMenu({
  place,
  grid,
  shown,
  relabel,
  onClose,
}: {
  readonly place: { readonly x: number; readonly y: number };
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly shown: TrackWindow;
  readonly relabel: Relabel;
  readonly onClose: () => void;
}): ReactNode {
  const { cursor, selection } = useTableState();
  const aim = aimOf(selection, cursor);
  if (!aim) return null;
  const track =
    aim.size === 1 && cursor !== null && cursor.index !== null
      ? trackAt(shown, cursor.index)
      : undefined;
  const link = spotifyLink(track?.uri ?? null);
  const ids = "ids" in aim.target ? aim.target.ids : [];
  return (
    <MenuAt
      label={aim.size === 1 ? (track?.title ?? "Track") : countOf(aim.size, "track")}
      place={place}
      returnFocus={grid}
      onClose={onClose}
    >
      <MoodMenuItems onChoose={(action) => relabel(action, aim)} />
      <MenuLine />
      {ids.length > 0 && ids.length <= MOST_ASKED ? (
        <MenuItem
          mark={<Layers size={16} aria-hidden />}
          onSelect={() =>
            showSimilar({ ids, title: track?.title ?? `the ${countOf(aim.size, "picked song")}` })
          }
        >
          {aim.size === 1 ? "Songs like this" : "More like these"}
        </MenuItem>
      ) : null}
      <MenuItem mark={<PanelRight size={16} aria-hidden />} shortcut="I" onSelect={togglePanel}>
        Show or hide details
      </MenuItem>
      {link === null ? null : (
        <MenuItem mark={<SpotifyMark />} onSelect={() => window.open(link, "_blank", "noopener")}>
          Open in Spotify
        </MenuItem>
      )}
    </MenuAt>
  );
}
