import { useState, type ReactNode } from "react";
import { Ban } from "lucide-react";
import type { PlannedTrack, PlaylistPlan } from "../../../common/domain/mood-playlist.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { Scroller } from "../../elements/Scroller.tsx";
import { spotifyLink } from "../library/spotify-link.ts";
import { OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import { useMoodPlaylists, useUpdatePlaylist } from "./queries.ts";
import "./TrackChanges.css";

/** More rows than that at a time make the dialog slow, and nobody reads them. */
const STEP = 100;

type Change = { readonly kind: "added" | "removed"; readonly track: PlannedTrack };

/** The songs that come and go, to be opened. One that comes can be kept out for good. */
export function TrackChanges({
  playlist: { mood, name, added, removed, moved },
  onRulesChanged,
}: {
  readonly playlist: PlaylistPlan;
  readonly onRulesChanged: () => void;
}): ReactNode {
  const [most, setMost] = useState(STEP);
  const [out, setOut] = useState<ReadonlySet<number>>(new Set());
  const { playlists } = useMoodPlaylists();
  const { mutate: update } = useUpdatePlaylist(mood);
  const changes: Change[] = [
    ...removed.map((track) => ({ kind: "removed", track }) as const),
    ...added.map((track) => ({ kind: "added", track }) as const),
  ];
  if (changes.length === 0) {
    if (moved === 0) return null;
    return (
      <p className="soft track-changes__note">
        The same songs, in another order:{" "}
        {countOf(moved, "song changes its place", "songs change their places")}.
      </p>
    );
  }
  const leaveOut = (track: number) => {
    const excluded = playlists?.find((other) => other.mood === mood)?.rules.exclude ?? [];
    setOut((before) => new Set(before).add(track));
    update(
      { rules: { exclude: [...new Set([...excluded, track])] } },
      { onSuccess: onRulesChanged },
    );
  };
  return (
    <details className="planned__more">
      <summary>{summary(added.length, removed.length)}</summary>
      <Scroller label={`Songs that change in ${name}`} className="planned__scroll">
        <ul>
          {changes.slice(0, most).map(({ kind, track }) => (
            <li key={`${kind} ${track.uri}`} className={`track-change track-change--${kind}`}>
              <span className="track-change__sign">
                <span aria-hidden>{kind === "added" ? "+" : "−"}</span>
                <span className="visually-hidden">{kind}</span>
              </span>
              <span className="cut" title={track.title}>
                {track.title}
              </span>
              <span className="cut soft">{track.artists.join(", ")}</span>
              <TrackLink track={track} />
              <LeaveOut kind={kind} track={track} isOut={out} onLeaveOut={leaveOut} />
            </li>
          ))}
        </ul>
        {changes.length > most ? (
          <Button look="quiet" onClick={() => setMost(most + STEP * 5)}>
            Show more ({formatCount(changes.length - most)} left)
          </Button>
        ) : null}
      </Scroller>
    </details>
  );
}

/** Spotify asks for the way back wherever its data is shown. */
function TrackLink({ track: { uri, title } }: { readonly track: PlannedTrack }): ReactNode {
  const href = spotifyLink(uri);
  return href === null ? <span /> : <OpenInSpotifyMark href={href} of={title} />;
}

function LeaveOut({
  kind,
  track: { track, title },
  isOut,
  onLeaveOut,
}: Change & {
  readonly isOut: ReadonlySet<number>;
  readonly onLeaveOut: (track: number) => void;
}): ReactNode {
  if (kind === "removed" || track === null) return <span />;
  if (isOut.has(track)) return <span className="soft">Left out</span>;
  return (
    <Button
      look="quiet"
      icon={Ban}
      className="track-change__out"
      aria-label={`Leave out “${title}”`}
      onClick={() => onLeaveOut(track)}
    >
      Leave out
    </Button>
  );
}

function summary(added: number, removed: number): string {
  const parts = [
    added > 0 ? `${countOf(added, "song")} to add` : null,
    removed > 0 ? `${countOf(removed, "song")} to remove` : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
