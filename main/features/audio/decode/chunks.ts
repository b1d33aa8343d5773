import type { FileHandle } from "node:fs/promises";

export type Chunk = {
  readonly id: string;
  readonly start: number;
  /** Bytes; never beyond the end of the file, whatever the chunk says. */
  readonly length: number;
  /** Its first bytes, at most so many. */
  readonly bytes: (most: number) => Promise<Buffer>;
};

/** No honest file has more; a made-up one could have millions of empty ones. */
const MOST_CHUNKS = 10_000;

/** The chunks of a RIFF or an IFF file, from behind its 12 bytes of head. */
export async function* chunksOf(
  file: FileHandle,
  { littleEndian }: { readonly littleEndian: boolean },
): AsyncGenerator<Chunk> {
  const { size } = await file.stat();
  const head = Buffer.alloc(8);
  let at = 12;
  for (let count = 0; count < MOST_CHUNKS && at + 8 <= size; count += 1) {
    await file.read(head, 0, 8, at);
    const told = littleEndian ? head.readUInt32LE(4) : head.readUInt32BE(4);
    const start = at + 8;
    const length = Math.min(told, size - start);
    yield {
      id: head.toString("latin1", 0, 4),
      start,
      length,
      async bytes(most) {
        const buffer = Buffer.alloc(Math.min(most, length));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
        return buffer.subarray(0, bytesRead);
      },
    };
    // Chunks begin at even places.
    at = start + told + (told % 2);
  }
}
