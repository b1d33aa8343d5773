import { FEATURE_WORDS } from "../../../common/domain/feature-words.ts";
import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import { tidyDefinition, type MoodDefinition, type Range } from "../../../common/domain/mood.ts";
import type { Matrix } from "../matrix.ts";
import type { Scaler } from "../scale.ts";

/** A feature tells a group apart from this far off the library's mean on, in standard deviations. */
const TELLING = 0.6;
/** A definition names the most telling features; more make it match next to nothing. */
const NAMED = 4;
const WORDS = 3;

export type Description = {
  readonly words: readonly string[];
  readonly definition: MoodDefinition;
};

/**
 * What sets rows (raw units; NaN = missing) apart from the library that `scaler` is of, the most telling first, and the
 * ranges that nine tenths of them lie in. Null where nothing does.
 */
export function describe(
  { columns, data }: Matrix,
  rows: ArrayLike<number>,
  scaler: Scaler,
): Description | null {
  const telling = MODEL_FEATURES.flatMap((feature, column) => {
    const values = Float64Array.from(rows, (row) => data[row * columns + column] ?? NaN)
      .filter((value) => !Number.isNaN(value))
      .sort();
    // What is known of few of them alone says little of the group.
    if (values.length < rows.length / 2 || feature === "duration") return [];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const by = (mean - (scaler.mean[column] ?? 0)) / (scaler.scale[column] ?? 1);
    return Math.abs(by) < TELLING ? [] : [{ feature, by, range: most(values) }];
  })
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, NAMED);
  if (telling.length === 0) return null;
  return {
    words: telling.slice(0, WORDS).map(({ feature, by }) => FEATURE_WORDS[feature][by < 0 ? 0 : 1]),
    definition: tidyDefinition(
      Object.fromEntries(telling.map(({ feature, range }) => [feature, range])),
    ),
  };
}

/** Ranges that lie over each other by more than half are about the same. */
const SAME = 0.5;

/** True where a mood is defined already as a group would be: it has been made of it, and is not missing any more. */
export function isDefinedAs(mood: MoodDefinition, group: MoodDefinition): boolean {
  return MODEL_FEATURES.every((feature) => {
    const wanted = group[feature];
    if (!wanted) return true;
    const [low = -Infinity, high = Infinity] = [wanted.low ?? undefined, wanted.high ?? undefined];
    const there = mood[feature];
    if (!there) return false;
    const common = Math.min(high, there.high ?? Infinity) - Math.max(low, there.low ?? -Infinity);
    const both = Math.max(high, there.high ?? high) - Math.min(low, there.low ?? low);
    return common > SAME * both;
  });
}

/** From the 5th to the 95th hundredth, rounded outwards to what a person would write. */
function most(sorted: Float64Array): Range {
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  const [low, high] = [at(0.05), at(0.95)];
  const step = 10 ** Math.floor(Math.log10(Math.max(1e-6, high - low))) / 10;
  const rounded = (value: number) => Number(value.toPrecision(12));
  return {
    low: rounded(Math.floor(low / step) * step),
    high: rounded(Math.ceil(high / step) * step),
  };
}
