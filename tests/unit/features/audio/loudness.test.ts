import { expect, test } from "vitest";
import { LoudnessMeter } from "../../../../main/features/audio/analysis/loudness.ts";
import { synthesise } from "../../../support/sound/synthesise.ts";

/** Eight seconds each; measured by the filter ebur128 of ffmpeg 5.1.9 in 16-bit WAV files of the same samples. */
const MEASURED = [
  { rate: 8000, stereo: false, level: 1, seed: 1, lufs: -20.9 },
  { rate: 8000, stereo: false, level: 0.1, seed: 2, lufs: -38.5 },
  { rate: 8000, stereo: true, level: 1, seed: 3, lufs: -19.8 },
  { rate: 8000, stereo: true, level: 0.1, seed: 4, lufs: -37.4 },
  { rate: 22050, stereo: false, level: 0.5, seed: 5, lufs: -26.2 },
  { rate: 22050, stereo: true, level: 0.5, seed: 6, lufs: -23.8 },
  { rate: 44100, stereo: false, level: 1, seed: 7, lufs: -20.1 },
  { rate: 44100, stereo: false, level: 0.1, seed: 8, lufs: -38.3 },
  { rate: 44100, stereo: true, level: 1, seed: 9, lufs: -19.1 },
  { rate: 44100, stereo: true, level: 0.1, seed: 10, lufs: -36.7 },
  { rate: 48000, stereo: false, level: 0.5, seed: 11, lufs: -25.3 },
  { rate: 48000, stereo: true, level: 0.5, seed: 12, lufs: -24.2 },
  { rate: 96000, stereo: false, level: 0.5, seed: 13, lufs: -26.6 },
  { rate: 96000, stereo: true, level: 0.5, seed: 14, lufs: -23.5 },
];

function sound({ rate, stereo, level, seed }: (typeof MEASURED)[number]): Float32Array[] {
  const { channels } = synthesise({
    bpm: 100 + seed,
    key: seed % 12,
    mode: seed % 2,
    seed,
    seconds: 8,
    rate,
    drums: seed % 2 === 0,
    fadeInSeconds: seed % 3 === 0 ? 3 : 0,
  });
  const left = (channels[0] ?? new Float32Array()).map((value) => value * level);
  const right = left.map((_, index) => 0.6 * (left[index - 40] ?? 0));
  return stereo ? [left, right] : [left];
}

test.each(MEASURED)(
  "$rate Hz, stereo $stereo, level $level is as loud as ffmpeg says, within 0.1 LU",
  (file) => {
    const channels = sound(file);
    const meter = new LoudnessMeter(file.rate, channels.length);
    meter.add(channels);
    // ffmpeg tells one digit: half of its last place is not known.
    expect(Math.abs((meter.integrated() ?? 0) - file.lufs)).toBeLessThanOrEqual(0.1 + 0.05);
  },
);

test("a sine of 997 Hz at full scale in one channel is -3.01 LUFS, as the recommendation says", () => {
  const rate = 48_000;
  const sine = Float32Array.from({ length: rate * 5 }, (_, index) =>
    Math.sin((2 * Math.PI * 997 * index) / rate),
  );
  const meter = new LoudnessMeter(rate, 1);
  meter.add([sine]);
  expect(meter.integrated()).toBeCloseTo(-3.01, 1);
});

test("pieces of any length add up to the same loudness", () => {
  const [samples = new Float32Array()] = sound({
    rate: 22_050,
    stereo: false,
    level: 1,
    seed: 5,
    lufs: 0,
  });
  const whole = new LoudnessMeter(22_050, 1);
  whole.add([samples]);
  const pieces = new LoudnessMeter(22_050, 1);
  for (let from = 0, size = 1; from < samples.length; from += size, size = (size * 7) % 4999)
    pieces.add([samples.subarray(from, from + size)]);
  expect(pieces.integrated()).toBeCloseTo(whole.integrated() ?? 0, 6);
});

test.each([
  ["silence", new Float32Array(48_000)],
  ["nothing", new Float32Array()],
  ["one sample", Float32Array.of(1)],
])("%s has no loudness", (_, samples) => {
  const meter = new LoudnessMeter(48_000, 1);
  meter.add([samples]);
  expect(meter.integrated()).toBeNull();
});
