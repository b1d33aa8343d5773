import type { FileHandle } from "node:fs/promises";
import { chunksOf } from "./chunks.ts";
import { checked, damagedSound } from "./limits.ts";
import type { PcmLayout } from "./pcm.ts";

type Format = Omit<PcmLayout, "start" | "length">;

/** Where the samples of an AIFF or AIFF-C file are and how they lie. Throws AppError `file_unreadable`. */
export async function aiffLayout(file: FileHandle): Promise<PcmLayout> {
  let format: Format | null = null;
  let samples: { start: number; length: number } | null = null;
  // The samples may come before the format.
  for await (const chunk of chunksOf(file, { littleEndian: false })) {
    if (chunk.id === "COMM") format = readCommon(await chunk.bytes(64));
    if (chunk.id === "SSND") {
      const head = await chunk.bytes(8);
      const offset = head.length >= 8 ? 8 + head.readUInt32BE(0) : 8;
      samples = { start: chunk.start + offset, length: Math.max(0, chunk.length - offset) };
    }
    if (format && samples) return checked({ ...format, ...samples });
  }
  throw damagedSound(format ? "it has no samples" : "its format is not told");
}

function readCommon(bytes: Buffer): Format {
  if (bytes.length < 18) throw damagedSound("its format is cut off");
  const packing = bytes.length >= 22 ? bytes.toString("latin1", 18, 22) : "NONE";
  const bits = bytes.readUInt16BE(6);
  const common = { channels: bytes.readUInt16BE(0), rate: extended(bytes.subarray(8, 18)) };
  if (packing === "fl32" || packing === "FL32")
    return { ...common, bits: 32, kind: "float", littleEndian: false };
  if (packing === "fl64" || packing === "FL64")
    return { ...common, bits: 64, kind: "float", littleEndian: false };
  const whole = ([8, 16, 24, 32] as const).find((width) => bits > width - 8 && bits <= width);
  if (whole === undefined || !["NONE", "twos", "sowt"].includes(packing))
    throw damagedSound(
      `its samples are packed in a way that Undertone does not read (${packing.trim()}, ${bits} bits)`,
    );
  return { ...common, bits: whole, kind: "signed", littleEndian: packing === "sowt" };
}

/** The 80-bit float of IEEE 754 that the sample rate is told in. */
function extended(bytes: Buffer): number {
  const exponent = (bytes.readUInt16BE(0) & 0x7fff) - 16_383;
  return (
    bytes.readUInt32BE(2) * 2 ** (exponent - 31) + bytes.readUInt32BE(6) * 2 ** (exponent - 63)
  );
}
