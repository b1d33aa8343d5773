/** One figure of a benchmark. `goal` is what it should reach, in words ("≤ 3 s"); `ok` whether it did. */
export type BenchResult = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: string;
  readonly ok?: boolean;
};

/** What each `tests/bench/<name>.bench.ts` exports as `bench`. */
export type Bench = {
  readonly name: string;
  /** Returns the figures, or a sentence that says why it was skipped. */
  readonly run: () => Promise<readonly BenchResult[] | string>;
};

/** Folder with real tables to measure with (UNDERTONE_BENCH_DATA), or null: what needs it is skipped. */
export function benchData(): string | null {
  return process.env["UNDERTONE_BENCH_DATA"] ?? null;
}
