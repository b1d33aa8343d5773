import type { ReactNode } from "react";
import { Braces, FileSpreadsheet, ListMusic, Table } from "lucide-react";
import type { ExportFormat } from "../../../common/domain/export.ts";
import { Checkbox } from "../../elements/Field.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { RadioCards, type RadioCard } from "../../elements/RadioCards.tsx";
import { useMoods } from "../moods/queries.ts";
import "./ExportForm.css";

const FORMATS: readonly RadioCard<ExportFormat>[] = [
  {
    value: "xlsx",
    label: "Excel workbook",
    hint: "Tracks, features, moods, statistics and the model, with charts.",
    icon: FileSpreadsheet,
  },
  {
    value: "csv",
    label: "CSV",
    hint: "One table that every spreadsheet and Undertone read.",
    icon: Table,
  },
  {
    value: "json",
    label: "JSON",
    hint: "For scripts: tracks with features, moods and probabilities.",
    icon: Braces,
  },
  {
    value: "m3u8",
    label: "M3U8 playlists",
    hint: "A folder with one playlist per mood, for music players.",
    icon: ListMusic,
  },
];

/** What to write. `leftOut` are moods without a playlist: a mood made meanwhile is in. */
export type ExportDraft = {
  readonly format: ExportFormat;
  readonly scope: "library" | "list";
  readonly leftOut: ReadonlySet<number>;
};

export function ExportForm({
  draft,
  counts,
  change,
}: {
  readonly draft: ExportDraft;
  /** Tracks in the library, and in the list; the list's is null where it shows the whole library. */
  readonly counts: { readonly library: number; readonly list: number | null };
  readonly change: (change: Partial<ExportDraft>) => void;
}): ReactNode {
  return (
    <div className="export-form">
      <RadioCards
        legend="Format"
        value={draft.format}
        options={FORMATS}
        onChange={(format) => change({ format })}
      />
      {counts.list === null ? (
        <p className="soft">All {countOf(counts.library, "track")} of the library.</p>
      ) : (
        <RadioCards
          legend="Tracks"
          value={draft.scope}
          options={[
            {
              value: "library",
              label: "The whole library",
              hint: countOf(counts.library, "track"),
            },
            {
              value: "list",
              label: "What the list shows now",
              hint: `${countOf(counts.list, "track")}, in the list's order`,
            },
          ]}
          onChange={(scope) => change({ scope })}
        />
      )}
      {draft.format === "m3u8" ? <MoodChoice draft={draft} change={change} /> : null}
    </div>
  );
}

function MoodChoice({
  draft: { leftOut },
  change,
}: {
  readonly draft: ExportDraft;
  readonly change: (change: Partial<ExportDraft>) => void;
}): ReactNode {
  const moods = useMoods();
  const toggle = (id: number) => {
    const next = new Set(leftOut);
    if (!next.delete(id)) next.add(id);
    change({ leftOut: next });
  };
  return (
    <fieldset className="radio-cards">
      <legend>Moods</legend>
      <div className="export-form__moods">
        {moods.map((mood) => (
          <Checkbox
            key={mood.id}
            checked={!leftOut.has(mood.id)}
            onChange={() => toggle(mood.id)}
            label={<MoodBadge name={mood.name} color={mood.color} note={formatCount(mood.count)} />}
          />
        ))}
      </div>
      <p className="export-form__note">
        Tracks without a sound file or a Spotify link cannot be played from a playlist and are left
        out.
      </p>
    </fieldset>
  );
}
