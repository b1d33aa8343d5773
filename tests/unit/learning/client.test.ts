import { describe, expect, onTestFinished, test } from "vitest";
import { AppError } from "../../../common/errors.ts";
import { sourceWorkers } from "../../../main/hosts/paths.ts";
import { createLearning } from "../../../main/learning/client.ts";
import { songs, twoKinds } from "./matrices.ts";

function startLearning(url = sourceWorkers.learning) {
  const logged: string[] = [];
  const learning = createLearning(url, (_, message) => logged.push(message));
  onTestFinished(() => learning.close());
  return { learning, logged };
}

const { list, kinds } = twoKinds(3000, 1);
const long = {
  features: songs(list),
  target: kinds.map((kind) => (kind === "quiet" ? 0 : 1)),
  groups: list.map((_, row) => String(row)),
  labels: ["quiet", "loud"],
  weights: new Float32Array(list.length).fill(1),
  artists: Int32Array.from(list.keys()),
  definitions: [{}, {}],
  library: null,
  weak: null,
  folds: 50,
  repeats: 1,
  seed: 42,
  strategy: null,
  against: null,
  unlabelled: null,
};
const short = { features: songs(list.slice(0, 100)), k: 5, seed: 42, starts: 3 };

describe("the learning thread", () => {
  test("answers requests in turn, with progress", async () => {
    const { learning } = startLearning();
    const stages = new Set<string>();
    const [clusters, figures] = await Promise.all([
      learning.cluster(short, {}),
      learning.check({ ...long, folds: 3 }, { report: ({ stage }) => stages.add(stage) }),
    ]);
    expect(clusters.labels).toHaveLength(100);
    expect(clusters.rawCentres).toHaveLength(5);
    expect(figures.evaluation.folds).toHaveLength(3);
    expect([...stages]).toEqual(["Checking"]);
  });

  test("ends when a request is cancelled, and the next one gets a new thread", async () => {
    const { learning, logged } = startLearning();
    const abort = new AbortController();
    const reason = new AppError("cancelled", "Enough.");
    const running = learning.check(long, {
      signal: abort.signal,
      report: () => abort.abort(reason),
    });
    const next = learning.check({ ...long, folds: 2 }, {});
    await expect(running).rejects.toBe(reason);
    expect((await next).evaluation.folds).toHaveLength(2);
    expect(logged).toEqual([]);
  });

  test("does not keep a short question waiting for a long one", async () => {
    const { learning } = startLearning();
    const order: string[] = [];
    await Promise.all([
      learning.check(long, {}).then(() => order.push("long")),
      learning.cluster(short, {}).then(() => order.push("short")),
    ]);
    expect(order).toEqual(["short", "long"]);
  });

  test("does not start a request that was cancelled before its turn", async () => {
    const { learning } = startLearning();
    const signal = AbortSignal.abort(new Error("never mind"));
    await expect(learning.cluster(short, { signal })).rejects.toThrow("never mind");
  });

  test("carries errors for the user over, with their code", async () => {
    const { learning, logged } = startLearning();
    const refused = learning.cluster({ ...short, k: 200 }, {});
    await expect(refused).rejects.toMatchObject({ code: "bad_input" });
    await expect(learning.check({ ...long, target: [] }, {})).rejects.toMatchObject({
      code: "not_enough_labels",
    });
    expect(logged).toEqual([]);
  });

  test("a thread that cannot start is an error that is logged, once per request", async () => {
    const { learning, logged } = startLearning(new URL("file:///nowhere/worker.ts"));
    await expect(learning.cluster(short, {})).rejects.toThrow("Cannot find module");
    await expect(learning.cluster(short, {})).rejects.toThrow("Cannot find module");
    expect(logged).toEqual(["The learning thread failed.", "The learning thread failed."]);
  });

  test("closing ends what runs, and later requests are refused", async () => {
    const { learning, logged } = startLearning();
    let closing: Promise<void> | undefined;
    const running = learning.check(long, {
      report: () => {
        closing ??= learning.close();
      },
    });
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    await closing;
    await expect(learning.cluster(short, {})).rejects.toMatchObject({ code: "cancelled" });
    expect(logged).toEqual([]);
  });
});
