import { serveInWorker } from "../../jobs/worker-job.ts";
import { rasterise } from "./rasterise.ts";
import type { Chart } from "./svg.ts";

/** Draws one chart and ends: what WebAssembly took for it is given back with the thread. */
serveInWorker<Chart>((chart) => rasterise(chart));
