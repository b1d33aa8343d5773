import { AppError } from "../../common/errors.ts";
import { createKernel, reserve, type Kernel } from "./kernels/kernel.ts";
import { KMEANS_WASM } from "./kernels/kmeans.wasm.ts";
import type { Matrix } from "./matrix.ts";
import { deviations, type Scaler } from "./scale.ts";

type Functions = {
  spread(from: number, to: number, rows: number, columns: number, pad: number): number;
  addUp(at: number, groups: number, columns: number, totals: number, counts: number): void;
  addSquares(at: number, groups: number, columns: number, means: number, totals: number): void;
  standardise(at: number, groups: number, columns: number, means: number, scales: number): void;
  assign(
    at: number,
    rows: number,
    columns: number,
    k: number,
    centres: number,
    norms: number,
    labels: number,
    sums: number,
    counts: number,
  ): number;
  settle(
    at: number,
    rows: number,
    columns: number,
    k: number,
    centres: number,
    labels: number,
    sums: number,
    counts: number,
    inertia: number,
  ): number;
  approach(at: number, rows: number, columns: number, centre: number, squares: number): number;
  farthest(at: number, rows: number, columns: number, k: number, centres: number): number;
};

/** Rows in a kernel's memory, eight beside each other, on which k-means runs four at a time. */
export type Points = {
  readonly rows: number;
  readonly columns: number;
  /** The exact sums of each cluster's rows and how many they are, since {@link Points.forget}; live views. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** Scales in place as {@link fitScaler} and {@link transform} do. `known` counts the values that are not missing. */
  standardise(): { readonly scaler: Scaler; readonly known: readonly number[] };
  /** A copy of some of the rows. */
  take(rows: ArrayLike<number>): Points;
  point(row: number): Float64Array;
  /** No row has a cluster any more. */
  forget(): void;
  /** Puts each row into the cluster of the nearest centre (32 bits: near ties may go either way). How many changed. */
  assign(centres: Float64Array): number;
  /** The same in 64 bits, with the sum of squared distances. */
  settle(centres: Float64Array): { readonly changes: number; readonly inertia: number };
  /** A copy of each row's cluster. */
  labels(): Uint8Array;
  /** The squared distance of each row to the nearest of the centres told since the last `null`; and their sum. */
  approach(centre: Float64Array | null): { readonly squares: Float32Array; readonly total: number };
  farthest(centres: Float64Array): number;
};

const GROUP = 8;
/**
 * Rows of one call into the kernel, which run within the second cache. Many calls also let the engine put its better
 * code in place, which it does between calls only.
 */
const CHUNK = 8192;
const MOST_CLUSTERS = 255;
const NOWHERE = 255;

/**
 * Copies rows into a kernel. `missing` says whether a missing value (NaN) may be among them, which must then be
 * scaled before anything else. Throws AppError `bad_input` for missing values that may not be, and for infinite ones.
 */
export function holdPoints(matrix: Matrix, { missing }: { readonly missing: boolean }): Points {
  const { rows, columns, data } = matrix;
  const points = emptyPoints(rows, columns);
  const staging = CHUNK * columns;
  for (let first = 0; first < rows; first += CHUNK) {
    const some = data.subarray(first * columns, Math.min(data.length, first * columns + staging));
    const found = points.put(some, first, missing ? NaN : 0);
    if (found & 1) {
      throw new AppError("bad_input", "A feature is infinite. Leave it empty instead.");
    }
    if (found & 2 && !missing) {
      throw new AppError("bad_input", "k-means needs scaled rows without missing values.");
    }
  }
  return points;
}

function emptyPoints(
  rows: number,
  columns: number,
): Points & { put(values: Float32Array, first: number, pad: number): number } {
  const kernel: Kernel<Functions> = createKernel<Functions>(KMEANS_WASM);
  const padded = Math.ceil(rows / GROUP) * GROUP;
  let end = 1024;
  const place = (bytes: number) => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const cells = MOST_CLUSTERS * columns;
  const staging = place(CHUNK * columns * 4);
  const centres32 = place(cells * 4);
  const centres64 = place(cells * 8);
  const norms = place(MOST_CLUSTERS * 4);
  const sums = place(cells * 8);
  const counts = place(MOST_CLUSTERS * 4);
  const means = place(columns * 8);
  const scales = place(columns * 8);
  const totals = place(columns * 8);
  const known = place(columns * 4);
  const inertia = place(8);
  const labels = place(padded);
  const cloud = place(padded * columns * 4);
  // At the end: only those that starts are drawn from need it, and only then is it reserved.
  const squares = end;
  reserve(kernel, end);

  let views = viewsOf(kernel.memory.buffer);
  function viewsOf(buffer: ArrayBuffer) {
    return {
      f32: new Float32Array(buffer),
      sums: new Float64Array(buffer, sums, cells),
      counts: new Int32Array(buffer, counts, MOST_CLUSTERS),
      labels: new Uint8Array(buffer, labels, padded),
    };
  }
  const f64 = (at: number, count: number) => new Float64Array(kernel.memory.buffer, at, count);

  /** Calls for all rows, a chunk at a time. */
  const each = (work: (at: number, first: number, some: number) => void) => {
    for (let first = 0; first < rows; first += CHUNK) {
      work(cloud + first * columns * 4, first, Math.min(CHUNK, rows - first));
    }
  };
  const groups = (some: number) => Math.ceil(some / GROUP);

  const standardise = () => {
    f64(totals, columns).fill(0);
    new Int32Array(kernel.memory.buffer, known, columns).fill(0);
    each((at, _, some) => kernel.addUp(at, groups(some), columns, totals, known));
    const counted = [...new Int32Array(kernel.memory.buffer, known, columns)];
    const mean = counted.map((count, column) =>
      count === 0 ? 0 : (f64(totals, columns)[column] ?? 0) / count,
    );
    f64(means, columns).set(mean);
    f64(totals, columns).fill(0);
    each((at, _, some) => kernel.addSquares(at, groups(some), columns, means, totals));
    const scaler = { mean, scale: deviations(mean, f64(totals, columns), counted) };
    f64(scales, columns).set(scaler.scale);
    each((at, _, some) => kernel.standardise(at, groups(some), columns, means, scales));
    return { scaler, known: counted };
  };

  const cell = (row: number, column: number) =>
    cloud / 4 + ((row >>> 3) * columns + column) * GROUP + (row & 7);

  const points: ReturnType<typeof emptyPoints> = {
    rows,
    columns,
    get sums() {
      return views.sums;
    },
    get counts() {
      return views.counts;
    },
    put(values, first, pad) {
      views.f32.set(values, staging / 4);
      const at = cloud + first * columns * 4;
      return kernel.spread(staging, at, values.length / columns, columns, pad);
    },
    standardise,
    take(chosen) {
      const part = emptyPoints(chosen.length, columns);
      const values = new Float32Array(CHUNK * columns);
      for (let first = 0; first < chosen.length; first += CHUNK) {
        const some = Math.min(CHUNK, chosen.length - first);
        for (let index = 0; index < some; index += 1) {
          for (let column = 0; column < columns; column += 1) {
            values[index * columns + column] =
              views.f32[cell(chosen[first + index] ?? 0, column)] ?? 0;
          }
        }
        part.put(values.subarray(0, some * columns), first, 0);
      }
      return part;
    },
    point: (row) =>
      Float64Array.from({ length: columns }, (_, column) => views.f32[cell(row, column)] ?? 0),
    forget() {
      views.labels.fill(NOWHERE);
      views.sums.fill(0);
      views.counts.fill(0);
    },
    assign(centres) {
      const k = centres.length / columns;
      views.f32.set(centres, centres32 / 4);
      // As the kernel sees them, so that the norm belongs to the rounded centre.
      for (let centre = 0; centre < k; centre += 1) {
        let square = 0;
        for (let column = 0; column < columns; column += 1) {
          square += (views.f32[centres32 / 4 + centre * columns + column] ?? 0) ** 2;
        }
        views.f32[norms / 4 + centre] = square / 2;
      }
      let changes = 0;
      each((at, first, some) => {
        const into = labels + first;
        changes += kernel.assign(at, some, columns, k, centres32, norms, into, sums, counts);
      });
      return changes;
    },
    settle(centres) {
      const k = centres.length / columns;
      f64(centres64, cells).set(centres);
      f64(inertia, 1).fill(0);
      let changes = 0;
      each((at, first, some) => {
        const into = labels + first;
        changes += kernel.settle(at, some, columns, k, centres64, into, sums, counts, inertia);
      });
      return { changes, inertia: f64(inertia, 1)[0] ?? 0 };
    },
    labels: () => views.labels.slice(0, rows),
    approach(centre) {
      reserve(kernel, squares + padded * 4);
      views = viewsOf(kernel.memory.buffer);
      const all = views.f32.subarray(squares / 4, squares / 4 + rows);
      let total = 0;
      if (centre === null) all.fill(Infinity);
      else {
        views.f32.set(centre, centres32 / 4);
        each((at, first, some) => {
          total += kernel.approach(at, some, columns, centres32, squares + first * 4);
        });
      }
      return { squares: all, total };
    },
    farthest(centres) {
      f64(centres64, cells).set(centres);
      return kernel.farthest(cloud, rows, columns, centres.length / columns, centres64);
    },
  };
  return points;
}
