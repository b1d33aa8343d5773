import type { FileHandle } from "node:fs/promises";

/** A tag may be padded with zeros before the first frame. */
const SEARCHED_BYTES = 65_536;

/**
 * True if the first frame of an MP3 file says that it has one channel. The decoder always gives two, and two equal
 * ones are 3 LU louder than the one that they come from.
 */
export async function isMonoMpeg(file: FileHandle): Promise<boolean> {
  const bytes = Buffer.alloc(SEARCHED_BYTES);
  await file.read(bytes, 0, 10, 0);
  const start = bytes.toString("latin1", 0, 3) === "ID3" ? tagLength(bytes) : 0;
  const { bytesRead } = await file.read(bytes, 0, SEARCHED_BYTES, start);
  for (let at = 0; at + 4 <= bytesRead; at += 1) {
    if (!isFrame(bytes, at)) continue;
    return (bytes[at + 3] ?? 0) >> 6 === 3;
  }
  return false;
}

/** ID3v2.4, section 3.1: ten bytes of head, and the rest in four times seven bits. */
export function tagLength(bytes: Buffer): number {
  return 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] ?? 0) & 127), 0);
}

/** ISO 11172-3, 2.4.1.3: eleven set bits, then no reserved version, layer, bit rate or sampling rate. */
function isFrame(bytes: Buffer, at: number): boolean {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    ((second >> 3) & 3) !== 1 &&
    ((second >> 1) & 3) !== 0 &&
    third >> 4 !== 15 &&
    third >> 4 !== 0 &&
    ((third >> 2) & 3) !== 3
  );
}
