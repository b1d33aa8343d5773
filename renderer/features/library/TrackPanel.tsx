import { memo, useState, type ReactNode, type RefObject } from "react";
import { Layers, X } from "lucide-react";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { showTracks } from "../../app/view.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { formatDuration, formatMoment } from "../../elements/format.ts";
import { WhyPart } from "../explain/WhyPart.tsx";
import { showSimilar } from "../similar/open.ts";
import { OpenInSpotify } from "../spotify/OpenInSpotify.tsx";
import { useLibraryContext } from "./library-context.ts";
import { PanelFeatures } from "./PanelFeatures.tsx";
import { PanelMood } from "./PanelMood.tsx";
import { useTrackDetail } from "./queries.ts";
import type { Relabel } from "./relabel.tsx";
import { spotifyLink } from "./spotify-link.ts";
import { changeTable } from "./table-state.ts";
import "./TrackPanel.css";

/** All that is known of the track under the cursor. */
export const TrackPanel = memo(Panel);

function Panel({
  id,
  relabel,
  grid,
}: {
  readonly id: number | null;
  readonly relabel: Relabel;
  readonly grid: RefObject<HTMLDivElement | null>;
}): ReactNode {
  const { detail, error } = useTrackDetail(id);
  return (
    <aside className="track-panel" aria-label="Track details">
      <IconButton
        icon={X}
        label="Hide details"
        className="track-panel__close"
        onClick={() => {
          changeTable({ panel: false });
          grid.current?.focus();
        }}
      />
      {detail ? <Details detail={detail} relabel={relabel} /> : null}
      {!detail && error ? <p className="soft">{error.message}</p> : null}
      {!detail && !error ? (
        <p className="soft">Choose a track to see what is known of it.</p>
      ) : null}
    </aside>
  );
}

function Details({
  detail,
  relabel,
}: {
  readonly detail: TrackDetail;
  readonly relabel: Relabel;
}): ReactNode {
  const { track, playlists, history } = detail;
  const link = spotifyLink(track.uri);
  const { moods } = useLibraryContext();
  const whyTitle =
    track.mood?.by === "guess"
      ? `Why ${moods.get(track.mood.id)?.name ?? "this"}?`
      : "What the model says";
  return (
    <>
      <header className="track-panel__header">
        <h2 className="track-panel__title">{track.title}</h2>
        <p>{track.artists.join(", ")}</p>
        <p className="soft">
          {[track.album, track.releaseDate?.slice(0, 4), formatDuration(track.durationMs)]
            .filter((part) => part !== null && part !== undefined)
            .join(" · ")}
        </p>
        <div className="track-panel__doors">
          <Button
            icon={Layers}
            onClick={() => showSimilar({ ids: [track.id], title: track.title })}
          >
            Songs like this
          </Button>
          {link === null ? null : <OpenInSpotify href={link} />}
        </div>
      </header>
      <Section title="Mood">
        <PanelMood detail={detail} relabel={relabel} />
      </Section>
      <Section title={whyTitle}>
        <WhyPart id={track.id} mood={track.mood} />
      </Section>
      <Section title="Features">
        <PanelFeatures key={track.id} detail={detail} />
      </Section>
      <Section title={`Playlists (${playlists.length})`}>
        {playlists.length === 0 ? <p className="soft">In no playlist.</p> : null}
        <ul>
          {playlists.map(({ id, name, position }) => (
            <li key={id} className="track-panel__line">
              <button
                type="button"
                className="track-panel__jump cut"
                onClick={() => showTracks({ playlist: id })}
              >
                {name}
              </button>
              <span className="soft">no. {position + 1}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="History" open={history.length > 0}>
        {history.length === 0 ? <p className="soft">You have not changed its mood yet.</p> : null}
        <ul>
          {history.map(({ at, what }) => (
            <li key={`${at} ${what}`} className="track-panel__event">
              <span>{what}</span>
              <time className="soft" dateTime={at}>
                {formatMoment(at)}
              </time>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Section({
  title,
  open = true,
  children,
}: {
  readonly title: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const [isOpen, setOpen] = useState(open);
  return (
    <details
      className="track-panel__section"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      {children}
    </details>
  );
}
