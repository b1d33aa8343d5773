// AssemblyScript, compiled by resources/make-kernels.ts.
//
// Points lie in groups of 8: of each group all first values, then all second ones, and so on.

/**
 * The first group from `first` on (before `end`) with a point whose squared distance is below `bound`, else `end`.
 * `point` and `weights` hold one f32 per column; a weight of 0 leaves its column out.
 */
export function seek(
  at: usize,
  first: i32,
  end: i32,
  columns: i32,
  point: usize,
  weights: usize,
  bound: f32,
): i32 {
  const width = <usize>columns << 2;
  const limit = f32x4.splat(bound);
  let here = at + <usize>first * (width << 3);
  for (let group = first; group < end; group += 1) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    for (let column: usize = 0; column < width; column += 4) {
      const value = v128.load32_splat(point + column);
      const weight = v128.load32_splat(weights + column);
      const awayA = f32x4.mul(f32x4.sub(v128.load(here), value), weight);
      const awayB = f32x4.mul(f32x4.sub(v128.load(here, 16), value), weight);
      a = f32x4.add(a, f32x4.mul(awayA, awayA));
      b = f32x4.add(b, f32x4.mul(awayB, awayB));
      here += 32;
    }
    if (v128.any_true(v128.or(f32x4.lt(a, limit), f32x4.lt(b, limit)))) return group;
  }
  return end;
}
