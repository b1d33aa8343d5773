import { MODEL_FEATURES } from "../../../common/domain/features.ts";
import type { Paired } from "../../../common/domain/model.ts";
import type { ModelDiff } from "../../../common/domain/model-history.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { compareHits } from "../../learning/checks/mcnemar.ts";
import { NOT_CHECKED, type StoredModel } from "../../library/models.ts";
import type { ModelMood } from "./names.ts";

type MoodPair = ModelDiff["moods"][number];

/** Moods side by side: the same id, or for those that the library does not have the same name. */
export function moodDifferences(
  a: readonly ModelMood[],
  b: readonly ModelMood[],
): ModelDiff["moods"] {
  const pairs = b.map((mood) => pairOf(partnerOf(mood, a), mood));
  const gone = a.filter((mood) => !partnerOf(mood, b)).map((mood) => pairOf(undefined, mood, true));
  return [...pairs, ...gone];
}

function partnerOf({ id, name }: ModelMood, others: readonly ModelMood[]): ModelMood | undefined {
  return others.find((other) =>
    id === null || other.id === null
      ? other.name.toLowerCase() === name.toLowerCase()
      : other.id === id,
  );
}

function pairOf(partner: ModelMood | undefined, mood: ModelMood, isGone = false): MoodPair {
  const own = { name: mood.name, definition: mood.definition };
  if (isGone) return { change: "removed", a: own, b: null, features: [] };
  if (!partner) return { change: "added", a: null, b: own, features: [] };
  const before = { name: partner.name, definition: partner.definition };
  if (!before.definition || !own.definition)
    return { change: "unknown", a: before, b: own, features: [] };
  const features = featuresBetween(before.definition, own.definition);
  const isSame = features.length === 0 && before.name === own.name;
  return { change: isSame ? "same" : "changed", a: before, b: own, features };
}

function featuresBetween(a: MoodDefinition, b: MoodDefinition): MoodPair["features"] {
  return MODEL_FEATURES.filter((feature) => {
    const [one, other] = [a[feature], b[feature]];
    return one?.low !== other?.low || one?.high !== other?.high;
  });
}

export type LabelChange = {
  readonly trackId: number;
  /** Mood ids of the two models; null = no label. */
  readonly from: number | null;
  readonly to: number | null;
};

/** Which labels b learnt from and a did not, the other way round, and those that say another mood. */
export function labelDifferences(a: StoredModel, b: StoredModel) {
  const before = new Map(a.labels.map(({ trackId, moodId }) => [trackId, moodId]));
  const added: LabelChange[] = [];
  const changed: LabelChange[] = [];
  let same = 0;
  for (const { trackId, moodId } of b.labels) {
    const from = before.get(trackId);
    if (from === undefined) added.push({ trackId, from: null, to: moodId });
    else if (from === moodId) same += 1;
    else changed.push({ trackId, from, to: moodId });
    before.delete(trackId);
  }
  const removed = Array.from(before, ([trackId, from]) => ({ trackId, from, to: null }));
  return { same, added, removed, changed };
}

/** Both models on the labels that both were checked on while they were held out. Null: there are none. */
export function pairedCheck(a: StoredModel, b: StoredModel): Paired | null {
  const before = heldOutOf(a);
  const target: number[] = [];
  const guesses: { readonly a: number[]; readonly b: number[] } = { a: [], b: [] };
  for (const [trackId, { label, guess }] of heldOutOf(b)) {
    const other = before.get(trackId);
    // A label that was changed between them is not the same question.
    if (other?.label !== label) continue;
    target.push(label);
    guesses.a.push(other.guess);
    guesses.b.push(guess);
  }
  if (target.length === 0) return null;
  return { checked: target.length, ...compareHits(target, guesses.a, guesses.b) };
}

/** By track: its label, and what was guessed while it was held out, both as mood ids. */
function heldOutOf({ labels, heldOut, moods }: StoredModel) {
  return new Map(
    labels.flatMap(({ trackId, moodId }, index) => {
      const held = heldOut?.[index] ?? NOT_CHECKED;
      const guess = moods[held];
      return guess === undefined ? [] : [[trackId, { label: moodId, guess }] as const];
    }),
  );
}
