import type { Random } from "./random.ts";

export const SAMPLE_RATE = 22_050;

/** Adds one note to a track of sound. Times in seconds, pitch in Hz. */
export type Note = {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
  readonly volume: number;
};

/** A soft chord tone: a few harmonics that swell and fade. */
export function addPad(sound: Float32Array, { at, length, pitch, volume }: Note): void {
  add(sound, at, length, (time) => {
    const swell = Math.min(1, time / 0.12) * Math.min(1, (length - time) / 0.15);
    const phase = 2 * Math.PI * pitch * time;
    const tone = Math.sin(phase) + 0.4 * Math.sin(2 * phase * 1.002) + 0.15 * Math.sin(3 * phase);
    return volume * swell * tone * 0.5;
  });
}

/** A plucked string (Karplus and Strong): noise in a loop that loses its edge with every turn. */
export function addPluck(sound: Float32Array, note: Note, random: Random): void {
  const loop = Float32Array.from(
    { length: Math.max(2, Math.round(SAMPLE_RATE / note.pitch)) },
    () => random.between(-1, 1),
  );
  let place = 0;
  add(sound, note.at, note.length, (time) => {
    const value = loop[place] ?? 0;
    const next = (place + 1) % loop.length;
    loop[place] = 0.498 * (value + (loop[next] ?? 0));
    place = next;
    return note.volume * value * Math.min(1, (note.length - time) / 0.05);
  });
}

/** A bright lead: a saw wave of few harmonics, so that nothing folds back at this sample rate. */
export function addLead(sound: Float32Array, { at, length, pitch, volume }: Note): void {
  const harmonics = Math.max(1, Math.min(8, Math.floor(SAMPLE_RATE / 2.5 / pitch)));
  add(sound, at, length, (time) => {
    let value = 0;
    for (let harmonic = 1; harmonic <= harmonics; harmonic += 1) {
      value += Math.sin(2 * Math.PI * pitch * harmonic * time) / harmonic;
    }
    return volume * 0.5 * value * Math.exp(-3 * time) * Math.min(1, time / 0.004);
  });
}

export function addBass(sound: Float32Array, { at, length, pitch, volume }: Note): void {
  add(sound, at, length, (time) => {
    const phase = 2 * Math.PI * pitch * time;
    const shape = Math.min(1, time / 0.01) * Math.min(1, (length - time) / 0.03);
    return volume * shape * (Math.sin(phase) + 0.35 * Math.sin(2 * phase));
  });
}

export function addKick(sound: Float32Array, at: number, volume: number): void {
  add(sound, at, 0.28, (time) => {
    const phase = 2 * Math.PI * (46 * time + (110 / 28) * (1 - Math.exp(-28 * time)));
    return volume * Math.sin(phase) * Math.exp(-11 * time);
  });
}

export function addSnare(sound: Float32Array, at: number, volume: number, random: Random): void {
  add(sound, at, 0.2, (time) => {
    const tone = Math.sin(2 * Math.PI * 185 * time) * Math.exp(-22 * time);
    return volume * (0.5 * tone + random.between(-1, 1) * 0.6 * Math.exp(-19 * time));
  });
}

export function addHat(sound: Float32Array, at: number, volume: number, random: Random): void {
  let before = 0;
  add(sound, at, 0.06, (time) => {
    const noise = random.between(-1, 1);
    // The difference of two samples leaves the high part of the noise.
    const high = (noise - before) / 2;
    before = noise;
    return volume * high * Math.exp(-70 * time);
  });
}

function add(
  sound: Float32Array,
  at: number,
  length: number,
  wave: (time: number) => number,
): void {
  const start = Math.max(0, Math.round(at * SAMPLE_RATE));
  const end = Math.min(sound.length, start + Math.floor(length * SAMPLE_RATE));
  for (let index = start; index < end; index += 1) {
    sound[index] = (sound[index] ?? 0) + wave((index - start) / SAMPLE_RATE);
  }
}
