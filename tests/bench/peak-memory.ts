import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Loaded before a program (`node --import`): says at its end, on standard error, the most memory it ever had. */
if (isMainThread) {
  process.on("exit", () => writeSync(2, `\npeak ${process.resourceUsage().maxRSS} kB\n`));
}
