// AssemblyScript, compiled by resources/make-kernels.ts.

/** Classes that are summed up together: their sums for eight rows fit into the registers. */
const GROUP: i32 = 5;

/**
 * What a linear model says of rows, eight at a time. Rows lie in blocks of four, per column four floats; a missing
 * value is NaN and counts as the column's mean. `scales` has per column what is taken off and what it is multiplied
 * with; `terms` per product the places of its two columns in `scratch`. `weights` has per group of classes, per column
 * and product, one float a class. `codes` says of each row which line of `biases` is its own: what its missing values
 * add to each class, and behind the classes a mask that is set where nothing is known. `scratch` has room for the
 * scaled columns and the classes' sums, 32 bytes each. Writes the mood and its probability (0 and NaN without data).
 */
export function score(
  rows: usize,
  codes: usize,
  pairs: i32,
  columns: i32,
  scales: usize,
  clip: f32,
  products: i32,
  terms: usize,
  classes: i32,
  weights: usize,
  biases: usize,
  stride: i32,
  moods: usize,
  scratch: usize,
  outMoods: usize,
  outConfidences: usize,
): void {
  const block: usize = (<usize>columns) << 4;
  const sums: usize = scratch + ((<usize>columns) << 5);
  const maskAt: usize = (<usize>stride) - 4;
  const groupBytes: usize = (<usize>(columns + products)) * GROUP * 4;
  for (let pair = 0; pair < pairs; pair += 1) {
    scale(rows, block, columns, scales, clip, scratch);
    const first = load<u64>(codes);
    const code = first & 0xffff;
    const same = first == load<u64>(codes, 8) && first == code * 0x0001000100010001;
    let from = weights;
    for (let index = 0; index < classes; index += GROUP) {
      const at: usize = (<usize>index) << 2;
      sumUp(
        columns,
        products,
        terms,
        from,
        biases,
        stride,
        codes,
        at,
        same,
        <usize>code,
        scratch,
        sums + (at << 3),
      );
      from += groupBytes;
    }
    let blank0: v128;
    let blank1: v128;
    if (same) {
      blank0 = v128.load32_splat(biases + (<usize>code) * stride + maskAt);
      blank1 = blank0;
    } else {
      blank0 = gather(biases + maskAt, stride, codes);
      blank1 = gather(biases + maskAt, stride, codes + 8);
    }
    decide(classes, sums, moods, blank0, outMoods, outConfidences);
    decide(classes, sums + 16, moods, blank1, outMoods + 16, outConfidences + 16);
    rows += block << 1;
    codes += 16;
    outMoods += 32;
    outConfidences += 32;
  }
}

// @ts-ignore: decorator
@inline
function scale(
  rows: usize,
  block: usize,
  columns: i32,
  scales: usize,
  clip: f32,
  scratch: usize,
): void {
  const high = f32x4.splat(clip);
  const low = f32x4.splat(-clip);
  for (let column = 0; column < columns; column += 1) {
    const mean = v128.load32_splat(scales);
    const factor = v128.load32_splat(scales, 4);
    let a = f32x4.mul(f32x4.sub(v128.load(rows), mean), factor);
    let b = f32x4.mul(f32x4.sub(v128.load(rows + block), mean), factor);
    a = f32x4.min(f32x4.max(a, low), high);
    b = f32x4.min(f32x4.max(b, low), high);
    // Only NaN differs from itself.
    v128.store(scratch, v128.and(a, f32x4.eq(a, a)));
    v128.store(scratch, v128.and(b, f32x4.eq(b, b)), 16);
    rows += 16;
    scales += 8;
    scratch += 32;
  }
}

/** One float of each of four rows' own lines. */
// @ts-ignore: decorator
@inline
function gather(at: usize, stride: i32, codes: usize): v128 {
  let result = v128.load32_zero(at + (<usize>load<u16>(codes)) * stride);
  result = v128.load_lane<u32>(at + (<usize>load<u16>(codes, 2)) * stride, result, 1);
  result = v128.load_lane<u32>(at + (<usize>load<u16>(codes, 4)) * stride, result, 2);
  return v128.load_lane<u32>(at + (<usize>load<u16>(codes, 6)) * stride, result, 3);
}

function sumUp(
  columns: i32,
  products: i32,
  terms: usize,
  weights: usize,
  biases: usize,
  stride: i32,
  codes: usize,
  at: usize,
  same: bool,
  code: usize,
  scratch: usize,
  sums: usize,
): void {
  let a0: v128, a1: v128, a2: v128, a3: v128, a4: v128;
  let b0: v128, b1: v128, b2: v128, b3: v128, b4: v128;
  if (same) {
    const line = biases + code * stride + at;
    a0 = b0 = v128.load32_splat(line);
    a1 = b1 = v128.load32_splat(line, 4);
    a2 = b2 = v128.load32_splat(line, 8);
    a3 = b3 = v128.load32_splat(line, 12);
    a4 = b4 = v128.load32_splat(line, 16);
  } else {
    const line = biases + at;
    a0 = gather(line, stride, codes);
    a1 = gather(line + 4, stride, codes);
    a2 = gather(line + 8, stride, codes);
    a3 = gather(line + 12, stride, codes);
    a4 = gather(line + 16, stride, codes);
    b0 = gather(line, stride, codes + 8);
    b1 = gather(line + 4, stride, codes + 8);
    b2 = gather(line + 8, stride, codes + 8);
    b3 = gather(line + 12, stride, codes + 8);
    b4 = gather(line + 16, stride, codes + 8);
  }
  let from = scratch;
  for (let column = 0; column < columns; column += 1) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    let w = v128.load32_splat(weights);
    a0 = f32x4.add(a0, f32x4.mul(w, a));
    b0 = f32x4.add(b0, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 4);
    a1 = f32x4.add(a1, f32x4.mul(w, a));
    b1 = f32x4.add(b1, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 8);
    a2 = f32x4.add(a2, f32x4.mul(w, a));
    b2 = f32x4.add(b2, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 12);
    a3 = f32x4.add(a3, f32x4.mul(w, a));
    b3 = f32x4.add(b3, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 16);
    a4 = f32x4.add(a4, f32x4.mul(w, a));
    b4 = f32x4.add(b4, f32x4.mul(w, b));
    weights += 20;
    from += 32;
  }
  for (let product = 0; product < products; product += 1) {
    const one = scratch + <usize>load<u32>(terms);
    const other = scratch + <usize>load<u32>(terms, 4);
    const a = f32x4.mul(v128.load(one), v128.load(other));
    const b = f32x4.mul(v128.load(one, 16), v128.load(other, 16));
    let w = v128.load32_splat(weights);
    a0 = f32x4.add(a0, f32x4.mul(w, a));
    b0 = f32x4.add(b0, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 4);
    a1 = f32x4.add(a1, f32x4.mul(w, a));
    b1 = f32x4.add(b1, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 8);
    a2 = f32x4.add(a2, f32x4.mul(w, a));
    b2 = f32x4.add(b2, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 12);
    a3 = f32x4.add(a3, f32x4.mul(w, a));
    b3 = f32x4.add(b3, f32x4.mul(w, b));
    w = v128.load32_splat(weights, 16);
    a4 = f32x4.add(a4, f32x4.mul(w, a));
    b4 = f32x4.add(b4, f32x4.mul(w, b));
    weights += 20;
    terms += 8;
  }
  v128.store(sums, a0);
  v128.store(sums, b0, 16);
  v128.store(sums, a1, 32);
  v128.store(sums, b1, 48);
  v128.store(sums, a2, 64);
  v128.store(sums, b2, 80);
  v128.store(sums, a3, 96);
  v128.store(sums, b3, 112);
  v128.store(sums, a4, 128);
  v128.store(sums, b4, 144);
}

/** The best of the sums and its share of the softmax. */
// @ts-ignore: decorator
@inline
function decide(
  classes: i32,
  sums: usize,
  moods: usize,
  blank: v128,
  outMoods: usize,
  outConfidences: usize,
): void {
  let best = v128.load(sums);
  let mood = v128.load32_splat(moods);
  for (let index = 1; index < classes; index += 1) {
    const sum = v128.load(sums + ((<usize>index) << 5));
    const better = f32x4.gt(sum, best);
    best = v128.bitselect(sum, best, better);
    mood = v128.bitselect(v128.load32_splat(moods + ((<usize>index) << 2)), mood, better);
  }
  let total = f32x4.splat(0);
  for (let index = 0; index < classes; index += 1)
    total = f32x4.add(total, exp(f32x4.sub(v128.load(sums + ((<usize>index) << 5)), best)));
  v128.store(outMoods, v128.andnot(mood, blank));
  // All bits set are NaN.
  v128.store(outConfidences, v128.or(f32x4.div(f32x4.splat(1), total), blank));
}

/** Of numbers up to 0, to about 1e-7 of the value: 2^n · e^r, the latter by Cephes' polynomial for expf. */
// @ts-ignore: decorator
@inline
function exp(value: v128): v128 {
  const x = f32x4.max(value, f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let y = f32x4.splat(1.9875691500e-4);
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.mul(f32x4.mul(r, r), y), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, power);
}
