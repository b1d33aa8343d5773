import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { riff } from "./wav.ts";

export type Tags = {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly isrc?: string;
  readonly bpm?: string;
  readonly key?: string;
};

const FRAMES: Readonly<Record<keyof Tags, string>> = {
  title: "TIT2",
  artist: "TPE1",
  album: "TALB",
  isrc: "TSRC",
  bpm: "TBPM",
  key: "TKEY",
};

/** Writes a WAV file at 8 kHz of a tone with clicks, with tags of ID3v2.4; `pitch` in Hz makes its content another one. */
export function writeTagged(
  path: string,
  tags: Tags,
  { seconds = 1, pitch = 220 }: { readonly seconds?: number; readonly pitch?: number } = {},
): void {
  const body = Buffer.alloc(Math.round(seconds * 8000) * 2);
  for (let index = 0; index < body.length / 2; index += 1) {
    const click = index % 4000 < 200 ? 8000 : 0;
    const value = 8000 * Math.sin((2 * Math.PI * pitch * index) / 8000) + click;
    body.writeInt16LE(Math.round(value), index * 2);
  }
  const format = Buffer.from("0100010040 1f0000803e000002001000".replace(" ", ""), "hex");
  const id3 = id3v24(tags);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    riff([
      ["fmt ", format],
      ["data", body],
      ...(id3.length > 10 ? ([["id3 ", id3]] as const) : []),
    ]),
  );
}

/** ID3v2.4.0, sections 3.1, 4 and 4.2: text frames in UTF-8. */
function id3v24(tags: Tags): Buffer {
  const frames = Object.entries(FRAMES).flatMap(([name, id]) => {
    const value = tags[name as keyof Tags];
    if (value === undefined) return [];
    const text = Buffer.concat([Buffer.of(3), Buffer.from(value, "utf8")]);
    return [Buffer.from(id, "latin1"), syncSafe(text.length), Buffer.alloc(2), text];
  });
  const content = Buffer.concat(frames);
  return Buffer.concat([Buffer.from("ID3\u0004\0\0", "latin1"), syncSafe(content.length), content]);
}

function syncSafe(length: number): Buffer {
  return Buffer.of((length >> 21) & 127, (length >> 14) & 127, (length >> 7) & 127, length & 127);
}
