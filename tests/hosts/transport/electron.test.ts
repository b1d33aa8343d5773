import { expect, test } from "vitest";
import type { Bridge } from "../../../common/bridge.ts";
import type { AppEvent, Progress } from "../../../common/domain/job.ts";
import type { Envelope } from "../../../common/envelope.ts";
import { createElectronTransport } from "../../../renderer/transport/electron.ts";

const OK: Envelope = { ok: true, value: 7 };

test("a call carries a number of its own, by which progress and cancel find it", async () => {
  const bridge = createBridge();
  const transport = createElectronTransport(bridge);
  const told: Progress[] = [];
  const abort = new AbortController();
  const first = transport.call("one", { a: 1 }, { onProgress: (progress) => told.push(progress) });
  const second = transport.call("two", {}, { signal: abort.signal });
  const progress = { stage: "Reading", done: 1, total: 2 };
  bridge.progress(1, progress);
  bridge.progress(2, progress);
  abort.abort();
  bridge.answer(1, OK);
  bridge.answer(2, OK);
  expect(await Promise.all([first, second])).toStrictEqual([OK, OK]);
  expect([bridge.calls, told, bridge.cancelled]).toStrictEqual([
    [
      [1, "one", { a: 1 }],
      [2, "two", {}],
    ],
    [progress],
    [2],
  ]);
});

test("a signal that is aborted already cancels, and a late one cancels nothing", async () => {
  const bridge = createBridge();
  const transport = createElectronTransport(bridge);
  const early = transport.call("one", {}, { signal: AbortSignal.abort() });
  const late = new AbortController();
  const done = transport.call("two", {}, { signal: late.signal });
  bridge.answer(1, OK);
  bridge.answer(2, OK);
  await Promise.all([early, done]);
  late.abort();
  expect(bridge.cancelled).toStrictEqual([1]);
});

test("a bridge that breaks is an error to read, never a rejection", async () => {
  const broken = { ...createBridge(), call: () => Promise.reject(new Error("gone")) };
  expect(await createElectronTransport(broken).call("one", {})).toStrictEqual({
    ok: false,
    error: {
      code: "unavailable",
      message: "Undertone does not answer. Close the window and start it again.",
    },
  });
});

test("a dropped file becomes a reference, or rejects with the sentence for the user", async () => {
  const ref = { token: "t", name: "a.csv", size: 3 };
  const file = new File(["a"], "a.csv");
  const accepting = (envelope: Envelope) =>
    createElectronTransport({
      ...createBridge(),
      acceptFile: () => Promise.resolve(envelope),
    }).acceptFile(file);
  expect(await accepting({ ok: true, value: ref })).toStrictEqual(ref);
  const error = { code: "file_missing" as const, message: "Save it first." };
  await expect(accepting({ ok: false, error })).rejects.toMatchObject(error);
});

type TestBridge = Bridge<File> & {
  readonly calls: unknown[];
  readonly cancelled: number[];
  readonly answer: (id: number, envelope: Envelope) => void;
  readonly progress: (id: number, progress: Progress) => void;
};

function createBridge(): TestBridge {
  const calls: unknown[] = [];
  const cancelled: number[] = [];
  const waiting = new Map<number, (envelope: Envelope) => void>();
  const listeners = new Set<(id: number, progress: Progress) => void>();
  return {
    calls,
    cancelled,
    answer: (id, envelope) => waiting.get(id)?.(envelope),
    progress: (id, progress) => listeners.forEach((listener) => listener(id, progress)),
    call: (id, name, input) => {
      calls.push([id, name, input]);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
      });
    },
    cancel: (id) => cancelled.push(id),
    onProgress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEvent: (_listener: (event: AppEvent) => void) => () => undefined,
    acceptFile: () => Promise.resolve(OK),
  };
}
