import { expect, test } from "vitest";
import { estimatesOf } from "../../../../main/features/audio/analysis/estimates.ts";
import { synthesise, type Piece } from "../../../support/sound/synthesise.ts";

/** 60 to 190 BPM, all 24 keys, straight and swing, with and without drums, detuned, faded in, silent at the ends. */
const PIECES: readonly Piece[] = Array.from({ length: 48 }, (_, index) => ({
  bpm: 60 + ((index * 37) % 131),
  key: index % 12,
  mode: Math.floor(index / 12) % 2,
  seed: index + 1,
  seconds: 24,
  drums: index % 2 === 0,
  swing: index % 3 === 0,
  detuneCents: [0, 30, -30][index % 3] ?? 0,
  fadeInSeconds: index % 5 === 0 ? 4 : 0,
  silenceSeconds: index % 4 === 0 ? 3 : 0,
}));

const heard = PIECES.map((piece) => {
  const sound = synthesise(piece);
  const estimates = estimatesOf({
    rate: sound.rate,
    samples: sound.channels[0] ?? new Float32Array(),
  });
  return { piece, estimates, ratio: (estimates.tempo?.bpm ?? 0) / piece.bpm };
});

const share = (of: readonly boolean[]) => of.filter(Boolean).length / of.length;

test("tempo is right within 2 % for 95 of 100 pieces", () => {
  expect(share(heard.map(({ ratio }) => Math.abs(ratio - 1) <= 0.02))).toBeGreaterThanOrEqual(0.95);
});

test("tempo is right within 4 %, or an octave off, for all of them", () => {
  const off = heard.filter(
    ({ ratio }) => ![0.5, 1, 2].some((octave) => Math.abs(ratio / octave - 1) <= 0.04),
  );
  expect(off.map(({ piece, ratio }) => `${piece.bpm} × ${ratio}`)).toEqual([]);
});

test("where the tempo is an octave off, the runner-up is the true one", () => {
  const octaves = heard.filter(({ ratio }) => Math.abs(ratio - 1) > 0.04);
  const told = octaves.map(
    ({ piece, estimates }) => Math.abs((estimates.tempo?.runnerUp ?? 0) / piece.bpm - 1) <= 0.04,
  );
  expect(told).toEqual(octaves.map(() => true));
});

test("key and mode are right for 90 of 100 pieces", () => {
  const right = heard.map(
    ({ piece, estimates: { key } }) => key?.key === piece.key && key.mode === piece.mode,
  );
  expect(share(right)).toBeGreaterThanOrEqual(0.9);
});

test("the tuning is told within 5 cents", () => {
  const wrong = heard.filter(
    ({ piece, estimates }) => Math.abs(estimates.tuningCents - (piece.detuneCents ?? 0)) > 5,
  );
  expect(wrong.map(({ piece }) => piece)).toEqual([]);
});

test.each([0, 1, 100, 22_050, 220_500])(
  "%i samples of silence have neither tempo nor key",
  (length) => {
    const { tempo, key } = estimatesOf({ rate: 22_050, samples: new Float32Array(length) });
    expect({ tempo, key }).toEqual({ tempo: null, key: null });
  },
);
