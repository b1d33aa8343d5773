import { memo, type ReactNode } from "react";
import { ListMusic } from "lucide-react";
import { closeOverlay } from "../../app/view.ts";
import { IconButton } from "../../elements/Button.tsx";
import { formatNumber } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { distanceWords } from "../explain/words.ts";
import { openTrack } from "../library/open-track.ts";
import { spotifyLink } from "../library/spotify-link.ts";
import { useMoods } from "../moods/queries.ts";
import { PlayButton } from "../player/PlayButton.tsx";
import { OpenInSpotifyMark } from "../spotify/OpenInSpotify.tsx";
import { useTrackOf, type SimilarSong } from "./queries.ts";

export const SimilarRow = memo(Row);

function Row({
  song: { id, title, artists, mood, distance, compared },
  known,
  isPicked,
  onPick,
}: {
  readonly song: SimilarSong;
  /** Features that songs are compared by. */
  readonly known: number;
  readonly isPicked: boolean;
  readonly onPick: (isPicked: boolean) => void;
}): ReactNode {
  const its = useMoods().find((one) => one.id === mood);
  const track = useTrackOf(id);
  const link = spotifyLink(track?.uri ?? null);
  const isGuess = track?.mood?.by === "guess";
  return (
    <li className="similar__row">
      <input
        type="checkbox"
        aria-label={`Pick ${title}`}
        checked={isPicked}
        onChange={(event) => onPick(event.target.checked)}
      />
      <span className="similar__song">
        <span className="cut">{title}</span>
        <span className="soft cut">{artists.join(", ")}</span>
      </span>
      {mood === null ? (
        <span className="soft">No mood</span>
      ) : (
        <MoodBadge
          name={its?.name ?? "…"}
          color={its?.color ?? null}
          note={isGuess ? "guess" : undefined}
        />
      )}
      <span
        className="soft similar__distance"
        title={`${formatNumber(distance, 2)} standard deviations away, by ${compared} of ${known} features`}
      >
        {distanceWords(distance)}
        {compared < known ? `, by ${compared} of ${known} features` : ""}
      </span>
      <span className="similar__doors">
        {track?.hasAudio ? <PlayButton track={track} /> : null}
        {link === null ? null : <OpenInSpotifyMark href={link} of={title} />}
        <IconButton
          icon={ListMusic}
          label={`Show ${title} in the library`}
          onClick={() => {
            closeOverlay();
            openTrack(id);
          }}
        />
      </span>
    </li>
  );
}
