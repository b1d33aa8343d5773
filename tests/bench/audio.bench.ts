import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyseFile } from "../../main/features/audio/analyse-file.ts";
import { createSoundPool } from "../../main/features/audio/pool.ts";
import { sourceWorkers } from "../../main/hosts/paths.ts";
import { synthesise } from "../support/sound/synthesise.ts";
import { toWav } from "../support/sound/wav.ts";
import type { Bench, BenchResult } from "./bench.ts";

const NEVER = new AbortController().signal;
const SECONDS = 180;
const ROUNDS = 5;
const PACKED = ["mp3", "flac", "ogg", "opus"];
const POOL_FILES = 1000;

export const bench: Bench = {
  name: "audio",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "undertone-bench-"));
    try {
      const wav = join(folder, "track.wav");
      writeFileSync(wav, threeMinutes());
      const results = await speedOf("wav", wav);
      for (const ending of PACKED) {
        const path = join(folder, `track.${ending}`);
        if (pack(wav, path)) results.push(...(await speedOf(ending, path)));
        else console.error(`  ${ending}: skipped, there is no ffmpeg that makes it.`);
      }
      const memory = process.resourceUsage().maxRSS / 1024;
      results.push(
        { what: "memory at most", value: memory, unit: "MB", ...atMost(250)(memory) },
        ...(await pooled(folder, wav)),
        ...(await agreement(process.env["UNDERTONE_BENCH_MUSIC"])),
      );
      return results;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function threeMinutes(): Buffer {
  const { channels } = synthesise({
    bpm: 124,
    key: 9,
    mode: 0,
    seed: 7,
    seconds: SECONDS,
    rate: 44_100,
    drums: true,
  });
  const left = channels[0] ?? new Float32Array();
  const right = left.map((_, index) => 0.6 * (left[index - 40] ?? 0));
  return toWav({ rate: 44_100, channels: [left, right] });
}

/** Time of the processor, not of the clock: others may be at work on the machine. The best of some rounds is a quiet one. */
async function speedOf(name: string, path: string): Promise<BenchResult[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    await analyseFile(path, SECONDS, NEVER);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1e6);
  }
  const goal = name === "mp3" ? atMost(0.8)(Math.min(...times)) : {};
  return [
    { what: `${name}, 3 minutes, first`, value: times[0] ?? 0, unit: "s CPU" },
    {
      what: `${name}, 3 minutes, best of ${ROUNDS}`,
      value: Math.min(...times),
      unit: "s CPU",
      ...goal,
    },
  ];
}

function atMost(limit: number) {
  return (value: number) => ({ goal: `≤ ${limit}`, ok: value <= limit });
}

function pack(wav: string, path: string): boolean {
  const { status } = spawnSync("ffmpeg", ["-loglevel", "error", "-y", "-i", wav, path]);
  return status === 0;
}

/**
 * How much of the cores that the pool may use it does use, and how much memory each of its threads adds, over files of
 * 30 seconds between which are some of three minutes.
 */
async function pooled(folder: string, long: string): Promise<BenchResult[]> {
  const clip = join(folder, "clip.wav");
  const { rate, channels } = synthesise({
    bpm: 100,
    key: 0,
    mode: 1,
    seed: 3,
    seconds: 30,
    rate: 44_100,
  });
  writeFileSync(clip, toWav({ rate, channels }));
  const paths = Array.from({ length: POOL_FILES }, (_, index) => join(folder, `clip-${index}.wav`));
  for (const path of paths) copyFileSync(clip, path);
  const base = process.memoryUsage.rss();
  const pool = createSoundPool(sourceWorkers.audio);
  try {
    await pool.analyse({ path: clip, expectedSeconds: 30 }, NEVER);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 50);
    const cpu = process.cpuUsage();
    const start = performance.now();
    // As a scan does it: a file is given to the pool when a thread is free.
    let next = 0;
    const listen = async () => {
      for (let index = next++; index < paths.length; index = next++) {
        const path = paths[index] ?? clip;
        await (index % 50 === 0
          ? pool.analyse({ path: long, expectedSeconds: SECONDS }, NEVER)
          : pool.analyse({ path, expectedSeconds: 30 }, NEVER));
      }
    };
    await Promise.all(Array.from({ length: pool.size }, listen));
    clearInterval(watch);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const memory = (most - base) / pool.size / 1e6;
    const share = (user + system) / 1e6 / (seconds * pool.size);
    return [
      { what: `${POOL_FILES} files of 30 s through the pool`, value: seconds, unit: "s" },
      {
        what: "of the allowed cores used",
        value: share * 100,
        unit: "%",
        goal: "≥ 90",
        ok: share >= 0.9,
      },
      { what: "memory that each thread adds", value: memory, unit: "MB", ...atMost(250)(memory) },
    ];
  } finally {
    await pool.close();
  }
}

/** With bpm-tools' `bpm` (which asks for raw floats at 44,100 Hz), on music that UNDERTONE_BENCH_MUSIC names. */
async function agreement(music: string | undefined): Promise<BenchResult[]> {
  if (music === undefined) {
    console.error("  real music: skipped, UNDERTONE_BENCH_MUSIC names no folder.");
    return [];
  }
  let same = 0;
  let octave = 0;
  let count = 0;
  const names = readdirSync(music, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((one) => /\.(?:ogg|mp3|flac|wav|opus)$/i.test(one)).toSorted()) {
    const path = join(music, name);
    const { tempo } = await analyseFile(path, null, NEVER);
    const other = otherTempo(path);
    if (other === null) {
      console.error("  real music: skipped, ffmpeg and bpm (of bpm-tools) are not both here.");
      return [];
    }
    count += 1;
    const ratio = (tempo?.bpm ?? 0) / other;
    if (Math.abs(ratio - 1) <= 0.04) same += 1;
    if ([1 / 3, 0.5, 1, 2, 3].some((factor) => Math.abs(ratio / factor - 1) <= 0.04)) octave += 1;
    console.error(
      `  ${name}: ${tempo?.bpm.toFixed(1)} (or ${tempo?.runnerUp?.toFixed(1)}), bpm says ${other.toFixed(1)}`,
    );
  }
  return [
    { what: "pieces of real music", value: count, unit: "" },
    { what: "same tempo as bpm-tools, within 4 %", value: same, unit: "" },
    { what: "same or times 2, 3", value: octave, unit: "" },
  ];
}

function otherTempo(path: string): number | null {
  try {
    const raw = execFileSync(
      "ffmpeg",
      ["-loglevel", "error", "-i", path, "-f", "f32le", "-ac", "1", "-ar", "44100", "-"],
      { maxBuffer: 1 << 29 },
    );
    const told = Number(execFileSync("bpm", ["-f", "%0.3f"], { input: raw, encoding: "utf8" }));
    return Number.isFinite(told) && told > 0 ? told : null;
  } catch {
    return null;
  }
}
