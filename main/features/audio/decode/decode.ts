import { open, type FileHandle } from "node:fs/promises";
import { AppError } from "../../../../common/errors.ts";
import type { Sound } from "../analysis/sound.ts";
import { aiffLayout } from "./aiff.ts";
import { readCoded } from "./coded.ts";
import { HEAD_BYTES, recogniseSound } from "./format.ts";
import { readPcm } from "./pcm.ts";
import { wavLayout } from "./wav.ts";

/**
 * The sound of a file, piece by piece, so that an hour takes no more memory than a minute. Every piece has the rate and
 * the channels of the first. Throws AppError `file_missing` or `file_unreadable` with the reason, and the signal's
 * reason on abort.
 */
export async function* decodeFile(path: string, signal: AbortSignal): AsyncGenerator<Sound> {
  const file = await openSound(path);
  try {
    let first: Sound | null = null;
    for await (const sound of await pieces(file, signal)) {
      first ??= sound;
      // Some files change in the middle; what follows is another sound.
      if (sound.rate !== first.rate || sound.channels.length !== first.channels.length) return;
      yield sound;
    }
    if (!first) throw new AppError("file_unreadable", "There is no sound in the file.");
  } finally {
    await file.close();
  }
}

async function pieces(file: FileHandle, signal: AbortSignal): Promise<AsyncGenerator<Sound>> {
  const head = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
  if (bytesRead === 0) throw new AppError("file_unreadable", "The file is empty.");
  const format = recogniseSound(head.subarray(0, bytesRead));
  switch (format) {
    case "wav":
      return readPcm(file, await wavLayout(file), signal);
    case "aiff":
      return readPcm(file, await aiffLayout(file), signal);
    case "mp3":
    case "flac":
    case "vorbis":
    case "opus":
      return readCoded(file, format, signal);
    case "aac":
      throw new AppError(
        "file_unreadable",
        "Undertone cannot listen to AAC (M4A) files: there is no free decoder for them that could come with it. Its tags are read; for tempo, key and loudness convert it to FLAC, Opus or MP3.",
      );
    case null:
      throw new AppError(
        "file_unreadable",
        "This is no sound that Undertone knows. It reads MP3, FLAC, Ogg Vorbis, Opus, WAV and AIFF.",
      );
  }
}

async function openSound(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new AppError(
      missing ? "file_missing" : "file_unreadable",
      missing
        ? "The file is not there any more."
        : "The file cannot be opened: check its permissions.",
      { cause },
    );
  }
}
