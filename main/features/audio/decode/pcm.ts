import type { FileHandle } from "node:fs/promises";
import type { Sound } from "../analysis/sound.ts";

/** How samples lie in a file. */
export type PcmLayout = {
  readonly rate: number;
  readonly channels: number;
  readonly bits: 8 | 16 | 24 | 32 | 64;
  readonly kind: "signed" | "unsigned" | "float";
  readonly littleEndian: boolean;
  readonly start: number;
  /** Bytes of samples. */
  readonly length: number;
};

const BLOCK_BYTES = 1 << 20;

/** Reads samples block by block. A file that ends early gives what it has. */
export async function* readPcm(
  file: FileHandle,
  layout: PcmLayout,
  signal: AbortSignal,
): AsyncGenerator<Sound> {
  const frame = (layout.bits / 8) * layout.channels;
  const block = Buffer.alloc(Math.max(1, Math.floor(BLOCK_BYTES / frame)) * frame);
  const end = layout.start + Math.floor(layout.length / frame) * frame;
  for (let from = layout.start; from < end;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(block, 0, Math.min(block.length, end - from), from);
    const frames = Math.floor(bytesRead / frame);
    if (frames === 0) return;
    from += frames * frame;
    yield { rate: layout.rate, channels: split(block, frames, layout) };
  }
}

function split(block: Buffer, frames: number, layout: PcmLayout): Float32Array[] {
  const read = reader(block, layout);
  const bytes = layout.bits / 8;
  return Array.from({ length: layout.channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let index = 0; index < frames; index += 1) {
      const value = read((index * layout.channels + channel) * bytes);
      // A float file may hold anything; one bad sample would make every figure NaN.
      samples[index] = Number.isFinite(value) ? value : 0;
    }
    return samples;
  });
}

function reader(block: Buffer, layout: PcmLayout): (at: number) => number {
  const { bits, kind, littleEndian: little } = layout;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  if (kind === "float")
    return bits === 64 ? (at) => view.getFloat64(at, little) : (at) => view.getFloat32(at, little);
  switch (bits) {
    case 8:
      return kind === "unsigned"
        ? (at) => (view.getUint8(at) - 128) / 128
        : (at) => view.getInt8(at) / 128;
    case 16:
      return (at) => view.getInt16(at, little) / 32_768;
    case 24:
      return little
        ? (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
        : (at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 8_388_608;
    case 32:
    case 64:
      return (at) => view.getInt32(at, little) / 2_147_483_648;
  }
}
