import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Page } from "playwright-core";
import type { CallArgument, CallName } from "../../common/contract.ts";
import { startBrowserHost, type BrowserHost } from "../../main/hosts/browser/host.ts";
import { builtWindow } from "../../main/hosts/build/window.ts";
import { findChromium, launchChromium, NO_CHROMIUM } from "../support/chromium.ts";
import { fillLibrary } from "../support/many-tracks.ts";
import type { Bench, BenchResult } from "./bench.ts";
import { longestTask } from "./window-work.ts";

const TRACKS = 100_000;
const GOAL_MS = 50;

/** What a person sees in a real Chromium: frames while scrolling and while jobs run, and letters until their result. */
export const bench: Bench = {
  name: "window",
  async run() {
    if (findChromium() === null) return NO_CHROMIUM;
    const data = mkdtempSync(join(tmpdir(), "undertone-bench-"));
    await fillLibrary(data, TRACKS);
    const host = await startBrowserHost({ data, window: await builtWindow(() => undefined) });
    const browser = await launchChromium();
    try {
      await ask(host, "settings.set", { retrainAutomatically: false });
      await ask(host, "training.run", {});
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(host.url);
      await page.locator("[data-index='10']").waitFor();
      return [
        { what: "load of the machine at the start", value: loadavg()[0] ?? NaN, unit: "" },
        ...(await watch(page, "idle", () => page.waitForTimeout(3000))),
        ...(await watch(page, "wheel", () => wheel(page, 4000))),
        ...(await watch(page, "dragged from end to end", () => drag(page))),
        ...(await typing(page)),
        ...(await duringJobs(page, host)),
      ];
    } finally {
      await browser.close();
      await host.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function ask<Name extends CallName>(
  host: BrowserHost,
  name: Name,
  input: CallArgument<Name>,
): Promise<unknown> {
  const envelope = await host.app.dispatch(name, input);
  if (!envelope.ok) throw new Error(`${name}: ${envelope.error.message}`);
  return envelope.value;
}

/**
 * Frames and the window's own work while `action` is under way. Frames are late too when the machine has no processor
 * free; the work is what the window can be blamed for.
 */
async function watch(
  page: Page,
  what: string,
  action: () => Promise<unknown>,
): Promise<BenchResult[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser.");
  let deltas: number[] = [];
  const work = await longestTask(browser, async () => {
    deltas = await frames(page, action);
  });
  return [
    goal(`longest frame, ${what} (of ${deltas.length})`, Math.max(...deltas)),
    goal(`longest work of the window, ${what} (processor time)`, work),
  ];
}

function goal(what: string, value: number): BenchResult {
  return { what, value, unit: "ms", goal: `≤ ${GOAL_MS} ms`, ok: value <= GOAL_MS };
}

/** Times between the frames that the page draws while `action` is under way, in ms. */
async function frames(page: Page, action: () => Promise<unknown>): Promise<number[]> {
  await page.evaluate(() => {
    const deltas: number[] = [];
    let last = performance.now();
    let running = true;
    const tick = (now: number) => {
      deltas.push(now - last);
      last = now;
      if (running) requestAnimationFrame(tick);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(tick);
    });
    Object.assign(window, {
      stopWatching: () => {
        running = false;
        return deltas;
      },
    });
  });
  await action();
  return page.evaluate(() =>
    (window as unknown as { stopWatching: () => number[] }).stopWatching(),
  );
}

async function wheel(page: Page, milliseconds: number): Promise<void> {
  await page.mouse.move(500, 500);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await page.mouse.wheel(0, 240);
}

/** As dragging the scroll bar does: every frame shows rows that were far away. */
async function drag(page: Page): Promise<void> {
  await page.getByRole("grid", { name: "Tracks" }).evaluate(
    (grid) =>
      new Promise<void>((done) => {
        const step = grid.scrollHeight / 200;
        let count = 0;
        const move = () => {
          grid.scrollTop = (count % 200) * step;
          count += 1;
          if (count < 240) requestAnimationFrame(move);
          else done();
        };
        move();
      }),
  );
}

/** From a key press to the frame that shows other rows. Every prefix of a number finds other tracks. */
async function typing(page: Page): Promise<BenchResult[]> {
  await page.keyboard.press("Control+f");
  await page.evaluate(() => {
    const times: number[] = [];
    let pressed: number | null = null;
    const note = (event: Event) => {
      pressed = event.timeStamp;
    };
    // Before React hears of it: rows that are in memory are there when its listeners are done.
    document.addEventListener("input", note, { capture: true });
    new MutationObserver(() => {
      if (pressed === null) return;
      const from = pressed;
      pressed = null;
      // The frame is out when a task after its callbacks runs.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener("message", () => times.push(performance.now() - from));
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    }).observe(document.querySelector(".library__list") ?? document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(window, { typingTimes: times });
  });
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser.");
  const work = await longestTask(browser, async () => {
    for (let round = 0; round < 20; round += 1) {
      await page.keyboard.type(String(10_000 + round * 4253), { delay: 120 });
      await page.getByRole("searchbox").fill("");
      await page.waitForTimeout(200);
    }
  });
  const times = await page.evaluate(
    () => (window as unknown as { typingTimes: number[] }).typingTimes,
  );
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  return [
    { what: `letter to its rows, median (of ${sorted.length})`, value: at(0.5), unit: "ms" },
    { what: "letter to its rows, p90", value: at(0.9), unit: "ms" },
    goal("letter to its rows, p99", at(0.99)),
    goal("longest work of the window, typing (processor time)", work),
  ];
}

async function duringJobs(page: Page, host: BrowserHost): Promise<BenchResult[]> {
  const scrolling = async (job: Promise<unknown>) => {
    const state = { running: true };
    const ended = job.finally(() => {
      state.running = false;
    });
    const scroll = async () => {
      while (state.running) await wheel(page, 200);
    };
    await Promise.all([ended, scroll()]);
  };
  const during = async (what: string, start: () => Promise<unknown>): Promise<BenchResult[]> => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const results = await watch(page, `scrolling during ${what}`, () => scrolling(start()));
    delay.disable();
    // Answers are late by that much, frames are not.
    const pause = delay.max / 1e6;
    return [
      ...results,
      { what: `longest pause of the host during ${what}`, value: pause, unit: "ms" },
    ];
  };
  const { target } = (await ask(host, "files.save", { format: "xlsx", name: "bench.xlsx" })) as {
    target: string;
  };
  const file = await upload(host, madeUpTable(10_000));
  return [
    ...(await during("a training", () => ask(host, "training.run", {}))),
    ...(await during("an export", () =>
      ask(host, "exporting.run", { format: "xlsx", target, force: true }),
    )),
    ...(await during("an import", () => ask(host, "importing.run", { file, options: {} }))),
  ];
}

function madeUpTable(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, index) =>
      `New song ${index},Somebody ${index % 300},${(index % 100) / 100},${60 + (index % 120)}`,
  );
  return ["title,artist,energy,tempo", ...lines].join("\n");
}

/** As the window sends a file that was chosen; gives its token. */
async function upload({ origin, token }: BrowserHost, content: string): Promise<string> {
  const answer = await fetch(`${origin}/files?name=bench.csv`, {
    method: "POST",
    body: content,
    headers: {
      "content-type": "application/octet-stream",
      authorization: `Bearer ${token}`,
      origin,
      "sec-fetch-site": "same-origin",
    },
  });
  const { value } = (await answer.json()) as { value: { token: string } };
  return value.token;
}
