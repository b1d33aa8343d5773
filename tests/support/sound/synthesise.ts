import type { Sound } from "../../../main/features/audio/analysis/sound.ts";

/** A made-up piece of music whose tempo and key are known. */
export type Piece = {
  readonly bpm: number;
  /** 0..11, C = 0. */
  readonly key: number;
  /** 0 minor, 1 major. */
  readonly mode: number;
  readonly seed: number;
  readonly seconds?: number;
  readonly rate?: number;
  readonly drums?: boolean;
  readonly swing?: boolean;
  readonly detuneCents?: number;
  readonly fadeInSeconds?: number;
  /** Of silence at both ends. */
  readonly silenceSeconds?: number;
};

const MAJOR_SCALE = [0, 2, 4, 5, 7, 9, 11];
const MINOR_SCALE = [0, 2, 3, 5, 7, 8, 10];
/** Degrees of the scale that chords stand on, a bar each: usual ones of songs in major and in minor. */
const MAJOR_CHORDS = [
  [0, 4, 5, 3],
  [0, 3, 4, 0],
  [0, 5, 1, 4],
  [0, 3, 0, 4],
];
const MINOR_CHORDS = [
  [0, 5, 3, 4],
  [0, 3, 4, 0],
  [0, 6, 5, 4],
  [0, 3, 0, 6],
];

export function synthesise(piece: Piece): Sound {
  const { bpm, key, mode, seed } = piece;
  const rate = piece.rate ?? 22_050;
  const seconds = piece.seconds ?? 40;
  const random = mulberry(seed);
  const samples = new Float32Array(Math.round(rate * seconds));
  const silence = piece.silenceSeconds ?? 0;
  const beat = 60 / bpm;
  const scale = mode === 1 ? MAJOR_SCALE : MINOR_SCALE;
  const progressions = mode === 1 ? MAJOR_CHORDS : MINOR_CHORDS;
  const chords = pick(progressions, random);
  const tune = 2 ** ((piece.detuneCents ?? 0) / 1200);
  const hz = (degree: number, octave: number) => {
    const semitone = (scale[((degree % 7) + 7) % 7] ?? 0) + 12 * Math.floor(degree / 7);
    return 440 * tune * 2 ** ((key + semitone - 9) / 12 + octave);
  };
  const eighth = (index: number) => {
    const late = piece.swing && index % 2 === 1 ? 1 / 6 : 0;
    return silence + (index / 2 + late) * beat;
  };
  const total = Math.floor(((seconds - 2 * silence) / beat) * 2);
  const music = { samples, rate };
  for (let index = 0; index < total; index += 1) {
    const bar = Math.floor(index / 8);
    const place = index % 8;
    const chord = chords[bar % chords.length] ?? 0;
    const start = eighth(index);
    if (place === 0)
      for (const tone of [0, 2, 4]) {
        const pitch = hz(chord + tone, -1) * leading(mode, chord, tone);
        note(music, { start, hz: pitch, length: beat * 3.8, level: 0.06, decay: 0.4 });
      }
    if (place % 2 === 0)
      note(music, { start, hz: hz(chord, -3), length: beat, level: 0.22, decay: 3 });
    // A melody that moves in eighths now and then, mostly on the beat.
    if (place % 2 === 0 ? random() < 0.85 : random() < 0.35) {
      const tone = pick([0, 2, 4, 7, 1], random);
      const pitch = hz(chord + tone, 0) * leading(mode, chord, tone);
      note(music, { start, hz: pitch, length: beat * 0.9, level: 0.12, decay: 5 });
    }
    if (piece.drums) drums(music, start, place, random);
  }
  fadeIn(samples, rate, silence, piece.fadeInSeconds ?? 0);
  return { rate, channels: [samples] };
}

/** The dominant of a minor key has its leading note, as it mostly has in songs. */
function leading(mode: number, chord: number, tone: number): number {
  return mode === 0 && chord === 4 && tone === 2 ? 2 ** (1 / 12) : 1;
}

type Music = { readonly samples: Float32Array; readonly rate: number };

function note(
  { samples, rate }: Music,
  tone: { start: number; hz: number; length: number; level: number; decay: number },
): void {
  const first = Math.round(tone.start * rate);
  const count = Math.round(tone.length * rate);
  for (let index = 0; index < count && first + index < samples.length; index += 1) {
    const time = index / rate;
    const attack = Math.min(1, time / 0.005);
    const release = Math.min(1, (count - index) / (0.02 * rate));
    const envelope = attack * release * Math.exp(-tone.decay * time);
    const angle = 2 * Math.PI * tone.hz * time;
    const wave =
      Math.sin(angle) +
      0.5 * Math.sin(2 * angle) +
      0.25 * Math.sin(3 * angle) +
      0.12 * Math.sin(4 * angle);
    samples[first + index] = (samples[first + index] ?? 0) + tone.level * envelope * wave;
  }
}

function drums(music: Music, start: number, place: number, random: () => number): void {
  if (place === 0 || place === 4) kick(music, start);
  if (place === 2 || place === 6)
    noise(music, { start, level: 0.3, decay: 18, length: 0.25 }, random);
  noise(music, { start, level: place % 2 === 0 ? 0.08 : 0.05, decay: 60, length: 0.08 }, random);
}

function kick({ samples, rate }: Music, start: number): void {
  const first = Math.round(start * rate);
  let phase = 0;
  for (let index = 0; index < 0.25 * rate && first + index < samples.length; index += 1) {
    const time = index / rate;
    phase += (2 * Math.PI * (50 + 100 * Math.exp(-30 * time))) / rate;
    samples[first + index] =
      (samples[first + index] ?? 0) + 0.6 * Math.exp(-14 * time) * Math.sin(phase);
  }
}

function noise(
  { samples, rate }: Music,
  hit: { start: number; level: number; decay: number; length: number },
  random: () => number,
): void {
  const first = Math.round(hit.start * rate);
  for (let index = 0; index < hit.length * rate && first + index < samples.length; index += 1) {
    const level = hit.level * Math.exp((-hit.decay * index) / rate);
    samples[first + index] = (samples[first + index] ?? 0) + level * (2 * random() - 1);
  }
}

function fadeIn(samples: Float32Array, rate: number, from: number, seconds: number): void {
  const first = Math.round(from * rate);
  const count = Math.round(seconds * rate);
  for (let index = 0; index < count && first + index < samples.length; index += 1)
    samples[first + index] = ((samples[first + index] ?? 0) * index) / count;
}

function pick<Value>(list: readonly Value[], random: () => number): Value {
  const value = list[Math.floor(random() * list.length)];
  if (value === undefined) throw new RangeError("There is nothing to pick from.");
  return value;
}

function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
