import { MODEL_FEATURES, type ModelFeature } from "../../common/domain/features.ts";
import type { MoodDefinition, Range } from "../../common/domain/mood.ts";
import type { Matrix } from "./matrix.ts";
import type { ClusterOutput } from "./messages.ts";

type SplitGroup = {
  /** Rows of the matrix that was given. */
  readonly rows: Int32Array;
  readonly name: string;
  readonly definition: MoodDefinition;
};

/** What a group with more (or less) of a feature than the other is called. */
const WORDS: Readonly<Record<ModelFeature, readonly [less: string, more: string]>> = {
  danceability: ["less danceable", "danceable"],
  energy: ["calmer", "more energetic"],
  loudness: ["quieter", "louder"],
  speechiness: ["less spoken", "spoken"],
  acousticness: ["electric", "acoustic"],
  instrumentalness: ["with voice", "instrumental"],
  liveness: ["studio", "live"],
  valence: ["darker", "brighter"],
  tempo: ["slower", "faster"],
  duration: ["shorter", "longer"],
};
/** A definition names the features on which the groups differ the most. */
const NAMED_FEATURES = 4;

/** What two clusters of one mood are called, each with a definition around most of its tracks. */
export function describeSplit(
  features: Matrix,
  { labels, centres }: Pick<ClusterOutput, "labels" | "centres">,
  moodName: string,
): SplitGroup[] {
  const width = features.columns;
  const differences = MODEL_FEATURES.map((feature, column) => ({
    feature,
    column,
    by: (centres[width + column] ?? 0) - (centres[column] ?? 0),
  })).toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const named = differences.slice(0, NAMED_FEATURES).filter(({ by }) => Math.abs(by) > 0.2);
  const [clearest] = differences;
  return [0, 1].map((group) => {
    const rows = Int32Array.from(labels.keys()).filter((row) => labels[row] === group);
    const more = clearest !== undefined && clearest.by > 0 === (group === 1);
    const word = clearest ? WORDS[clearest.feature][more ? 1 : 0] : `part ${group + 1}`;
    const ranges = named.flatMap(({ feature, column }) => {
      const range = middle(features, rows, column);
      return range ? [[feature, range] as const] : [];
    });
    return { rows, name: `${moodName}, ${word}`, definition: Object.fromEntries(ranges) };
  });
}

/** From the 10th to the 90th percentile, rounded to what a person would write. */
function middle({ columns, data }: Matrix, rows: Int32Array, column: number): Range | null {
  const values = Float32Array.from(rows, (row) => data[row * columns + column] ?? NaN)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (values.length === 0) return null;
  const at = (share: number) =>
    Number((values[Math.round((values.length - 1) * share)] ?? 0).toPrecision(2));
  return { low: at(0.1), high: at(0.9) };
}
