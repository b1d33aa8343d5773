// AssemblyScript, compiled by resources/make-kernels.ts.

/** Dot product of two rows of `count` 32-bit floats (a multiple of 4). */
export function dot(a: usize, b: usize, count: i32): f32 {
  let total = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    total = f32x4.add(total, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  return (
    f32x4.extract_lane(total, 0) +
    f32x4.extract_lane(total, 1) +
    f32x4.extract_lane(total, 2) +
    f32x4.extract_lane(total, 3)
  );
}
