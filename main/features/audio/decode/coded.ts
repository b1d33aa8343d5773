import type { FileHandle } from "node:fs/promises";
import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { OggVorbisDecoder } from "@wasm-audio-decoders/ogg-vorbis";
import { MPEGDecoder } from "mpg123-decoder";
import { OggOpusDecoder } from "ogg-opus-decoder";
import type { Sound } from "../analysis/sound.ts";
import { checkSound, damagedSound } from "./limits.ts";
import { isMonoMpeg } from "./mpeg-header.ts";

type Decoded = {
  readonly channelData: Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
};

/** What the four decoders have in common: each is WebAssembly with its own memory. */
type Decoder = {
  readonly ready: Promise<void>;
  readonly decode: (bytes: Uint8Array) => Decoded | Promise<Decoded>;
  readonly flush?: () => Promise<Decoded>;
  readonly free: () => void;
};

/** Small: what a block decodes to is read again by each meter, and stays near the processor for them. */
const BLOCK_BYTES = 1 << 15;

/** Decodes MP3, FLAC, Ogg Vorbis or Opus block by block. A file that ends early gives what it has. */
export async function* readCoded(
  file: FileHandle,
  format: "mp3" | "flac" | "vorbis" | "opus",
  signal: AbortSignal,
): AsyncGenerator<Sound> {
  const mono = format === "mp3" && (await isMonoMpeg(file));
  const decoder = create(format);
  await decoder.ready;
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    for (let from = 0; ;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(block, 0, block.length, from);
      if (bytesRead === 0) break;
      from += bytesRead;
      // A copy: the decoders keep what they have not used yet.
      const copy = Uint8Array.from(block.subarray(0, bytesRead));
      yield* told(await decoder.decode(copy), mono);
    }
    if (decoder.flush) yield* told(await decoder.flush(), mono);
  } catch (error) {
    signal.throwIfAborted();
    // What WebAssembly throws when it is led astray; its class is not among the types of Node.
    const trapped = error instanceof Error && error.name === "RuntimeError";
    if (trapped || error instanceof RangeError) throw damagedSound("its data are damaged");
    throw error;
  } finally {
    decoder.free();
  }
}

function create(format: "mp3" | "flac" | "vorbis" | "opus"): Decoder {
  switch (format) {
    case "mp3":
      return new MPEGDecoder();
    case "flac":
      return new FLACDecoder();
    case "vorbis":
      return new OggVorbisDecoder();
    case "opus":
      return new OggOpusDecoder();
  }
}

function* told(decoded: Decoded, mono: boolean): Generator<Sound> {
  const { channelData, samplesDecoded, sampleRate } = decoded;
  if (samplesDecoded <= 0 || channelData.length === 0) return;
  checkSound(sampleRate, channelData.length);
  yield { rate: sampleRate, channels: mono ? channelData.slice(0, 1) : channelData };
}
