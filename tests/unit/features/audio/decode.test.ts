import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../../../../common/errors.ts";
import { analyseFile } from "../../../../main/features/audio/analyse-file.ts";
import { decodeFile } from "../../../../main/features/audio/decode/decode.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { riff, toWav } from "../../../support/sound/wav.ts";

const NEVER = new AbortController().signal;
const FIXTURES = join(import.meta.dirname, "..", "..", "..", "fixtures", "sound");

async function decode(path: string): Promise<{ rate: number; channels: number[][] }> {
  let rate = 0;
  const channels: number[][] = [];
  for await (const sound of decodeFile(path, NEVER)) {
    ({ rate } = sound);
    sound.channels.forEach((samples, index) => {
      const all = (channels[index] ??= []);
      for (const sample of samples) all.push(sample);
    });
  }
  return { rate, channels };
}

function written(content: Buffer): string {
  const path = join(temporaryFolder(), "sound");
  writeFileSync(path, content);
  return path;
}

/** The words of the failure, or what was decoded. */
async function outcome(content: Buffer): Promise<string> {
  try {
    const { rate, channels } = await decode(written(content));
    return `${channels.length} × ${channels[0]?.length} at ${rate}`;
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function format(tag: number, channels: number, rate: number, bits: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(channels, 2);
  bytes.writeUInt32LE(rate >>> 0, 4);
  bytes.writeUInt16LE(bits, 14);
  return bytes;
}

const VALUES = [0, 0.5, -0.5, 0.25];
const PACKED: readonly [name: string, tag: number, bits: number, body: Buffer][] = [
  ["8-bit", 1, 8, Buffer.from([128, 192, 64, 160])],
  ["16-bit", 1, 16, Buffer.from(Int16Array.of(0, 16_384, -16_384, 8192).buffer)],
  ["24-bit", 1, 24, Buffer.from([0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0, 0, 0, 0x20])],
  ["32-bit", 1, 32, Buffer.from(Int32Array.of(0, 2 ** 30, -(2 ** 30), 2 ** 29).buffer)],
  ["32-bit float", 3, 32, Buffer.from(Float32Array.from(VALUES).buffer)],
  ["64-bit float", 3, 64, Buffer.from(Float64Array.from(VALUES).buffer)],
];

test.each(PACKED)("%s WAV samples come out as they went in", async (_, tag, bits, body) => {
  const file = riff([
    ["LIST", Buffer.from("odd")],
    ["fmt ", format(tag, 2, 44_100, bits)],
    ["data", body],
  ]);
  expect(await decode(written(file))).toEqual({
    rate: 44_100,
    channels: [
      [0, -0.5],
      [0.5, 0.25],
    ],
  });
});

test("an AIFF file is as loud as ffmpeg says", async () => {
  const { lufs, rate, durationMs } = await analyseFile(join(FIXTURES, "tone.aiff"), null, NEVER);
  expect({ lufs: lufs?.toFixed(1), rate, durationMs }).toEqual({
    lufs: "-17.9",
    rate: 8000,
    durationMs: 2000,
  });
});

test.each([
  ["tone.mp3", -18.4],
  ["tone.flac", -17.9],
  ["tone.ogg", -17.7],
  ["tone.opus", -17.7],
])("%s is as loud as ffmpeg says, in its tempo and its key", async (name, lufs) => {
  const analysis = await analyseFile(join(FIXTURES, name), null, NEVER);
  expect(Math.abs((analysis.lufs ?? 0) - lufs)).toBeLessThanOrEqual(0.15);
  expect(Math.round(analysis.tempo?.bpm ?? 0)).toBe(126);
  expect(Math.abs(analysis.durationMs - 6000)).toBeLessThan(100);
});

test.each<[string, Buffer, string]>([
  ["an empty file", Buffer.alloc(0), "file_unreadable: The file is empty."],
  [
    "text",
    Buffer.from("no sound at all"),
    "file_unreadable: This is no sound that Undertone knows. It reads MP3, FLAC, Ogg Vorbis, Opus, WAV and AIFF.",
  ],
  [
    "M4A",
    readFileSync(join(FIXTURES, "tone.m4a")),
    "file_unreadable: Undertone cannot listen to AAC (M4A) files: there is no free decoder for them that could come with it. Its tags are read; for tempo, key and loudness convert it to FLAC, Opus or MP3.",
  ],
  [
    "a WAV without samples",
    riff([["fmt ", format(1, 1, 44_100, 16)]]),
    "file_unreadable: The sound cannot be read: it has no samples. Play the file elsewhere to see whether it is whole.",
  ],
  [
    "a WAV of 0 samples",
    toWav({ rate: 8000, channels: [new Float32Array()] }),
    "file_unreadable: There is no sound in the file.",
  ],
  [
    "a WAV of 0 channels",
    riff([
      ["fmt ", format(1, 0, 44_100, 16)],
      ["data", Buffer.alloc(8)],
    ]),
    "file_unreadable: The sound cannot be read: it says that it has 0 channels. Play the file elsewhere to see whether it is whole.",
  ],
  [
    "a WAV at 4 GHz",
    riff([
      ["fmt ", format(1, 1, 4_000_000_000, 16)],
      ["data", Buffer.alloc(8)],
    ]),
    "file_unreadable: The sound cannot be read: it says that it has 4000000000 samples a second. Play the file elsewhere to see whether it is whole.",
  ],
  [
    "a WAV with samples packed otherwise",
    riff([
      ["fmt ", format(2, 1, 8000, 4)],
      ["data", Buffer.alloc(8)],
    ]),
    "file_unreadable: The sound cannot be read: its samples are packed in a way that Undertone does not read (2, 4 bits). Play the file elsewhere to see whether it is whole.",
  ],
  ["one sample", toWav({ rate: 8000, channels: [Float32Array.of(0.5)] }), "1 × 1 at 8000"],
  [
    "eight channels at 192 kHz",
    toWav({ rate: 192_000, channels: Array.from({ length: 8 }, () => new Float32Array(100)) }),
    "8 × 100 at 192000",
  ],
])("%s has its reason", async (_, content, expected) => {
  expect(await outcome(content)).toBe(expected);
});

test("a length that the file does not have is not believed", async () => {
  const file = toWav({ rate: 8000, channels: [new Float32Array(400)] });
  file.writeUInt32LE(0xff_ff_ff_f0, 40);
  expect(await outcome(file)).toBe("1 × 400 at 8000");
});

test("samples that are no numbers count as silence", async () => {
  const body = Buffer.from(Float32Array.of(NaN, Infinity, 0.5).buffer);
  const file = riff([
    ["fmt ", format(3, 1, 8000, 32)],
    ["data", body],
  ]);
  expect((await decode(written(file))).channels).toEqual([[0, 0, 0.5]]);
});

test("a file that is gone is missing", async () => {
  const path = join(temporaryFolder(), "gone.wav");
  await expect(decode(path)).rejects.toMatchObject({ code: "file_missing" });
});

test("an aborted decoding ends with the signal's reason", async () => {
  const abort = new AbortController();
  abort.abort(new AppError("cancelled", "Enough."));
  const reading = (async () => {
    for await (const _ of decodeFile(join(FIXTURES, "tone.flac"), abort.signal));
  })();
  await expect(reading).rejects.toMatchObject({ code: "cancelled" });
});

test.each(["tone.mp3", "tone.flac", "tone.ogg", "tone.opus", "tone.aiff", "tone.m4a"])(
  "%s cut off or damaged anywhere gives a reason or some of its sound, never a crash",
  async (name) => {
    const whole = readFileSync(join(FIXTURES, name));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }),
        async (length, changes) => {
          const damaged = Buffer.from(whole);
          for (const [at, value] of changes) damaged[at] = value;
          expect(await outcome(damaged.subarray(0, length))).toMatch(
            /^(file_unreadable: .+\.|\d+ × \d+ at \d+)$/,
          );
        },
      ),
      { numRuns: 15 },
    );
  },
);

test("random bytes behind any known beginning give a reason or noise", async () => {
  const beginnings = [
    "RIFF\0\0\0\0WAVEfmt ",
    "FORM\0\0\0\0AIFFCOMM",
    "fLaC",
    "OggS\0\u0002OpusHead",
    "ID3",
    "\u00ff\u00fb",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...beginnings),
      fc.uint8Array({ maxLength: 3000 }),
      async (start, bytes) => {
        const content = Buffer.concat([Buffer.from(start, "latin1"), bytes]);
        expect(await outcome(content)).toMatch(/^(file_unreadable: .+\.|\d+ × \d+ at \d+)$/);
      },
    ),
    { numRuns: 60 },
  );
});

test("decoding is the same every time", async () => {
  const sums = await Promise.all(
    [1, 2].map(async () => {
      const { channels } = await decode(join(FIXTURES, "tone.mp3"));
      return createHash("sha256")
        .update(Float32Array.from(channels[0] ?? []))
        .digest("hex");
    }),
  );
  expect(sums[0]).toBe(sums[1]);
});
