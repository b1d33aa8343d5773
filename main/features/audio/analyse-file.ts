import type { SoundAnalysis } from "../../../common/domain/audio.ts";
import { LoudnessMeter } from "./analysis/loudness.ts";
import { estimateEnergy, estimatesOf } from "./analysis/estimates.ts";
import { PeakMeter } from "./analysis/peaks.ts";
import { MiddleWindow } from "./analysis/window.ts";
import { decodeFile } from "./decode/decode.ts";

/** The middle tells the tempo better than the whole, and cheaper: songs begin and end otherwise than they go. */
const WINDOW_SECONDS = 60;
/** Where nothing says how long a file is. */
const USUAL_SECONDS = 210;

/**
 * Decodes a file once and measures it: loudness over all of it, tempo and key over the middle 60 seconds.
 * `expectedSeconds` is what its tags say of its length; where they are wrong, the file is decoded again.
 * Throws AppError `file_missing` or `file_unreadable`, and the signal's reason on abort.
 */
export async function analyseFile(
  path: string,
  expectedSeconds: number | null,
  signal: AbortSignal,
): Promise<SoundAnalysis> {
  const first = await listen(path, expectedSeconds ?? USUAL_SECONDS, signal);
  const { window, loudness, peaks, channels } = first.window.full
    ? first
    : await listen(path, first.window.seconds, signal);
  const mono = window.mono();
  const { tempo, key } = estimatesOf(mono);
  const lufs = loudness.integrated();
  return {
    durationMs: Math.round(window.seconds * 1000),
    rate: mono.rate,
    channels,
    lufs,
    tempo,
    key,
    energy: lufs === null ? null : estimateEnergy(lufs),
    peaks: peaks.outline(),
  };
}

type Heard = {
  readonly window: MiddleWindow;
  readonly loudness: LoudnessMeter;
  readonly peaks: PeakMeter;
  readonly channels: number;
};

async function listen(path: string, seconds: number, signal: AbortSignal): Promise<Heard> {
  let heard: Heard | null = null;
  for await (const sound of decodeFile(path, signal)) {
    heard ??= {
      window: new MiddleWindow(sound.rate, seconds, WINDOW_SECONDS),
      loudness: new LoudnessMeter(sound.rate, sound.channels.length),
      peaks: new PeakMeter(sound.rate),
      channels: sound.channels.length,
    };
    heard.window.add(sound);
    heard.loudness.add(sound.channels);
    heard.peaks.add(sound.channels);
  }
  if (!heard) throw new Error("A sound that has pieces was heard.");
  return heard;
}
