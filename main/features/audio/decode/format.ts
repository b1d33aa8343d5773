import { extname } from "node:path";
import { tagLength } from "./mpeg-header.ts";

export const SOUND_FORMATS = ["wav", "aiff", "mp3", "flac", "vorbis", "opus", "aac"] as const;
export type SoundFormat = (typeof SOUND_FORMATS)[number];

/** Endings of files that may be sound: what a folder is searched for. */
const SOUND_ENDINGS: ReadonlySet<string> = new Set([
  ".wav",
  ".wave",
  ".aif",
  ".aiff",
  ".aifc",
  ".mp3",
  ".flac",
  ".ogg",
  ".oga",
  ".opus",
  ".m4a",
  ".mp4",
  ".aac",
]);

export function isSoundName(name: string): boolean {
  return SOUND_ENDINGS.has(extname(name).toLowerCase());
}

/** Bytes from the start of a file that {@link recogniseSound} wants to see. */
export const HEAD_BYTES = 4096;

/** What a file's first bytes say it is; null = no sound that we know. Its name says nothing. */
export function recogniseSound(head: Buffer): SoundFormat | null {
  const text = (from: number, to: number) => head.toString("latin1", from, to);
  if ((text(0, 4) === "RIFF" || text(0, 4) === "RF64") && text(8, 12) === "WAVE") return "wav";
  if (text(0, 4) === "FORM" && (text(8, 12) === "AIFF" || text(8, 12) === "AIFC")) return "aiff";
  if (text(0, 4) === "fLaC") return "flac";
  if (text(0, 4) === "OggS") return inOgg(text(0, 200));
  if (text(4, 8) === "ftyp") return "aac";
  if (text(0, 3) === "ID3") return behindTag(head);
  return ofFrames(head);
}

function inOgg(start: string): SoundFormat | null {
  if (start.includes("OpusHead")) return "opus";
  if (start.includes("\u0001vorbis")) return "vorbis";
  return start.includes("\u007fFLAC") ? "flac" : null;
}

/** Mostly MP3; some programs write such a tag before FLAC and AAC too. */
function behindTag(head: Buffer): SoundFormat | null {
  const rest = head.subarray(tagLength(head));
  // A tag with a picture is longer than the head; then the usual is taken.
  if (rest.length < 4) return "mp3";
  return rest.toString("latin1", 0, 4) === "fLaC" ? "flac" : (ofFrames(rest) ?? "mp3");
}

/** Eleven set bits, then version and layer: layer 0 is AAC's, version 1 is reserved. */
function ofFrames(head: Buffer): SoundFormat | null {
  const second = head[1] ?? 0;
  if (head[0] !== 0xff || (second & 0xe0) !== 0xe0) return null;
  if ((second & 0xf6) === 0xf0) return "aac";
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  return version === 1 || layer === 0 ? null : "mp3";
}
