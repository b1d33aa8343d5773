// AssemblyScript, compiled by resources/make-kernels.ts.
//
// Rows lie in groups of 8: of each group all first columns, then all second ones, and so on, so that eight rows are
// worked on at once. The last group is filled up with rows that do not count. All addresses are multiples of 16.

const GROUP: i32 = 8;
/** Groups that stay in the first cache while one column after the other is added up. */
const BLOCK: i32 = 64;
const NOWHERE: u32 = 255;

/**
 * Puts `rows` rows (row-major) into groups. Answers 1 where a value is infinite, + 2 where one is missing (NaN).
 */
export function spread(from: usize, to: usize, rows: i32, columns: i32, pad: f32): i32 {
  const width = <usize>columns << 2;
  const full = rows & ~(GROUP - 1);
  let infinite = i32x4.splat(0);
  let missing = i32x4.splat(0);
  for (let row = 0; row < full; row += GROUP) {
    for (let column: usize = 0; column < width; column += 4) {
      const x = from + column;
      const a = four(x, width);
      const b = four(x + (width << 2), width);
      missing = v128.or(missing, v128.or(f32x4.ne(a, a), f32x4.ne(b, b)));
      infinite = v128.or(infinite, v128.or(endless(a), endless(b)));
      v128.store(to, a);
      v128.store(to, b, 16);
      to += 32;
    }
    from += width << 3;
  }
  let found = (v128.any_true(infinite) ? 1 : 0) | (v128.any_true(missing) ? 2 : 0);
  if (full == rows) return found;
  for (let column: usize = 0; column < width; column += 4) {
    for (let lane = 0; lane < GROUP; lane += 1) {
      let value = pad;
      if (full + lane < rows) {
        value = load<f32>(from + <usize>lane * width + column);
        if (value != value) found |= 2;
        else if (abs(value) == Infinity) found |= 1;
      }
      store<f32>(to + (<usize>lane << 2), value);
    }
    to += 32;
  }
  return found;
}

/** One column of four rows. */
// @ts-ignore: decorator
@inline
function four(at: usize, width: usize): v128 {
  let lanes = v128.load32_zero(at);
  lanes = v128.load_lane<f32>(at + width, lanes, 1);
  lanes = v128.load_lane<f32>(at + width * 2, lanes, 2);
  return v128.load_lane<f32>(at + width * 3, lanes, 3);
}

// @ts-ignore: decorator
@inline
function endless(values: v128): v128 {
  return f32x4.eq(f32x4.abs(values), f32x4.splat(Infinity));
}

// @ts-ignore: decorator
@inline
function low(value: v128): v128 {
  return f64x2.promote_low_f32x4(value);
}

// @ts-ignore: decorator
@inline
function high(value: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(value, value, 2, 3, 2, 3));
}

/** Adds each column's known values to `totals` (f64) and their number to `counts` (i32). */
export function addUp(at: usize, groups: i32, columns: i32, totals: usize, counts: usize): void {
  const stride = <usize>columns << 5;
  const none = f32x4.splat(0);
  for (let first = 0; first < groups; first += BLOCK) {
    const some = min(BLOCK, groups - first);
    const block = at + <usize>first * stride;
    for (let column = 0; column < columns; column += 1) {
      let one = f64x2.splat(0);
      let other = f64x2.splat(0);
      let known = i32x4.splat(0);
      let here = block + (<usize>column << 5);
      for (let group = 0; group < some; group += 1) {
        const a = v128.load(here);
        const b = v128.load(here, 16);
        const hasA = f32x4.eq(a, a);
        const hasB = f32x4.eq(b, b);
        known = i32x4.sub(known, i32x4.add(hasA, hasB));
        const sureA = v128.bitselect(a, none, hasA);
        const sureB = v128.bitselect(b, none, hasB);
        one = f64x2.add(one, f64x2.add(low(sureA), low(sureB)));
        other = f64x2.add(other, f64x2.add(high(sureA), high(sureB)));
        here += stride;
      }
      const total = totals + (<usize>column << 3);
      store<f64>(total, load<f64>(total) + laneSum(f64x2.add(one, other)));
      const count = counts + (<usize>column << 2);
      store<i32>(
        count,
        load<i32>(count) +
          i32x4.extract_lane(known, 0) +
          i32x4.extract_lane(known, 1) +
          i32x4.extract_lane(known, 2) +
          i32x4.extract_lane(known, 3),
      );
    }
  }
}

/** Adds to `totals` the squares of what each column's known values are away from its mean (f64). */
export function addSquares(at: usize, groups: i32, columns: i32, means: usize, totals: usize): void {
  const stride = <usize>columns << 5;
  for (let first = 0; first < groups; first += BLOCK) {
    const some = min(BLOCK, groups - first);
    const block = at + <usize>first * stride;
    for (let column = 0; column < columns; column += 1) {
      const mean = v128.load64_splat(means + (<usize>column << 3));
      let one = f64x2.splat(0);
      let other = f64x2.splat(0);
      let here = block + (<usize>column << 5);
      for (let group = 0; group < some; group += 1) {
        const a = v128.load(here);
        const b = v128.load(here, 16);
        one = f64x2.add(one, f64x2.add(square(low(a), mean), square(high(a), mean)));
        other = f64x2.add(other, f64x2.add(square(low(b), mean), square(high(b), mean)));
        here += stride;
      }
      const total = totals + (<usize>column << 3);
      store<f64>(total, load<f64>(total) + laneSum(f64x2.add(one, other)));
    }
  }
}

// @ts-ignore: decorator
@inline
function square(value: v128, mean: v128): v128 {
  const away = f64x2.sub(value, mean);
  return v128.and(f64x2.mul(away, away), f64x2.eq(value, value));
}

// @ts-ignore: decorator
@inline
function laneSum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** (value − mean) / scale in place, in 64 bits; a missing value becomes 0. */
export function standardise(
  at: usize,
  groups: i32,
  columns: i32,
  means: usize,
  scales: usize,
): void {
  for (let group = 0; group < groups; group += 1) {
    for (let column = 0; column < columns; column += 1) {
      const mean = v128.load64_splat(means + (<usize>column << 3));
      const scale = v128.load64_splat(scales + (<usize>column << 3));
      v128.store(at, scaled(v128.load(at), mean, scale));
      v128.store(at, scaled(v128.load(at, 16), mean, scale), 16);
      at += 32;
    }
  }
}

// @ts-ignore: decorator
@inline
function scaled(values: v128, mean: v128, scale: v128): v128 {
  const first = f32x4.demote_f64x2_zero(f64x2.div(f64x2.sub(low(values), mean), scale));
  const second = f32x4.demote_f64x2_zero(f64x2.div(f64x2.sub(high(values), mean), scale));
  return v128.and(v128.shuffle<i32>(first, second, 0, 1, 4, 5), f32x4.eq(values, values));
}

/**
 * Gives each of `rows` rows the nearest of k centres (f32, k × columns; the earlier of two equally near) in `labels`
 * (u8), and moves rows that changed over in `sums` (f64, k × columns) and `counts` (i32). Nearest is the greatest
 * x·c − |c|²/2; `norms` holds |c|²/2 (f32). Answers how many changed.
 */
export function assign(
  at: usize,
  rows: i32,
  columns: i32,
  k: i32,
  centres: usize,
  norms: usize,
  labels: usize,
  sums: usize,
  counts: usize,
): i32 {
  const width = <usize>columns << 2;
  const stride = <usize>columns << 5;
  let changes = 0;
  for (let row = 0; row < rows; row += GROUP) {
    let bestA = f32x4.splat(-Infinity);
    let bestB = f32x4.splat(-Infinity);
    let labelA = i32x4.splat(0);
    let labelB = i32x4.splat(0);
    let centre = 0;
    let here = centres;
    // Five at once share what is loaded; more would not fit into the registers.
    while (centre + 5 <= k) {
      let a0 = f32x4.neg(v128.load32_splat(norms + (<usize>centre << 2)));
      let a1 = f32x4.neg(v128.load32_splat(norms + (<usize>centre << 2), 4));
      let a2 = f32x4.neg(v128.load32_splat(norms + (<usize>centre << 2), 8));
      let a3 = f32x4.neg(v128.load32_splat(norms + (<usize>centre << 2), 12));
      let a4 = f32x4.neg(v128.load32_splat(norms + (<usize>centre << 2), 16));
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      let b4 = a4;
      const c1 = here + width;
      const c2 = c1 + width;
      const c3 = c2 + width;
      const c4 = c3 + width;
      for (let column: usize = 0; column < width; column += 4) {
        const x = at + (column << 3);
        const a = v128.load(x);
        const b = v128.load(x, 16);
        let c = v128.load32_splat(here + column);
        a0 = f32x4.add(a0, f32x4.mul(a, c));
        b0 = f32x4.add(b0, f32x4.mul(b, c));
        c = v128.load32_splat(c1 + column);
        a1 = f32x4.add(a1, f32x4.mul(a, c));
        b1 = f32x4.add(b1, f32x4.mul(b, c));
        c = v128.load32_splat(c2 + column);
        a2 = f32x4.add(a2, f32x4.mul(a, c));
        b2 = f32x4.add(b2, f32x4.mul(b, c));
        c = v128.load32_splat(c3 + column);
        a3 = f32x4.add(a3, f32x4.mul(a, c));
        b3 = f32x4.add(b3, f32x4.mul(b, c));
        c = v128.load32_splat(c4 + column);
        a4 = f32x4.add(a4, f32x4.mul(a, c));
        b4 = f32x4.add(b4, f32x4.mul(b, c));
      }
      let nearer = f32x4.gt(a0, bestA);
      bestA = v128.bitselect(a0, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre), labelA, nearer);
      nearer = f32x4.gt(b0, bestB);
      bestB = v128.bitselect(b0, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre), labelB, nearer);
      nearer = f32x4.gt(a1, bestA);
      bestA = v128.bitselect(a1, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre + 1), labelA, nearer);
      nearer = f32x4.gt(b1, bestB);
      bestB = v128.bitselect(b1, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre + 1), labelB, nearer);
      nearer = f32x4.gt(a2, bestA);
      bestA = v128.bitselect(a2, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre + 2), labelA, nearer);
      nearer = f32x4.gt(b2, bestB);
      bestB = v128.bitselect(b2, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre + 2), labelB, nearer);
      nearer = f32x4.gt(a3, bestA);
      bestA = v128.bitselect(a3, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre + 3), labelA, nearer);
      nearer = f32x4.gt(b3, bestB);
      bestB = v128.bitselect(b3, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre + 3), labelB, nearer);
      nearer = f32x4.gt(a4, bestA);
      bestA = v128.bitselect(a4, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre + 4), labelA, nearer);
      nearer = f32x4.gt(b4, bestB);
      bestB = v128.bitselect(b4, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre + 4), labelB, nearer);
      centre += 5;
      here = c4 + width;
    }
    while (centre < k) {
      // The last one alone is worked on twice, which is cheaper than another loop.
      const step = centre + 1 < k ? width : 0;
      const next = centre + 1 < k ? 1 : 0;
      let a0 = f32x4.neg(v128.load32_splat(norms + (<usize>centre << 2)));
      let a1 = f32x4.neg(v128.load32_splat(norms + (<usize>(centre + next) << 2)));
      let b0 = a0;
      let b1 = a1;
      for (let column: usize = 0; column < width; column += 4) {
        const x = at + (column << 3);
        const a = v128.load(x);
        const b = v128.load(x, 16);
        let c = v128.load32_splat(here + column);
        a0 = f32x4.add(a0, f32x4.mul(a, c));
        b0 = f32x4.add(b0, f32x4.mul(b, c));
        c = v128.load32_splat(here + step + column);
        a1 = f32x4.add(a1, f32x4.mul(a, c));
        b1 = f32x4.add(b1, f32x4.mul(b, c));
      }
      let nearer = f32x4.gt(a0, bestA);
      bestA = v128.bitselect(a0, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre), labelA, nearer);
      nearer = f32x4.gt(b0, bestB);
      bestB = v128.bitselect(b0, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre), labelB, nearer);
      nearer = f32x4.gt(a1, bestA);
      bestA = v128.bitselect(a1, bestA, nearer);
      labelA = v128.bitselect(i32x4.splat(centre + 1), labelA, nearer);
      nearer = f32x4.gt(b1, bestB);
      bestB = v128.bitselect(b1, bestB, nearer);
      labelB = v128.bitselect(i32x4.splat(centre + 1), labelB, nearer);
      centre += 2;
      here += step << 1;
    }
    const narrow = i16x8.narrow_i32x4_s(labelA, labelB);
    const now = i64x2.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0);
    const before = load<i64>(labels);
    if (now != before) {
      store<i64>(labels, now);
      changes += moveRows(at, min(GROUP, rows - row), columns, before, now, sums, counts);
    }
    labels += 8;
    at += stride;
  }
  return changes;
}

/** Takes rows of a group from the sums that they were in (none at 255), and adds them to those that they are in now. */
function moveRows(
  at: usize,
  rows: i32,
  columns: i32,
  before: i64,
  now: i64,
  sums: usize,
  counts: usize,
): i32 {
  let changes = 0;
  for (let lane = 0; lane < rows; lane += 1) {
    const from = <u32>(before & 255);
    const to = <u32>(now & 255);
    before >>= 8;
    now >>= 8;
    if (from == to) continue;
    changes += 1;
    const x = at + (<usize>lane << 2);
    const into = sums + (<usize>(to * <u32>columns) << 3);
    if (from == NOWHERE) {
      for (let column = 0; column < columns; column += 1) {
        const total = into + (<usize>column << 3);
        store<f64>(total, load<f64>(total) + <f64>load<f32>(x + (<usize>column << 5)));
      }
    } else {
      const outOf = sums + (<usize>(from * <u32>columns) << 3);
      for (let column = 0; column < columns; column += 1) {
        const value = <f64>load<f32>(x + (<usize>column << 5));
        const total = into + (<usize>column << 3);
        store<f64>(total, load<f64>(total) + value);
        const less = outOf + (<usize>column << 3);
        store<f64>(less, load<f64>(less) - value);
      }
      const fewer = counts + (<usize>from << 2);
      store<i32>(fewer, load<i32>(fewer) - 1);
    }
    const more = counts + (<usize>to << 2);
    store<i32>(more, load<i32>(more) + 1);
  }
  return changes;
}

/** Labels of a pair as two bytes. */
// @ts-ignore: decorator
@inline
function both(labels: v128): i64 {
  return i64x2.extract_lane(labels, 0) | (i64x2.extract_lane(labels, 1) << 8);
}

/** Without the rows of a pair that only fill up a group. */
// @ts-ignore: decorator
@inline
function counting(pair: v128, rows: i32): v128 {
  if (rows >= 2) return pair;
  return rows == 1 ? f64x2.replace_lane(pair, 1, 0) : f64x2.splat(0);
}

/**
 * As {@link assign}, but in 64 bits by Σ(x − c)² with centres in f64. Adds the squares to the nearest centres to the
 * f64 at `inertia`.
 */
export function settle(
  at: usize,
  rows: i32,
  columns: i32,
  k: i32,
  centres: usize,
  labels: usize,
  sums: usize,
  counts: usize,
  inertia: usize,
): i32 {
  const width = <usize>columns << 3;
  const stride = <usize>columns << 5;
  let changes = 0;
  let total = f64x2.splat(0);
  for (let row = 0; row < rows; row += GROUP) {
    let least0 = f64x2.splat(Infinity);
    let least1 = least0;
    let least2 = least0;
    let least3 = least0;
    let label0 = i64x2.splat(0);
    let label1 = label0;
    let label2 = label0;
    let label3 = label0;
    let here = centres;
    for (let centre = 0; centre < k; centre += 1) {
      let d0 = f64x2.splat(0);
      let d1 = d0;
      let d2 = d0;
      let d3 = d0;
      for (let column: usize = 0; column < width; column += 8) {
        const x = at + (column << 2);
        const c = v128.load64_splat(here + column);
        const away0 = f64x2.sub(low(v128.load64_zero(x)), c);
        const away1 = f64x2.sub(low(v128.load64_zero(x, 8)), c);
        const away2 = f64x2.sub(low(v128.load64_zero(x, 16)), c);
        const away3 = f64x2.sub(low(v128.load64_zero(x, 24)), c);
        d0 = f64x2.add(d0, f64x2.mul(away0, away0));
        d1 = f64x2.add(d1, f64x2.mul(away1, away1));
        d2 = f64x2.add(d2, f64x2.mul(away2, away2));
        d3 = f64x2.add(d3, f64x2.mul(away3, away3));
      }
      const number = i64x2.splat(centre);
      label0 = v128.bitselect(number, label0, f64x2.lt(d0, least0));
      label1 = v128.bitselect(number, label1, f64x2.lt(d1, least1));
      label2 = v128.bitselect(number, label2, f64x2.lt(d2, least2));
      label3 = v128.bitselect(number, label3, f64x2.lt(d3, least3));
      least0 = f64x2.pmin(least0, d0);
      least1 = f64x2.pmin(least1, d1);
      least2 = f64x2.pmin(least2, d2);
      least3 = f64x2.pmin(least3, d3);
      here += width;
    }
    const now =
      both(label0) | (both(label1) << 16) | (both(label2) << 32) | (both(label3) << 48);
    const some = rows - row;
    total = f64x2.add(
      total,
      f64x2.add(
        f64x2.add(counting(least0, some), counting(least1, some - 2)),
        f64x2.add(counting(least2, some - 4), counting(least3, some - 6)),
      ),
    );
    const before = load<i64>(labels);
    if (now != before) {
      store<i64>(labels, now);
      changes += moveRows(at, min(GROUP, rows - row), columns, before, now, sums, counts);
    }
    labels += 8;
    at += stride;
  }
  store<f64>(inertia, load<f64>(inertia) + laneSum(total));
  return changes;
}

/**
 * Lowers `squares` (f32, one per row, filled up to whole groups) to the squared distance to one more centre (f32), and
 * answers their sum.
 */
export function approach(at: usize, rows: i32, columns: i32, centre: usize, squares: usize): f64 {
  const width = <usize>columns << 2;
  const stride = <usize>columns << 5;
  let total: f64 = 0;
  for (let row = 0; row < rows; row += GROUP) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    for (let column: usize = 0; column < width; column += 4) {
      const c = v128.load32_splat(centre + column);
      const awayA = f32x4.sub(v128.load(at + (column << 3)), c);
      const awayB = f32x4.sub(v128.load(at + (column << 3), 16), c);
      a = f32x4.add(a, f32x4.mul(awayA, awayA));
      b = f32x4.add(b, f32x4.mul(awayB, awayB));
    }
    a = f32x4.min(a, v128.load(squares));
    b = f32x4.min(b, v128.load(squares, 16));
    v128.store(squares, a);
    v128.store(squares, b, 16);
    if (row + GROUP <= rows) {
      const pairs = f64x2.add(f64x2.add(low(a), high(a)), f64x2.add(low(b), high(b)));
      total += laneSum(pairs);
    } else {
      for (let lane = 0; lane < rows - row; lane += 1) {
        total += <f64>load<f32>(squares + (<usize>lane << 2));
      }
    }
    squares += 32;
    at += stride;
  }
  return total;
}

/** The row that is farthest from the nearest of k centres (f64). */
export function farthest(at: usize, rows: i32, columns: i32, k: i32, centres: usize): i32 {
  let found = 0;
  let most: f64 = -1;
  for (let row = 0; row < rows; row += 1) {
    const x = at + (<usize>((row >> 3) * columns) << 5) + (<usize>(row & 7) << 2);
    let least: f64 = Infinity;
    let here = centres;
    for (let centre = 0; centre < k; centre += 1) {
      let distance: f64 = 0;
      for (let column = 0; column < columns; column += 1) {
        const away = <f64>load<f32>(x + (<usize>column << 5)) - load<f64>(here);
        distance += away * away;
        here += 8;
      }
      if (distance < least) least = distance;
    }
    if (least > most) {
      most = least;
      found = row;
    }
  }
  return found;
}
