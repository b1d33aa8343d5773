import type { ModelFilePreview } from "../../../common/domain/model-file.ts";
import type { ModelDetail, ModelDiff } from "../../../common/domain/model-history.ts";
import type { ModelSummary } from "../../../common/domain/model.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { chance, interval } from "./reports.ts";
import { countOf, percent, table } from "./terminal.ts";

/** Labels and tracks that are named; --json has more. */
const NAMED = 20;

export function modelTable(models: readonly ModelSummary[]): string {
  return table(
    ["id", "made", "labels", "agreement", "macro-F1", "log loss", ""],
    models.map((model) => [
      model.id,
      model.createdAt,
      model.source === "imported" ? "imported" : model.labels,
      interval(model.accuracy),
      percent(model.macroF1),
      figure(model.logLoss),
      stateOf(model),
    ]),
  );
}

function stateOf({ inUse, heldBack }: ModelSummary): string {
  if (inUse) return "in use";
  return heldBack === null ? "" : "not put in use";
}

export function describeDetail({ summary, moods, labels, report, origin }: ModelDetail): string {
  const definitions = moods.map(({ name, definition, labels: count }) => [
    name,
    count,
    definition === null ? "not recorded" : rangesOf(definition),
  ]);
  const lines = [modelTable([summary])];
  if (origin) {
    const { figures } = origin;
    lines.push(
      `Imported; made on ${origin.createdAt} by Undertone ${origin.undertone} from ${countOf(figures?.labels ?? 0, "label")}, agreement there ${interval(figures?.accuracy ?? null)}.`,
    );
  }
  lines.push(`Its guesses are called sure from ${percent(summary.sureFrom)} on.`);
  if (report.note !== null) lines.push(report.note);
  lines.push(table(["mood", "labels", "definition then"], definitions));
  if (labels.count > 0) {
    const rows = labels.first.map(({ id, title, artists, mood, heldOut }) => [
      id,
      title,
      artists.join(", "),
      mood,
      heldOut ?? "–",
    ]);
    const more = labels.count - rows.length;
    lines.push(table(["track", "title", "artist", "label", "guessed, held out"], rows));
    if (more > 0) lines.push(`${countOf(more, "more label")}.`);
  }
  return lines.join("\n\n");
}

export function describeDiff(diff: ModelDiff): string {
  const { a, b, labels, moods, moved, notes } = diff;
  const changes = moods.flatMap((mood) => {
    const words = moodWords(mood);
    return words === null ? [] : [words];
  });
  const parts = [
    table(
      ["", `model ${a.id}`, `model ${b.id}`],
      [
        ["made", a.createdAt, b.createdAt],
        ["labels", String(a.labels), String(b.labels)],
        ["agreement", interval(a.accuracy), interval(b.accuracy)],
        ["macro-F1", percent(a.macroF1), percent(b.macroF1)],
        ["log loss", figure(a.logLoss), figure(b.logLoss)],
        ["ECE", figure(a.ece), figure(b.ece)],
        ["sure from", percent(a.sureFrom), percent(b.sureFrom)],
      ],
    ),
    ...(diff.paired ? [pairedWords(diff.paired)] : []),
    changes.length > 0 ? changes.join("\n") : "The same moods with the same definitions.",
    `Labels: ${labels.same} the same, ${labels.added.count} added, ${labels.removed.count} removed, ${labels.changed.count} changed.`,
    ...trackLines([...labels.changed.first, ...labels.removed.first, ...labels.added.first]),
  ];
  if (moved) {
    parts.push(`${moved.count} of ${moved.tracks} tracks would be in another mood.`);
    parts.push(...trackLines(moved.first));
  }
  return [...parts, ...notes].join("\n\n");
}

function pairedWords({ checked, onlyA, onlyB, p }: NonNullable<ModelDiff["paired"]>): string {
  return `Of ${countOf(checked, "label")} that both were checked on, ${onlyA} only the first had right and ${onlyB} only the second (chance alone: p ${chance(p)}).`;
}

function trackLines(
  tracks: readonly {
    readonly id: number;
    readonly title: string;
    readonly artists: readonly string[];
    readonly from: string | null;
    readonly to: string | null;
  }[],
): string[] {
  if (tracks.length === 0) return [];
  const rows = tracks
    .slice(0, NAMED)
    .map(({ id, title, artists, from, to }) => [
      id,
      title,
      artists.join(", "),
      from ?? "–",
      to ?? "–",
    ]);
  return [table(["track", "title", "artist", "from", "to"], rows)];
}

function moodWords({ change, a, b, features }: ModelDiff["moods"][number]): string | null {
  const name = b?.name ?? a?.name ?? "";
  switch (change) {
    case "same":
    case "unknown":
      return null;
    case "added":
      return `Mood added: ${name}.`;
    case "removed":
      return `Mood removed: ${name}.`;
    case "changed": {
      const renamed = a && a.name !== name ? ` (was ${a.name})` : "";
      const ranges = features.map(
        (feature) =>
          `${feature} ${rangeOf(a?.definition?.[feature])} → ${rangeOf(b?.definition?.[feature])}`,
      );
      return `Mood changed: ${name}${renamed}${ranges.length > 0 ? `: ${ranges.join(", ")}` : ""}.`;
    }
    default:
      return change satisfies never;
  }
}

export function describeImport({ undertone, createdAt, figures, moods }: ModelFilePreview): string {
  return [
    `A model of ${createdAt} by Undertone ${undertone}, from ${countOf(figures?.labels ?? 0, "label")}; agreement there ${interval(figures?.accuracy ?? null)}.`,
    table(
      ["mood", "in your library", "definition"],
      moods.map(({ name, id, definition }) => [
        name,
        id === null ? "no: --create-moods makes it" : "yes",
        rangesOf(definition),
      ]),
    ),
  ].join("\n\n");
}

function rangesOf(definition: MoodDefinition): string {
  const ranges = Object.entries(definition).map(([name, range]) => `${name} ${rangeOf(range)}`);
  return ranges.length > 0 ? ranges.join(", ") : "none";
}

function rangeOf(range: MoodDefinition[keyof MoodDefinition]): string {
  return range ? `${range.low ?? ""}..${range.high ?? ""}` : "any";
}

function figure(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}
