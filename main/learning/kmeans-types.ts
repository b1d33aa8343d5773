export type KMeans = {
  /** The cluster of each row. */
  readonly labels: Uint8Array;
  /** Row-major, k × columns, in scaled units. */
  readonly centres: Float64Array;
  /** Sum of squared distances to the nearest centre. */
  readonly inertia: number;
  readonly iterations: number;
};

export type KMeansOptions = {
  readonly k: number;
  readonly seed: number;
  /** Independent starts; the one with the least inertia is kept. */
  readonly starts: number;
};
