import { parseFile, type IAudioMetadata } from "music-metadata";
import type { SoundTags } from "../../../common/domain/audio.ts";

/** Tags longer than that are no names. */
const LONGEST = 1000;

const NO_TAGS: SoundTags = {
  title: null,
  artists: [],
  album: null,
  isrc: null,
  bpm: null,
  key: null,
  mood: null,
  rating: null,
  durationMs: null,
  year: null,
};

/** What a file says of itself; nothing where it says nothing or its tags cannot be read. */
export async function readTags(path: string): Promise<SoundTags> {
  try {
    return toTags(await parseFile(path, { duration: false, skipCovers: true }));
  } catch {
    // Tags are extra: a file with broken ones may still be heard.
    return NO_TAGS;
  }
}

function toTags({ common, format, native }: IAudioMetadata): SoundTags {
  const { bpm, rating } = common;
  const seconds = format.duration;
  return {
    title: text(common.title),
    artists: (common.artists ?? [common.artist]).map(text).filter((name) => name !== null),
    album: text(common.album),
    isrc: text(common.isrc?.[0])?.replaceAll("-", "").toUpperCase() ?? null,
    bpm: bpm !== undefined && Number.isFinite(bpm) && bpm > 0 ? bpm : null,
    key: text(common.key) ?? nativeKey(native),
    mood: text(common.mood),
    rating: rating?.[0]?.rating ?? null,
    durationMs: seconds !== undefined && seconds > 0 ? Math.round(seconds * 1000) : null,
    year: text(common.date) ?? (common.year === undefined ? null : String(common.year)),
  };
}

/** FLAC's and Ogg's INITIALKEY is among the native tags alone. */
function nativeKey(native: IAudioMetadata["native"]): string | null {
  for (const tags of Object.values(native)) {
    const found = tags.find(({ id }) => /^(initial_?key|key|TXXX:initialkey)$/i.test(id));
    if (typeof found?.value === "string") return text(found.value);
  }
  return null;
}

function text(value: string | undefined): string | null {
  const clean = value?.replaceAll("\0", "").trim() ?? "";
  return clean === "" ? null : clean.slice(0, LONGEST);
}
