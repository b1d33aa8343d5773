import type { ReactNode } from "react";
import { Check, CircleHelp, FileText, ListMusic } from "lucide-react";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { Track, TrackMood } from "../../../common/domain/track.ts";
import { formatPercent } from "../../elements/format.ts";
import { MoodBadge, MoodDot } from "../../elements/MoodBadge.tsx";
import { useLibraryContext } from "./library-context.ts";
import "./MoodCell.css";

/** The same elements in every row, which React then passes over. */
const UNSURE = <CircleHelp size={14} aria-hidden />;

/** The mood, further moods as dots, and a sign of who said it. */
export function MoodCell({ track }: { readonly track: Track }): ReactNode {
  const { moods, unsureBelow } = useLibraryContext();
  const { mood, also } = track;
  if (!mood) return <span className="soft">{hasFeatures(track) ? "No mood" : "No features"}</span>;
  const { name, color } = moods.get(mood.id) ?? { name: "…", color: null };
  const others = also.flatMap((id) => moods.get(id) ?? []);
  const unsure = mood.by === "guess" && mood.confidence !== null && mood.confidence < unsureBelow;
  return (
    <span className="mood-cell">
      <MoodBadge name={name} color={color} />
      {others.length > 0 ? (
        <span className="mood-cell__also" title={`Also ${others.map((o) => o.name).join(", ")}`}>
          {others.map((other) => (
            <MoodDot key={other.id} color={other.color} />
          ))}
          <span className="visually-hidden">also {others.map((o) => o.name).join(", ")}</span>
        </span>
      ) : null}
      <SaidBy mood={mood} />
      {unsure ? (
        <span className="mood-cell__unsure" title="An unsure guess">
          {UNSURE}
          <span className="visually-hidden">unsure</span>
        </span>
      ) : null}
    </span>
  );
}

/** The model's confidence in its guess; for a label, who gave it. */
export function ConfidenceCell({ mood }: { readonly mood: TrackMood | null }): ReactNode {
  if (!mood) return <span className="soft">–</span>;
  if (mood.by !== "guess") return <span className="soft">{LABELLED_BY[mood.by].short}</span>;
  if (mood.confidence === null) return <span className="soft">–</span>;
  return (
    <span className="confidence">
      <span className="confidence__track" aria-hidden>
        <span style={{ width: `${Math.round(mood.confidence * 100)}%` }} />
      </span>
      {formatPercent(mood.confidence)}
    </span>
  );
}

const LABELLED_BY = {
  user: { icon: <Check size={14} aria-hidden />, short: "you", long: "Set by you" },
  file: { icon: <FileText size={14} aria-hidden />, short: "file", long: "Said by a file" },
  playlist: {
    icon: <ListMusic size={14} aria-hidden />,
    short: "playlist",
    long: "Said by a playlist's name",
  },
} as const;

function SaidBy({ mood }: { readonly mood: TrackMood }): ReactNode {
  if (mood.by === "guess") return null;
  const { icon, long } = LABELLED_BY[mood.by];
  return (
    <span className="mood-cell__by" title={long}>
      {icon}
      <span className="visually-hidden">{long.toLowerCase()}</span>
    </span>
  );
}

function hasFeatures({ features }: Track): boolean {
  return MODEL_FEATURES.some((name) => name !== "duration" && features[name] !== null);
}
