import type { Sound } from "../../../main/features/audio/analysis/sound.ts";

/** A WAV file of 16-bit samples. */
export function toWav({ rate, channels }: Sound): Buffer {
  const frames = channels[0]?.length ?? 0;
  const body = Buffer.alloc(frames * channels.length * 2);
  channels.forEach((samples, channel) => {
    for (let index = 0; index < frames; index += 1) {
      const value = Math.max(-1, Math.min(1, samples[index] ?? 0));
      body.writeInt16LE(Math.round(value * 32_767), (index * channels.length + channel) * 2);
    }
  });
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(channels.length, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * channels.length * 2, 8);
  format.writeUInt16LE(channels.length * 2, 12);
  format.writeUInt16LE(16, 14);
  return riff([
    ["fmt ", format],
    ["data", body],
  ]);
}

/** A RIFF file of type WAVE with these chunks. */
export function riff(chunks: readonly (readonly [id: string, body: Buffer])[]): Buffer {
  const parts = chunks.flatMap(([id, body]) => {
    const head = Buffer.alloc(8);
    head.write(id, 0, "latin1");
    head.writeUInt32LE(body.length, 4);
    return body.length % 2 === 0 ? [head, body] : [head, body, Buffer.alloc(1)];
  });
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(content.length + 4, 4);
  head.write("WAVE", 8, "latin1");
  return Buffer.concat([head, content]);
}
