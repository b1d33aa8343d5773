import { expect, test } from "vitest";
import type { Progress } from "../../../common/domain/job.ts";
import { createRunningCalls } from "../../../main/hosts/electron/running-calls.ts";
import type { Dispatch } from "../../../main/rpc/dispatch.ts";
import { startApp } from "../../support/app.ts";

const BAD = {
  ok: false,
  error: {
    code: "bad_input",
    message: "The call does not fit. Close the window and start Undertone again.",
  },
};
const ignore = () => undefined;

test("calls go through the one dispatch", async () => {
  const { app } = await startApp();
  const calls = createRunningCalls(app.dispatch);
  expect([
    await calls.run(1, 1, "jobs.list", {}, ignore),
    await calls.run(1, 2, "constructor", {}, ignore),
  ]).toStrictEqual([
    { ok: true, value: [] },
    {
      ok: false,
      error: { code: "unknown_call", message: "This version of Undertone has no such call." },
    },
  ]);
});

test.each([
  ["no number", "1", "jobs.list"],
  ["a fraction", 1.5, "jobs.list"],
  ["not a number", Number.NaN, "jobs.list"],
  ["nothing", undefined, "jobs.list"],
  ["a name that is no text", 1, ["jobs.list"]],
])("a message that does not fit is refused: %s", async (_, id, name) => {
  const calls = createRunningCalls(waiting().dispatch);
  expect(await calls.run(1, id, name, {}, ignore)).toStrictEqual(BAD);
});

test("progress carries the number of its call", async () => {
  const told: [number, Progress][] = [];
  const progress = { stage: "Reading", done: 1, total: null };
  const calls = createRunningCalls((_name, _input, context = {}) => {
    context.report?.(progress);
    return Promise.resolve({ ok: true, value: null });
  });
  await calls.run(1, 7, "any", {}, (id, now) => told.push([id, now]));
  expect(told).toStrictEqual([[7, progress]]);
});

test("cancel ends the one call of that window, and a page that goes ends all of its own", async () => {
  const { dispatch, started } = waiting();
  const calls = createRunningCalls(dispatch);
  const ended: string[] = [];
  const run = (window: number, id: number) =>
    calls.run(window, id, `${window}/${id}`, {}, ignore).then(() => ended.push(`${window}/${id}`));
  const all = [run(1, 1), run(1, 2), run(1, 3), run(2, 1)];
  await started(4);

  calls.cancel(1, 4);
  calls.cancel(3, 1);
  calls.cancel(1, "1");
  calls.cancel(1, 2);
  await all[1];
  expect(ended).toStrictEqual(["1/2"]);

  calls.cancelAll(1);
  await Promise.all([all[0], all[2]]);
  expect(ended.sort()).toStrictEqual(["1/1", "1/2", "1/3"]);

  calls.cancelAll(2);
  await Promise.all(all);
  expect(ended).toHaveLength(4);
});

test("a number that is in use is refused, and free again afterwards", async () => {
  const { dispatch, started } = waiting();
  const calls = createRunningCalls(dispatch);
  const first = calls.run(1, 1, "any", {}, ignore);
  await started(1);
  expect(await calls.run(1, 1, "any", {}, ignore)).toStrictEqual(BAD);
  calls.cancel(1, 1);
  await first;
  const again = calls.run(1, 1, "any", {}, ignore);
  await started(2);
  calls.cancel(1, 1);
  expect(await again).toStrictEqual({ ok: true, value: null });
});

/** A dispatch whose calls end when they are aborted. */
function waiting(): { dispatch: Dispatch; started: (count: number) => Promise<void> } {
  let count = 0;
  return {
    dispatch: (_name, _input, context = {}) => {
      count += 1;
      return new Promise((resolve) => {
        context.signal?.addEventListener("abort", () => resolve({ ok: true, value: null }));
      });
    },
    started: (wanted) => expect.poll(() => count).toBe(wanted),
  };
}
