import { createKernel, reserve } from "./kernels/kernel.ts";
import { NEAREST_WASM } from "./kernels/nearest.wasm.ts";
import { SPACE_WIDTH as WIDTH, type Space } from "./space.ts";

/** Goes through a space in a kernel, eight points at a time. */
export type Scan = {
  /** What distances are to: a point, and per value 0 where it is left out, else 1. */
  aim(point: ArrayLike<number>, weights: ArrayLike<number>): void;
  /**
   * The first group of {@link SCAN_GROUP} rows from `group` on in which a row may be nearer than `bound` (squared, by
   * the values with 0 for what is missing); the number of groups where there is none. Computed in 32 bits: rows of the
   * group are to be looked at exactly, and none that is nearer is passed over.
   */
  seek(group: number, bound: number): number;
  readonly groups: number;
};

export const SCAN_GROUP = 8;

type Functions = {
  seek(
    at: number,
    first: number,
    end: number,
    columns: number,
    point: number,
    weights: number,
    bound: number,
  ): number;
};

/** Groups of one call: the engine puts its better code in place between calls only. */
const CALL = 4096;
const POINT = 1024;
const WEIGHTS = POINT + 64;
const CLOUD = WEIGHTS + 64;
/** More than what 32 bits can be off. */
const SLACK = 1 + 1e-5;

export function createScan({ rows, points }: Space): Scan {
  const groups = Math.ceil(rows / SCAN_GROUP);
  const kernel = createKernel<Functions>(NEAREST_WASM);
  reserve(kernel, CLOUD + groups * SCAN_GROUP * WIDTH * 4);
  const all = new Float32Array(kernel.memory.buffer);
  // What only fills up the last group is as far away as can be.
  all.fill(1e18, CLOUD / 4 + Math.max(0, groups - 1) * SCAN_GROUP * WIDTH);
  for (let row = 0; row < rows; row += 1) {
    const at = CLOUD / 4 + (row >>> 3) * SCAN_GROUP * WIDTH + (row & 7);
    for (let index = 0; index < WIDTH; index += 1) {
      all[at + index * SCAN_GROUP] = points[row * WIDTH + index] as number;
    }
  }
  return {
    groups,
    aim(point, weights) {
      all.set(point, POINT / 4);
      all.set(weights, WEIGHTS / 4);
    },
    seek(group, bound) {
      const limit = bound * SLACK + 1e-6;
      for (let first = group; first < groups; first += CALL) {
        const end = Math.min(groups, first + CALL);
        const found = kernel.seek(CLOUD, first, end, WIDTH, POINT, WEIGHTS, limit);
        if (found < end) return found;
      }
      return groups;
    },
  };
}
