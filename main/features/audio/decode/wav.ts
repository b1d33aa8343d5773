import type { FileHandle } from "node:fs/promises";
import { chunksOf } from "./chunks.ts";
import { checked, damagedSound } from "./limits.ts";
import type { PcmLayout } from "./pcm.ts";

/** Where the samples of a WAV file are and how they lie. Throws AppError `file_unreadable`. */
export async function wavLayout(file: FileHandle): Promise<PcmLayout> {
  let format: Omit<PcmLayout, "start" | "length"> | null = null;
  for await (const chunk of chunksOf(file, { littleEndian: true })) {
    if (chunk.id === "fmt ") format = readFormat(await chunk.bytes(40));
    if (chunk.id !== "data") continue;
    if (!format) throw damagedSound("its format is not told before its samples");
    return checked({ ...format, start: chunk.start, length: chunk.length });
  }
  throw damagedSound("it has no samples");
}

/** Microsoft's WAVEFORMATEX; 0xFFFE is the extensible form, whose real tag opens its GUID. */
function readFormat(bytes: Buffer): Omit<PcmLayout, "start" | "length"> {
  if (bytes.length < 16) throw damagedSound("its format is cut off");
  const tag = bytes.readUInt16LE(0);
  const real = tag === 0xff_fe && bytes.length >= 26 ? bytes.readUInt16LE(24) : tag;
  const bits = bytes.readUInt16LE(14);
  const common = {
    channels: bytes.readUInt16LE(2),
    rate: bytes.readUInt32LE(4),
    littleEndian: true,
  };
  if (real === 3 && (bits === 32 || bits === 64)) return { ...common, bits, kind: "float" };
  if (real === 1 && bits === 8) return { ...common, bits, kind: "unsigned" };
  if (real === 1 && (bits === 16 || bits === 24 || bits === 32))
    return { ...common, bits, kind: "signed" };
  throw damagedSound(
    `its samples are packed in a way that Undertone does not read (${real}, ${bits} bits)`,
  );
}
