import { runInWorker } from "../../jobs/worker-job.ts";
import { rasterise } from "./rasterise.ts";
import type { Chart } from "./svg.ts";

let worker: URL | null = null;

/**
 * From now on charts are drawn by this module (main/exporting/charts/worker.ts) in threads of their own. Drawing takes
 * 90 MB that a thread never gives back, on top of what an export needs.
 */
export function drawInThreads(module: URL): void {
  worker = module;
}

/** A chart as PNG. */
export function toPng(chart: Chart, signal: AbortSignal): Promise<Uint8Array> {
  return worker
    ? runInWorker(worker, chart, { signal, report: () => undefined })
    : rasterise(chart);
}
