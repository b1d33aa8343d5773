import type { FeatureSet } from "../../common/domain/features.ts";
import {
  addBass,
  addHat,
  addKick,
  addLead,
  addPad,
  addPluck,
  addSnare,
  SAMPLE_RATE,
  type Note,
} from "./instruments.ts";
import type { Random } from "./random.ts";

const MAJOR = [0, 2, 4, 5, 7, 9, 11] as const;
const MINOR = [0, 2, 3, 5, 7, 8, 10] as const;
/** Steps of the scale that the chords stand on, a bar each. */
const PROGRESSIONS: Readonly<Record<"major" | "minor", readonly (readonly number[])[]>> = {
  major: [
    [0, 4, 5, 3],
    [0, 5, 3, 4],
  ],
  minor: [
    [0, 5, 2, 6],
    [0, 3, 5, 4],
  ],
};
/** Seconds; whole bars are played, at least two. */
const LENGTH = 9;

/**
 * A few bars in the tempo, key, mode, energy and loudness of a song: chords, bass, a tune, and drums where there is
 * energy for them. Samples between -1 and 1 at {@link SAMPLE_RATE}.
 */
export function synthesise(random: Random, features: FeatureSet): Float32Array {
  const song = readSong(features);
  const beat = 60 / song.tempo;
  const bars = Math.max(2, Math.floor(LENGTH / (beat * 4)));
  const sound = new Float32Array(Math.ceil((bars * 4 * beat + 0.5) * SAMPLE_RATE));
  const progression = random.pick(song.major ? PROGRESSIONS.major : PROGRESSIONS.minor);
  for (let bar = 0; bar < bars; bar += 1) {
    const step = progression[bar % progression.length] ?? 0;
    playBar(sound, random, song, { start: bar * 4 * beat, beat, step });
  }
  return finish(sound, song.loudness);
}

type Song = {
  readonly tempo: number;
  readonly root: number;
  readonly major: boolean;
  readonly energy: number;
  readonly acoustic: boolean;
  readonly loudness: number;
};
type Bar = { readonly start: number; readonly beat: number; readonly step: number };

function readSong(features: FeatureSet): Song {
  return {
    tempo: features.tempo ?? 100,
    root: features.key ?? 0,
    major: features.mode === 1,
    energy: features.energy ?? 0.5,
    acoustic: (features.acousticness ?? 0) > 0.4,
    loudness: features.loudness ?? -12,
  };
}

function playBar(sound: Float32Array, random: Random, song: Song, bar: Bar): void {
  playChord(sound, random, song, bar);
  playBass(sound, song, bar);
  playTune(sound, random, song, bar);
  playDrums(sound, random, song, bar);
}

function playChord(sound: Float32Array, random: Random, song: Song, { start, beat, step }: Bar) {
  [0, 2, 4].forEach((third, index) => {
    const pitch = pitchOf(song, step + third, 4);
    if (song.acoustic) {
      // Strummed twice a bar, string by string.
      for (const at of [0, 2]) {
        const note = {
          at: start + at * beat + index * 0.018,
          length: beat * 2.2,
          pitch,
          volume: 0.3,
        };
        addPluck(sound, note, random);
      }
    } else addPad(sound, { at: start, length: beat * 4, pitch, volume: 0.2 });
  });
}

function playBass(sound: Float32Array, song: Song, { start, beat, step }: Bar) {
  const beats =
    song.energy > 0.7
      ? [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]
      : song.energy > 0.4
        ? [0, 1.5, 2, 3]
        : [0, 2];
  const length = song.energy > 0.7 ? beat * 0.45 : beat * 0.95;
  for (const at of beats) {
    addBass(sound, { at: start + at * beat, length, pitch: pitchOf(song, step, 2), volume: 0.3 });
  }
}

function playTune(sound: Float32Array, random: Random, song: Song, { start, beat, step }: Bar) {
  for (let half = 0; half < 8; half += 1) {
    if (!random.chance(0.25 + song.energy * 0.4)) continue;
    const note: Note = {
      at: start + half * 0.5 * beat,
      length: beat * 0.9,
      pitch: pitchOf(song, step + random.pick([0, 2, 4, 7, 1]), 5),
      volume: 0.16,
    };
    if (song.acoustic) addPluck(sound, note, random);
    else addLead(sound, note);
  }
}

function playDrums(sound: Float32Array, random: Random, song: Song, { start, beat }: Bar) {
  if (song.energy < 0.3) return;
  const volume = 0.25 + song.energy * 0.45;
  const kicks = song.energy > 0.7 ? [0, 1, 2, 3] : [0, 2];
  for (const at of kicks) addKick(sound, start + at * beat, volume);
  if (song.energy > 0.4)
    for (const at of [1, 3]) addSnare(sound, start + at * beat, volume * 0.6, random);
  const hats = song.energy > 0.6 ? 8 : 4;
  for (let index = 0; index < hats; index += 1) {
    addHat(sound, start + (index * 4 * beat) / hats, volume * 0.5, random);
  }
}

/** Equal temperament, A4 = 440 Hz; the step may go beyond the scale's seven. */
function pitchOf(song: Song, step: number, octave: number): number {
  const scale = song.major ? MAJOR : MINOR;
  const semitone = (scale[step % 7] ?? 0) + 12 * Math.floor(step / 7) + song.root;
  return 440 * 2 ** ((semitone - 9) / 12 + octave - 4);
}

/** Brings the sound to its loudness, rounds off what would clip, and lets the end fade. */
function finish(sound: Float32Array, loudness: number): Float32Array {
  const mean = Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
  const gain = 10 ** (Math.max(-24, loudness - 4) / 20) / mean;
  const fade = SAMPLE_RATE * 0.4;
  return sound.map(
    (value, index) => Math.tanh(value * gain) * Math.min(1, (sound.length - index) / fade),
  );
}
