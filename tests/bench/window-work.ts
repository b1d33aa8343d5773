import type { Browser } from "playwright-core";
import { z } from "zod";

/** Times of a trace are in µs. `tdur` is the time on a processor; waiting for one is not in it. */
const eventSchema = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).optional(),
});
type TraceEvent = z.infer<typeof eventSchema>;

const TASKS = "disabled-by-default-devtools.timeline";

/**
 * The longest task of the window's main thread while `action` runs, in ms of processor time. A frame that is late
 * although no task is long was late for want of a free processor, not because the window was blocked.
 */
export async function longestTask(
  browser: Browser,
  action: () => Promise<unknown>,
): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const raw of value)
      if (raw["name"] === "thread_name" || raw["name"] === "RunTask")
        events.push(eventSchema.parse(raw));
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: [TASKS] },
  });
  await action();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return Math.max(0, ...mainThreadTasks(events));
}

function mainThreadTasks(events: readonly TraceEvent[]): number[] {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, pid, tid }) => name === "RunTask" && mains.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}
