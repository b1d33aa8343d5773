import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CallOutput } from "../../common/contract.ts";
import { rootDirectory } from "../../main/hosts/paths.ts";
import { inFolder, type FolderCall } from "../support/spotify-folder.ts";
import type { Bench, BenchResult } from "./bench.ts";
import { forkSpotify, type SpotifyProcess } from "./spotify-process.ts";

const LARGE = Number(process.env["UNDERTONE_BENCH_LIKED"] ?? 50_000);
const MOODS = 5;
const PER_MOOD = 300;

/** Requests and memory that Spotify costs, on a stand-in for it in another process. */
export const bench: Bench = {
  name: "spotify",
  run: async () => [...(await withWorld(syncAndApply)), ...(await withWorld(syncLarge))],
};

type Scene = { readonly spotify: SpotifyProcess; readonly data: string };

async function withWorld(work: (scene: Scene) => Promise<BenchResult[]>): Promise<BenchResult[]> {
  const data = mkdtempSync(join(tmpdir(), "undertone-bench-"));
  const spotify = await forkSpotify();
  process.env["UNDERTONE_SPOTIFY_API_URL"] = spotify.api;
  process.env["UNDERTONE_SPOTIFY_ACCOUNTS_URL"] = spotify.accounts;
  try {
    return await work({ spotify, data });
  } finally {
    spotify.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function syncAndApply(scene: Scene): Promise<BenchResult[]> {
  const { spotify, data } = scene;
  await spotify.grow({ liked: 5000, playlists: 60, perPlaylist: 100 });
  return inFolder(data, spotify, async (call) => {
    await spotify.count();
    const start = performance.now();
    const cold = await call("spotify.sync", {});
    const milliseconds = performance.now() - start;
    const coldRequests = await spotify.count();
    const inLibrary = (await call("tracks.query", { query: {} })).total;
    if (inLibrary !== 11_000) throw new Error(`${inLibrary} tracks came in: ${told(cold)}`);
    await call("spotify.sync", {});
    const warm = await spotify.count();
    return [
      {
        what: "a first sync of 5,000 liked songs and 60 playlists of 100",
        value: coldRequests.reads,
        unit: "requests",
        goal: "≤ 230",
        ok: coldRequests.reads <= 230 && coldRequests.writes === 0,
      },
      { what: "its time, without a pause between requests", value: milliseconds, unit: "ms" },
      {
        what: "the same again, nothing changed",
        value: warm.reads,
        unit: "requests",
        goal: "≤ 5",
        ok: warm.reads <= 5 && warm.writes === 0,
      },
      ...(await applyMoods(scene, call)),
    ];
  });
}

async function applyMoods({ spotify }: Scene, call: FolderCall): Promise<BenchResult[]> {
  const moods = (await call("moods.list", {})).slice(0, MOODS);
  const rows = await trackIds(call, MOODS * PER_MOOD);
  for (const [at, { id: mood }] of moods.entries()) {
    const ids = rows.slice(at * PER_MOOD, (at + 1) * PER_MOOD);
    await call("labels.change", { kind: "set", target: { ids }, mood });
    await call("moodPlaylists.update", { mood, chosen: true, rules: { labelledOnly: true } });
  }
  await spotify.count();
  const plan = await call("moodPlaylists.plan", {});
  const planned = await spotify.count();
  const receipt = await call("moodPlaylists.apply", { plan: plan.id });
  const applied = await spotify.count();
  const songs = receipt.playlists.reduce((sum, { added }) => sum + added, 0);
  if (receipt.state !== "applied" || songs !== MOODS * PER_MOOD) {
    throw new Error(
      `${songs} songs were written; the apply is ${receipt.state}: ${receipt.reason}`,
    );
  }
  const again = await call("moodPlaylists.plan", {});
  if (again.requests > 0) await call("moodPlaylists.apply", { plan: again.id });
  const unchanged = await spotify.count();
  return [
    {
      what: `planning ${MOODS} moods of ${PER_MOOD} songs`,
      value: planned.reads,
      unit: "requests",
    },
    {
      what: "writing them to new playlists",
      value: applied.reads + applied.writes,
      unit: "requests",
      goal: "≤ 20",
      ok: applied.reads + applied.writes <= 20,
    },
    {
      what: "the same again, nothing changed: reads",
      value: unchanged.reads,
      unit: "requests",
      goal: "≤ 5",
      ok: unchanged.reads <= 5,
    },
    {
      what: "the same again, nothing changed: writes",
      value: unchanged.writes,
      unit: "requests",
      goal: "0",
      ok: unchanged.writes === 0,
    },
  ];
}

async function trackIds(call: FolderCall, count: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < count) {
    const page = await call("tracks.query", { query: {}, start: ids.length, limit: 1000 });
    ids.push(...page.rows.map(({ id }) => id));
  }
  return ids.slice(0, count);
}

/** By the command line, whose process has no other work. */
async function syncLarge(scene: Scene): Promise<BenchResult[]> {
  await scene.spotify.grow({ liked: LARGE, playlists: 0, perPlaylist: 0 });
  await inFolder(scene.data, scene.spotify, () => Promise.resolve());
  await scene.spotify.count();
  const start = performance.now();
  const { output, peakMb } = await commandLine(["sync", "--json", "--data-dir", scene.data]);
  const milliseconds = performance.now() - start;
  const { added } = JSON.parse(output) as { added: number };
  if (added !== LARGE) throw new Error(`${added} tracks came in: ${output}`);
  const { reads } = await scene.spotify.count();
  const what = `${LARGE.toLocaleString("en")} liked songs synced by the command line`;
  return [
    { what: `${what}: most memory`, value: peakMb, unit: "MB", goal: "< 300", ok: peakMb < 300 },
    { what: "its requests", value: reads, unit: "requests" },
    { what: "its time, without a pause between requests", value: milliseconds, unit: "ms" },
  ];
}

function commandLine(options: readonly string[]): Promise<{ output: string; peakMb: number }> {
  const entry = join(rootDirectory, "main", "hosts", "cli", "main.ts");
  const peak = pathToFileURL(join(import.meta.dirname, "peak-memory.ts")).href;
  const child = spawn(process.execPath, ["--import", peak, entry, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const kilobytes = Number(/\npeak (\d+) kB\n/.exec(errors)?.[1]);
      if (code === 0) resolve({ output, peakMb: kilobytes / 1024 });
      else reject(new Error(`It ended with ${code}: ${output}${errors}`));
    });
  });
}

function told({ playlists, stopped }: CallOutput<"spotify.sync">): string {
  const left = playlists.filter(({ state }) => state === "left");
  return JSON.stringify({ left: left.slice(0, 3), stopped });
}
