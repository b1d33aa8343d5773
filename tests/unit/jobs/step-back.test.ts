import { readFileSync } from "node:fs";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

/** Field 19 of proc(5)'s stat, behind the name in brackets. */
const niceOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
const module = new URL("../../../main/jobs/step-back.ts", import.meta.url);

test.runIf(process.platform === "linux")(
  "a thread that steps back is nicer than the process it belongs to, which stays as it was",
  async () => {
    const before = niceOf(readFileSync("/proc/self/stat", "utf8"));
    const worker = new Worker(
      `const { parentPort } = require("node:worker_threads");
       import(${JSON.stringify(module.href)}).then(({ stepBack }) => {
         stepBack();
         parentPort.postMessage(require("node:fs").readFileSync("/proc/thread-self/stat", "utf8"));
       });`,
      { eval: true },
    );
    const [stat] = (await once(worker, "message")) as [string];
    await worker.terminate();
    expect([niceOf(stat), niceOf(readFileSync("/proc/self/stat", "utf8"))]).toEqual([10, before]);
  },
);
