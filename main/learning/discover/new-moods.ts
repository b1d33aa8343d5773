import { takeRows, type Matrix } from "../matrix.ts";
import type { Scaler } from "../scale.ts";
import { createRandom, sample } from "../random.ts";
import { clusterMatrix } from "./clusterings.ts";
import { describe, type Description } from "./describe.ts";
import { middleOf, scaledRows, squareTo } from "./space.ts";
import { valleyBetween } from "./valley.ts";

export type NewMood = Description & {
  /** Rows of the whole library, nearest to the group's middle first. */
  readonly rows: Int32Array;
  /** Share of them that the moods make nothing of. */
  readonly unsettled: number;
};

/** Rows that are looked at; of more, as many are drawn. */
const LOOKED_AT = 20_000;
/** A group of fewer songs is a chance, or not worth a mood. */
const FEWEST = 20;
const LEAST_SHARE = 0.003;
/** The unsettled songs are cut into so many groups, coarse and fine: what is one at some of these is found. */
const CUTS = [2, 4, 8, 12, 16] as const;
/** Around what is settled already. */
const SURROUNDINGS = 6;
/** The mean square of a group around its middle, per feature; the library's is 1. */
const TIGHT = 0.6;
/** Fewer songs than that lie on the way to every other group, as a share of those in its middle; and that surely. */
const VALLEY = 0.7;
const CERTAIN = 3.5;
/** At least so many of its songs are unsettled. */
const MOSTLY = 0.5;
/** A mood that is so far within the group is this group. */
const SWALLOWED = 0.7;
/** What lies a little outside the core belongs to it too. */
const FRINGE = 1.3;
const MOST = 4;

type Group = { readonly middle: Float64Array; readonly radius: number; readonly size: number };

export type NewMoodInput = {
  /** Raw units. */
  readonly features: Matrix;
  readonly scaler: Scaler;
  /** Per row: the mood (by number), or -1. */
  readonly mood: Int32Array;
  readonly moods: number;
  readonly settled: Uint8Array;
  readonly seed: number;
};

/**
 * Dense groups of songs that the moods make nothing of: tight, with a valley on the way to whatever lies around, and
 * with something to say about them. None in a library of one cloud, however much of it is in doubt.
 */
export function findNewMoods(input: NewMoodInput): NewMood[] {
  const { features, scaler, settled, seed } = input;
  const drawn = sample(features.rows, LOOKED_AT, createRandom(seed));
  const space = scaledRows(features, scaler, drawn);
  const unsettled = indices(drawn.length, (index) => settled[drawn[index] ?? 0] === 0);
  const each = features.rows / Math.max(1, drawn.length);
  const fewest = Math.max(FEWEST, Math.ceil(features.rows * LEAST_SHARE)) / each;
  if (unsettled.length < fewest) return [];
  const pool = takeRows(space, unsettled);
  const parts = clusterMatrix(space, Math.min(SURROUNDINGS, space.rows), seed).labels;
  const found: NewMood[] = [];
  const taken: Group[] = [];
  for (const group of candidates(pool, fewest, seed)) {
    if (found.length === MOST) break;
    if (taken.some((other) => overlap(group, other))) continue;
    if (!standsAlone(group, { space, parts, drawn }, input)) continue;
    const members = membersOf(group, features, scaler);
    const open = members.filter((row) => settled[row] === 0).length;
    if (open < MOSTLY * members.length || members.length < fewest * each) continue;
    const description = describe(features, members, scaler);
    if (!description) continue;
    taken.push(group);
    found.push({ ...description, rows: members, unsettled: open / members.length });
  }
  return found.toSorted((a, b) => b.rows.length - a.rows.length);
}

/** Tight groups of the unsettled rows, the largest first. */
function candidates(pool: Matrix, fewest: number, seed: number): Group[] {
  return CUTS.filter((k) => pool.rows >= k * 2)
    .flatMap((k) => {
      const { labels } = clusterMatrix(pool, k, seed);
      return Array.from({ length: k }, (_, label) => {
        const rows = indices(labels.length, (row) => labels[row] === label);
        return coreOf(pool, rows);
      });
    })
    .filter(({ size, radius }) => size >= fewest && radius <= 2 * TIGHT * pool.columns)
    .toSorted((a, b) => b.size - a.size);
}

/** Without the outliers that k-means has to put somewhere: the middle and reach of the nearer nine tenths. */
function coreOf(pool: Matrix, rows: Int32Array): Group {
  let core = rows;
  let middle = middleOf(pool, core);
  for (let round = 0; round < 2; round += 1) {
    const near = core.toSorted((a, b) => squareTo(pool, a, middle) - squareTo(pool, b, middle));
    core = near.subarray(0, Math.max(1, Math.round(near.length * 0.95)));
    middle = middleOf(pool, core);
  }
  const squares = Float64Array.from(core, (row) => squareTo(pool, row, middle));
  const mean = squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length);
  const radius = squares.reduce((most, square) => Math.max(most, square), 0);
  return {
    middle,
    radius: mean <= TIGHT * pool.columns ? radius : Infinity,
    size: core.length,
  };
}

function overlap(one: Group, other: Group): boolean {
  const square = one.middle.reduce(
    (sum, value, column) => sum + (value - (other.middle[column] ?? 0)) ** 2,
    0,
  );
  return square < Math.max(one.radius, other.radius);
}

/** True where fewer songs lie on the way to every mood and to every other part of the library than in its middle. */
function standsAlone(
  group: Group,
  {
    space,
    parts,
    drawn,
  }: { readonly space: Matrix; readonly parts: Uint8Array; readonly drawn: Int32Array },
  { mood, moods, settled }: NewMoodInput,
): boolean {
  const squares = Float64Array.from({ length: space.rows }, (_, row) =>
    squareTo(space, row, group.middle),
  );
  const isOutside = (row: number) => (squares[row] ?? 0) > FRINGE * group.radius;
  const others: Int32Array[] = [];
  for (let number = 0; number < moods; number += 1) {
    const all = indices(space.rows, (index) => {
      const row = drawn[index] ?? 0;
      return mood[row] === number && settled[row] === 1;
    });
    const rest = all.filter(isOutside);
    if (all.length > 0 && rest.length < (1 - SWALLOWED) * all.length) return false;
    if (rest.length >= FEWEST) others.push(rest);
  }
  for (let part = 0; part < SURROUNDINGS; part += 1) {
    const all = indices(space.rows, (row) => parts[row] === part);
    const rest = all.filter(isOutside);
    // What is left of a part that is this group is its own fringe.
    if (rest.length < all.length / 2) continue;
    if (rest.length >= FEWEST) others.push(rest);
  }
  if (others.length === 0) return false;
  const reach = Math.min(group.radius, share(squares, group.radius, 0.75));
  return others.every((rows) => {
    const middle = middleOf(space, rows);
    const away = Float64Array.from(rows, (row) => squareTo(space, row, middle));
    // A tube that has room for most of both: what is as wide as the other one must not slip past a thin one.
    const within = Math.max(reach, share(away, Infinity, 0.5));
    const { ratio, certainty } = valleyBetween(space, group.middle, middle, within);
    return ratio <= VALLEY && certainty >= CERTAIN;
  });
}

/** The square that so many of those up to a bound are within. */
function share(squares: Float64Array, bound: number, part: number): number {
  const inside = squares.filter((square) => square <= bound).sort();
  return inside[Math.floor(inside.length * part)] ?? bound;
}

function membersOf(group: Group, features: Matrix, scaler: Scaler): Int32Array {
  const found: { row: number; square: number }[] = [];
  const part = 4096;
  for (let first = 0; first < features.rows; first += part) {
    const rows = Int32Array.from(
      { length: Math.min(part, features.rows - first) },
      (_, index) => first + index,
    );
    const scaled = scaledRows(features, scaler, rows);
    for (let index = 0; index < rows.length; index += 1) {
      const square = squareTo(scaled, index, group.middle);
      if (square <= FRINGE * group.radius) found.push({ row: first + index, square });
    }
  }
  return Int32Array.from(
    found.toSorted((a, b) => a.square - b.square),
    ({ row }) => row,
  );
}

function indices(length: number, keep: (index: number) => boolean): Int32Array {
  const kept: number[] = [];
  for (let index = 0; index < length; index += 1) if (keep(index)) kept.push(index);
  return Int32Array.from(kept);
}
