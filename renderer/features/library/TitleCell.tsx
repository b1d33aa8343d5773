import type { ReactNode } from "react";
import type { Track } from "../../../common/domain/track.ts";
import { RowSound } from "../player/RowSound.tsx";
import "./TitleCell.css";

/** The title, and a sign where there is sound. */
export function TitleCell({ track }: { readonly track: Track }): ReactNode {
  if (!track.hasAudio) return track.title;
  return (
    <span className="title-cell">
      <span className="cut">{track.title}</span>
      <RowSound track={track} />
    </span>
  );
}
