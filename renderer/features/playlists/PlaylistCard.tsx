import { useId, type CSSProperties, type ReactNode } from "react";
import { Globe, Lock, SlidersHorizontal } from "lucide-react";
import type { MoodPlaylist } from "../../../common/domain/mood-playlist.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatCount, formatMoment } from "../../elements/format.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import { OpenInSpotify } from "../spotify/OpenInSpotify.tsx";
import { useUpdatePlaylist } from "./queries.ts";
import { RulesEditor } from "./RulesEditor.tsx";
import { rulesWords } from "./words.ts";
import "./PlaylistCard.css";

/** One mood's playlist: whether there is to be one, how it stands, and the rules for what goes in. */
export function PlaylistCard({
  playlist,
  isOpen,
  onToggle,
}: {
  readonly playlist: MoodPlaylist;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { mood, moodName, chosen, name, matching, url, rules } = playlist;
  const { mutate: update } = useUpdatePlaylist(mood);
  const color = useMoods().find(({ id }) => id === mood)?.color ?? "mood-none";
  const editor = useId();
  return (
    <li
      className={`card playlist-card ${chosen ? "" : "playlist-card--off"}`}
      aria-label={moodName}
      style={{ "--playlist-card-color": `var(--${color})` } as CSSProperties}
    >
      <div className="playlist-card__bar">
        <label className="playlist-card__mood">
          <input
            type="checkbox"
            checked={chosen}
            aria-label={`Playlist for ${moodName}`}
            onChange={(event) => update({ chosen: event.target.checked })}
          />
          <MoodDot color={color} />
          <span className="cut" title={moodName}>
            {moodName}
          </span>
        </label>
        <div className="playlist-card__about">
          <span className="playlist-card__name">
            <span className="cut" title={name}>
              {name}
            </span>
            <Visibility isPublic={playlist.public} />
          </span>
          <span className="soft playlist-card__rules">{rulesWords(rules)}</span>
        </div>
        <div className="playlist-card__counts">
          <strong>{formatCount(matching)}</strong>
          <span className="soft">match now</span>
        </div>
        <Written playlist={playlist} />
        <div className="playlist-card__links">{url ? <OpenInSpotify href={url} /> : null}</div>
        <Button
          icon={SlidersHorizontal}
          aria-expanded={isOpen}
          aria-controls={editor}
          aria-label={`Rules of ${moodName}`}
          onClick={onToggle}
        >
          Rules
        </Button>
      </div>
      <div id={editor}>
        {isOpen ? <RulesEditor playlist={playlist} onChange={(change) => update(change)} /> : null}
      </div>
    </li>
  );
}

function Visibility({ isPublic }: { readonly isPublic: boolean }): ReactNode {
  const Icon = isPublic ? Globe : Lock;
  return (
    <span className="playlist-card__visibility">
      <Icon size={12} aria-hidden />
      {isPublic ? "Public" : "Private"}
    </span>
  );
}

function Written({
  playlist: { chosen, writtenAt, writtenCount },
}: {
  readonly playlist: MoodPlaylist;
}): ReactNode {
  if (writtenAt === null) {
    return (
      <div className="playlist-card__written soft">
        {chosen ? "Not written yet" : "No playlist"}
      </div>
    );
  }
  return (
    <div className="playlist-card__written">
      <span>{writtenCount === null ? "Written" : `${countOf(writtenCount, "song")} written`}</span>
      <span className="soft">{formatMoment(writtenAt)}</span>
    </div>
  );
}
