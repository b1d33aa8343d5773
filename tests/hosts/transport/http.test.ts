import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Envelope } from "../../../common/envelope.ts";
import { startBrowserHost, type BrowserHost } from "../../../main/hosts/browser/host.ts";
import { rootDirectory } from "../../../main/hosts/paths.ts";
import { loadWindowFiles, type WindowFiles } from "../../../main/hosts/window-files.ts";
import { launchChromium } from "../../support/chromium.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startStub } from "../browser/stub.ts";

let browser: Browser;
let window: WindowFiles;

beforeAll(async () => {
  browser = await launchChromium();
  const outDir = join(rootDirectory, "out", "transport-page");
  await build({
    configFile: false,
    root: join(import.meta.dirname, "page"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  window = await loadWindowFiles(outDir);
});
afterAll(() => browser.close());

const OK: Envelope = { ok: true, value: [] };

describe("the transport in a browser", () => {
  test("the key leaves the address at once and outlives a reload", async () => {
    const host = await startHost();
    const page = await openPage(await newContext(), host.url);
    expect(page.url()).toBe(`${host.origin}/`);
    await page.reload();
    expect(await call(page, "jobs.list")).toStrictEqual(OK);
  });

  test("without the key every call says what to do", async () => {
    const host = await startHost();
    const page = await openPage(await newContext(), host.origin);
    expect(await call(page, "jobs.list")).toStrictEqual({
      ok: false,
      error: {
        code: "unavailable",
        message:
          "This page does not have the key of the Undertone that runs now. Open the address that Undertone printed.",
      },
    });
  });

  test("ten tabs share one stream of events, so calls of all are answered, and the next one takes it over", async () => {
    const host = await startHost();
    const context = await newContext();
    const streams: string[] = [];
    context.on("request", (request) => {
      if (request.url().endsWith("/events")) streams.push(request.url());
    });
    const pages: Page[] = [];
    for (let tab = 0; tab < 10; tab += 1) pages.push(await openPage(context, host.url));
    expect(await Promise.all(pages.map((page) => call(page, "jobs.list")))).toStrictEqual(
      pages.map(() => OK),
    );
    expect(streams).toHaveLength(1);

    const event = { type: "changed", tables: ["settings"] };
    await call(pages[4], "settings.set", { theme: "dark" });
    for (const page of pages) await expect.poll(() => heardEvents(page)).toStrictEqual([event]);

    await pages[0]?.close();
    // The new reader says that the connection is new: what was missed meanwhile is not known.
    await expect.poll(async () => (await heard(pages[9])).at(-1)).toBe(true);
    expect(streams).toHaveLength(2);
    await call(pages[4], "settings.set", { theme: "light" });
    await expect.poll(() => heardEvents(pages[9])).toStrictEqual([event, event]);
  });

  test("a lost connection is told, and comes back by itself", async () => {
    const answer = () => Promise.resolve(OK);
    const first = await startStub(answer, { window });
    const page = await openPage(await newContext(), first.url);
    await expect.poll(() => heard(page)).toStrictEqual([true]);
    await first.close();
    await expect.poll(async () => (await heard(page)).slice(0, 2)).toStrictEqual([true, false]);
    expect(await call(page, "any")).toMatchObject({ ok: false, error: { code: "unavailable" } });

    const second = await startStub(answer, { window, port: Number(new URL(first.origin).port) });
    await expect.poll(async () => (await heard(page)).at(-1), { timeout: 20_000 }).toBe(true);
    second.events.emit({ type: "changed", tables: ["moods"] });
    await expect
      .poll(() => heardEvents(page))
      .toStrictEqual([{ type: "changed", tables: ["moods"] }]);
    expect(await call(page, "any")).toStrictEqual(OK);
  });

  test("progress arrives while the call runs, and aborting ends it on both sides", async () => {
    const { promise: aborted, resolve } = Promise.withResolvers<boolean>();
    const stub = await startStub(
      (_name, _input, context = {}) => {
        context.report?.({ stage: "Reading", done: 1, total: null });
        return new Promise((answer) => {
          context.signal?.addEventListener("abort", () => {
            resolve(true);
            answer(OK);
          });
        });
      },
      { window },
    );
    const page = await openPage(await newContext(), stub.url);
    const result = await page.evaluate(async () => {
      const abort = new AbortController();
      const stages: string[] = [];
      const envelope = await globalThis.window.transport.call(
        "any",
        {},
        {
          signal: abort.signal,
          onProgress: ({ stage }) => {
            stages.push(stage);
            abort.abort();
          },
        },
      );
      return { stages, envelope };
    });
    expect([result, await aborted]).toStrictEqual([
      {
        stages: ["Reading"],
        envelope: {
          ok: false,
          error: { code: "cancelled", message: "Cancelled. Nothing was changed." },
        },
      },
      true,
    ]);
  });

  test("a call keeps its connection: a hundred of them need no more than a few", async () => {
    const stub = await startStub(() => Promise.resolve(OK), { window });
    let connections = 0;
    stub.server.on("connection", () => {
      connections += 1;
    });
    const page = await openPage(await newContext(), stub.url);
    for (let time = 0; time < 100; time += 1) await call(page, "any");
    expect(connections).toBeLessThanOrEqual(6);
  });

  test("a chosen file is imported, and an export comes back as a download with its name", async () => {
    const host = await startHost();
    const page = await openPage(await newContext(), host.url);
    const file = join(temporaryFolder(), "Meine Lieder.csv");
    writeFileSync(file, "Track Name,Artist Name\nÉtude,Ñ\n");
    const [chooser, ref] = await Promise.all([
      page.waitForEvent("filechooser").then((dialog) => dialog.setFiles(file)),
      page.evaluate(() => globalThis.window.transport.openTable()),
    ]);
    expect([chooser, ref]).toStrictEqual([
      undefined,
      { token: expect.stringMatching(/^[\w-]{43}$/), name: "Meine Lieder.csv", size: 33 },
    ]);
    const imported = await call(page, "importing.run", { file: ref?.token, options: {} });
    expect(imported).toMatchObject({ ok: true, value: { added: 1 } });

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.evaluate(async () => {
        const { transport } = globalThis.window;
        const target = await transport.saveTarget("csv", "Alles.csv");
        const envelope = await transport.call("exporting.run", {
          format: "csv",
          target: target?.target,
        });
        if (!envelope.ok) throw new Error(envelope.error.message);
        await transport.deliver(envelope.value as Parameters<typeof transport.deliver>[0]);
        return target;
      }),
    ]);
    const path = join(temporaryFolder(), "download");
    await download.saveAs(path);
    expect([download.suggestedFilename(), readFileSync(path, "utf8")]).toStrictEqual([
      "Alles.csv",
      expect.stringContaining("Étude"),
    ]);
  });
});

async function startHost(): Promise<BrowserHost> {
  const host = await startBrowserHost({ data: temporaryFolder(), window });
  onTestFinished(() => host.close());
  await host.app.dispatch("settings.set", { retrainAutomatically: false });
  return host;
}

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  return context;
}

async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => Array.isArray(globalThis.window.heard));
  return page;
}

function call(page: Page | undefined, name: string, input: unknown = {}): Promise<Envelope> {
  if (!page) throw new Error("There is no such page.");
  return page.evaluate(([name, input]) => globalThis.window.transport.call(name, input), [
    name,
    input,
  ] as const);
}

async function heard(page: Page | undefined): Promise<unknown[]> {
  return page ? page.evaluate(() => globalThis.window.heard) : [];
}

async function heardEvents(page: Page | undefined): Promise<unknown[]> {
  return (await heard(page)).filter((news) => typeof news !== "boolean");
}
