/** A track of a mood, with what the rules of its playlist look at. NaN = not known. */
export type Song = {
  readonly id: number;
  /** Null for a track that Spotify does not know. */
  readonly uri: string | null;
  readonly title: string;
  readonly artists: readonly string[];
  /** The same number for the same recording; see recordings.ts. */
  readonly recording: number;
  readonly labelled: boolean;
  /** The model's, of a guess. */
  readonly confidence: number;
  readonly energy: number;
  readonly tempo: number;
  readonly key: number;
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
};

/** Labelled ones first, then the surest guesses; then by id, so that it is the same every time. */
export function bySureness(a: Song, b: Song): number {
  return (
    Number(b.labelled) - Number(a.labelled) ||
    (a.labelled ? 0 : descending(a.confidence, b.confidence)) ||
    a.id - b.id
  );
}

export function ascending(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

/** What is not known comes last here too. */
export function descending(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? ascending(a, b) : b - a;
}
