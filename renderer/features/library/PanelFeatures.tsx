import { useState, type ReactNode } from "react";
import { Pencil } from "lucide-react";
import { octavesApart } from "../../../common/domain/tempo.ts";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { IconButton } from "../../elements/Button.tsx";
import {
  formatDay,
  formatMoment,
  formatNumber,
  formatPercent,
  NOT_KNOWN,
} from "../../elements/format.ts";
import { SOURCE_WORDS } from "../coverage/words.ts";
import { FeatureEditor } from "./FeatureEditor.tsx";
import { FEATURE_ROWS, type FeatureRow, type FeatureValue } from "./feature-rows.ts";

/** Every feature with its value, who said it, when and how surely; each can be given a value of the user's own. */
export function PanelFeatures({ detail }: { readonly detail: TrackDetail }): ReactNode {
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <ul className="panel-features">
      {FEATURE_ROWS.map((row) => (
        <li key={row.field} className="panel-features__item">
          <FeatureLine row={row} detail={detail} onEdit={() => setEditing(row.field)} />
          {editing === row.field ? (
            <FeatureEditor
              row={row}
              detail={detail}
              onClose={() => {
                setEditing(null);
                document.getElementById(editButtonId(row))?.focus();
              }}
            />
          ) : null}
        </li>
      ))}
      {detail.lufs === null ? null : <MeasuredLoudness lufs={detail.lufs} />}
    </ul>
  );
}

function editButtonId(row: FeatureRow): string {
  return `change-${row.field}`;
}

function FeatureLine({
  row,
  detail: { track, values },
  onEdit,
}: {
  readonly row: FeatureRow;
  readonly detail: TrackDetail;
  readonly onEdit: () => void;
}): ReactNode {
  const told = values.filter((value) => value.field === row.field);
  const used = told.find((value) => value.used);
  const others = told.filter((value) => !value.used);
  const { mode } = track.features;
  return (
    <div className="panel-features__line">
      <span>{row.label}</span>
      <span className="panel-features__value">{used ? row.show(used.value, mode) : NOT_KNOWN}</span>
      <div className="panel-features__source">
        {used ? (
          <span>
            {sourceWords(row, used)} · <time dateTime={used.at}>{formatDay(used.at)}</time>
          </span>
        ) : null}
        {others.map((other) => (
          <span key={other.source} title={formatMoment(other.at)}>
            {sourceWords(row, other)} says {row.show(other.value, modeOf(values, other))}
            {used && row.field === "tempo" ? octaveWords(used.value, other.value) : ""}
          </span>
        ))}
      </div>
      <IconButton
        id={editButtonId(row)}
        icon={Pencil}
        label={`Change ${row.label.toLowerCase()}`}
        className="panel-features__edit"
        onClick={onEdit}
      />
    </div>
  );
}

/** Estimators often differ by a factor of two, which is no disagreement: they hear the same pulse. */
function octaveWords(used: number, other: number): string {
  switch (octavesApart(used, other)) {
    case -1:
      return " (the same, counted half as fast)";
    case 1:
      return " (the same, counted twice as fast)";
    default:
      return "";
  }
}

/** "ReccoBeats", "sound file, estimated", "sound file, 82 % sure". */
function sourceWords(row: FeatureRow, { source, confidence }: FeatureValue): string {
  const name = SOURCE_WORDS[source];
  // From the sound alone energy is told by the loudness, which is a guess at what others mean by it.
  if (source === "audio" && row.field === "energy") return `${name}, estimated`;
  return confidence === null ? name : `${name}, ${formatPercent(confidence)} sure`;
}

/** The mode that the same source gives to its key. */
function modeOf(values: readonly FeatureValue[], { source }: FeatureValue): number | null {
  return values.find((value) => value.field === "mode" && value.source === source)?.value ?? null;
}

function MeasuredLoudness({ lufs }: { readonly lufs: number }): ReactNode {
  return (
    <li className="panel-features__line">
      <span>Measured loudness</span>
      <span className="panel-features__value">{formatNumber(lufs, 1)} LUFS</span>
      <div className="panel-features__source">
        <span>{SOURCE_WORDS.audio}, by ITU-R BS.1770</span>
      </div>
    </li>
  );
}
