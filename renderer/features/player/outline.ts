import { transport } from "../../client.ts";

const PARTS = 200;
/** Decoding holds every sample in memory at once: about ten times the size of an MP3. */
const MOST_BYTES = 4_000_000;

/**
 * The outline of a small sound that was not listened to yet: the highest absolute sample, 0..1, of equal parts. Empty
 * where it cannot be told; the desktop window's policy lets it fetch nothing.
 */
export async function decodeOutline(url: string, signal: AbortSignal): Promise<number[]> {
  if (transport.kind !== "browser") return [];
  try {
    const response = await fetch(url, { signal });
    const size = Number(response.headers.get("Content-Length") ?? Infinity);
    if (!response.ok || size > MOST_BYTES) {
      await response.body?.cancel();
      return [];
    }
    const decoder = new OfflineAudioContext(1, 1, 22_050);
    const sound = await decoder.decodeAudioData(await response.arrayBuffer());
    return highestOfParts(sound.getChannelData(0));
  } catch {
    return [];
  }
}

function highestOfParts(samples: Float32Array): number[] {
  const length = Math.min(PARTS, samples.length);
  const at = (part: number) => Math.floor((part * samples.length) / length);
  return Array.from({ length }, (_, part) =>
    samples
      .subarray(at(part), at(part + 1))
      .reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0),
  );
}
