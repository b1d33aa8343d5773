import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { STARTING_MOODS } from "../../common/domain/mood.ts";
import { clusterTracks } from "../../main/learning/cluster-tracks.ts";
import { discover } from "../../main/learning/discover/discover.ts";
import { clusterPoints } from "../../main/learning/kmeans-points.ts";
import type { Matrix } from "../../main/learning/matrix.ts";
import { holdPoints } from "../../main/learning/points.ts";
import { fitScaler, transform } from "../../main/learning/scale.ts";
import type { Bench, BenchResult } from "./bench.ts";
import { madeUpSongs } from "./made-up-songs.ts";

export const bench: Bench = {
  name: "kmeans",
  run: async () => [...clustering(1_000_000), discovering(100_000)],
};

const OPTIONS = { k: 5, seed: 42, starts: 10 };
const PYTHON = "/usr/bin/python3";
/** The same by scikit-learn: with and without sampling, and its scaling. Prints nothing where it is not installed. */
const SCIKIT = `
import json, sys, time
try:
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler
except ImportError:
    sys.exit(0)
raw = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, 10)
def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    value = work()
    return value, (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
def scale():
    return np.nan_to_num(StandardScaler().fit_transform(raw), copy=False)
def whole():
    return KMeans(n_clusters=5, n_init=10, random_state=42).fit(rows).inertia_
def sampled():
    chosen = np.random.default_rng(42).choice(len(rows), 10000, replace=False)
    start = KMeans(n_clusters=5, n_init=10, random_state=42).fit(rows[chosen]).cluster_centers_
    return KMeans(n_clusters=5, n_init=1, init=start).fit(rows).inertia_
def least(work, times):
    runs = [timed(work) for _ in range(times)]
    return {"value": runs[0][0], "wall": min(r[1] for r in runs), "cpu": min(r[2] for r in runs)}
rows, wall, cpu = timed(scale)
print(json.dumps({
    "scale": {"value": 0, "wall": wall, "cpu": cpu},
    "sampled": least(sampled, 3),
    "whole": least(whole, 1),
}))
`;

const timesSchema = z.object({ value: z.number(), wall: z.number(), cpu: z.number() });
type Times = z.infer<typeof timesSchema>;
const peerSchema = z.object({ scale: timesSchema, sampled: timesSchema, whole: timesSchema });

function clustering(rows: number): BenchResult[] {
  const features = madeUpSongs(rows, 1);
  const name = rows.toLocaleString("en");
  const before = process.memoryUsage().rss;
  let most = before;
  const sees = <Value>(value: Value) => {
    most = Math.max(most, process.memoryUsage().rss);
    return value;
  };
  const raw = least(() => sees(clusterTracks({ features, ...OPTIONS })).inertia);
  // What the system counted as the most this process ever had; the features were made before.
  const memory = (Math.max(most, process.resourceUsage().maxRSS * 1024) - before) / 1e6;
  const scaled = transform(fitScaler(features), features);
  const ready = least(() => clusterPoints(holdPoints(scaled, { missing: false }), OPTIONS).inertia);
  const results: BenchResult[] = [
    { what: `k-means of ${name} × 10 scaled rows, k = 5, 10 starts`, ...wall(ready) },
    { what: "its processor time", ...cpu(ready) },
    { what: "the same from raw features, with the scaling", ...wall(raw) },
    { what: "its processor time", ...cpu(raw) },
    {
      what: "most memory beside the features",
      value: memory,
      unit: "MB",
      goal: "≤ 200",
      ok: memory <= 200,
    },
  ];
  const theirs = scikit(features);
  if (!theirs) return results;
  const ratio = theirs.whole.wall / ready.wall;
  const stretch = theirs.sampled.wall / ready.wall;
  const more = ready.value / theirs.whole.value - 1;
  return [
    ...results,
    { what: "scikit-learn, n_init = 10", ...wall(theirs.whole) },
    { what: "its processor time", ...cpu(theirs.whole) },
    { what: "scikit-learn, sampled starts and polish", ...wall(theirs.sampled) },
    { what: "its processor time", ...cpu(theirs.sampled) },
    { what: "scikit-learn, scaling", ...wall(theirs.scale) },
    {
      what: "scikit-learn's time (n_init = 10) over ours",
      value: ratio,
      unit: "times",
      goal: "≥ 10",
      ok: ratio >= 10,
    },
    {
      what: "scikit-learn's time (sampled) over ours",
      value: stretch,
      unit: "times",
      goal: "≥ 1",
      ok: stretch >= 1,
    },
    {
      what: "scikit-learn's time (scaling and n_init = 10) over ours with the scaling",
      value: (theirs.scale.wall + theirs.whole.wall) / raw.wall,
      unit: "times",
    },
    {
      what: "our inertia over scikit-learn's, less 1",
      value: more,
      unit: "",
      goal: "≤ 1e-4",
      ok: more <= 1e-4,
    },
  ];
}

/** As the learning thread does it: all in one mood of five, every third song in doubt. */
function discovering(rows: number): BenchResult {
  const features = madeUpSongs(rows, 2);
  const input = {
    features,
    mood: Int32Array.from({ length: rows }, (_, row) => row % 5),
    labelled: new Uint8Array(rows),
    confidence: Float32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 0.4 : 0.8)),
    unsureBelow: 0.6,
    moods: STARTING_MOODS.map(({ definition }) => definition),
    seed: 42,
  };
  const { cpu: value } = least(() => discover(input).counts.length, 3);
  return {
    what: `what else is there: ${rows.toLocaleString("en")} tracks, 11 numbers of groups, proposals`,
    value,
    unit: "ms CPU",
    goal: "≤ 3,000",
    ok: value <= 3000,
  };
}

function wall(times: Times): { value: number; unit: string } {
  return { value: times.wall, unit: "ms" };
}

function cpu(times: Times): { value: number; unit: string } {
  return { value: times.cpu, unit: "ms CPU" };
}

/** The fastest of some runs. */
function least(work: () => number, times = 5): Times {
  const runs = Array.from({ length: times }, () => {
    const start = performance.now();
    const used = process.cpuUsage();
    const value = work();
    const { user, system } = process.cpuUsage(used);
    return { value, wall: performance.now() - start, cpu: (user + system) / 1000 };
  });
  return {
    value: runs[0]?.value ?? NaN,
    wall: Math.min(...runs.map((run) => run.wall)),
    cpu: Math.min(...runs.map((run) => run.cpu)),
  };
}

function scikit({ data }: Matrix): z.infer<typeof peerSchema> | null {
  if (!existsSync(PYTHON)) return null;
  const folder = mkdtempSync(join(tmpdir(), "undertone-bench-"));
  try {
    const file = join(folder, "rows");
    writeFileSync(file, data);
    const answer = execFileSync(PYTHON, ["-c", SCIKIT, file], { encoding: "utf8" });
    return answer === "" ? null : peerSchema.parse(JSON.parse(answer));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
