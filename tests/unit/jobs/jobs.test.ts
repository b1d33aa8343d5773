import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { AppEvent, Job } from "../../../common/domain/job.ts";
import { AppError } from "../../../common/errors.ts";
import { createJobs } from "../../../main/jobs/jobs.ts";
import { createEvents } from "../../../main/rpc/events.ts";

function start() {
  const events = createEvents();
  const seen: Job[] = [];
  events.listen((event: AppEvent) => {
    if (event.type === "job") seen.push(event.job);
  });
  return { jobs: createJobs(events), seen };
}

const throwing = (error: Error) => async () => {
  await wait(0);
  throw error;
};
const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

test("a job is seen from its start to its outcome", async () => {
  const { jobs, seen } = start();
  const result = await jobs.run({
    kind: "export",
    title: "Writing",
    outcome: (count: number) => `${count} rows.`,
    work: ({ report }) => {
      report({ stage: "Rows", done: 1, total: 2 });
      report({ stage: "Rows", done: 2, total: 2 });
      return Promise.resolve(2);
    },
  });
  expect(result).toBe(2);
  expect(seen.map(({ state, progress, outcome }) => [state, progress?.done ?? 0, outcome])).toEqual(
    [
      ["running", 0, null],
      ["running", 1, null],
      ["running", 2, null],
      ["done", 2, "2 rows."],
    ],
  );
  expect(jobs.list()).toEqual([seen.at(-1)]);
});

test("cancelling ends the work with its reason, once", async () => {
  const { jobs, seen } = start();
  const running = jobs.run({
    kind: "train",
    title: "Learning",
    outcome: () => "",
    work: ({ signal }) => forever(signal),
  });
  const id = seen[0]?.id ?? 0;
  expect([jobs.cancel(id), jobs.cancel(999)]).toEqual([true, false]);
  await expect(running).rejects.toMatchObject({ code: "cancelled" });
  expect(jobs.list()).toMatchObject([{ state: "cancelled", error: null }]);
  expect(jobs.cancel(id)).toBe(false);
});

test("a failure is told with its code; one that nobody foresaw without its text", async () => {
  const { jobs } = start();
  const fail = (error: Error) =>
    jobs.run({ kind: "import", title: "In", outcome: () => "", work: throwing(error) });
  await expect(fail(new AppError("disk_full", "Full."))).rejects.toMatchObject({
    code: "disk_full",
  });
  await expect(fail(new Error("secret"))).rejects.toThrow("secret");
  expect(jobs.list().map(({ state, error }) => [state, error?.code])).toEqual([
    ["failed", "disk_full"],
    ["failed", "internal"],
  ]);
  expect(JSON.stringify(jobs.list())).not.toContain("secret");
});

test("closing cancels what runs and waits until it has ended", async () => {
  const { jobs } = start();
  let ended = false;
  const running = jobs.run({
    kind: "cluster",
    title: "Groups",
    outcome: () => "",
    work: async ({ signal }) => {
      await forever(signal).catch(() => undefined);
      await wait(20);
      ended = true;
      signal.throwIfAborted();
    },
  });
  const outcome = running.catch((error: unknown) => error);
  await jobs.close();
  expect(ended).toBe(true);
  expect(await outcome).toMatchObject({ code: "cancelled" });
});

test("a job that keeps what it did says so when it is cancelled", async () => {
  const { jobs, seen } = start();
  const running = jobs.run({
    kind: "sync",
    title: "Syncing",
    outcome: () => "",
    cancelled: "Cancelled. What was fetched is kept.",
    work: ({ signal }) => forever(signal),
  });
  jobs.cancel(seen[0]?.id ?? 0);
  await expect(running).rejects.toMatchObject({
    code: "cancelled",
    message: "Cancelled. What was fetched is kept.",
  });
  expect(seen.at(-1)?.outcome).toBe("Cancelled. What was fetched is kept.");
});
