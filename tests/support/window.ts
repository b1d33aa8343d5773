import { AxeBuilder } from "@axe-core/playwright";
import { expect, onTestFinished } from "vitest";
import type { Browser, Locator, Page } from "playwright-core";
import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
} from "../../common/contract.ts";
import type { SettingsPatch } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import { startBrowserHost, type BrowserHost } from "../../main/hosts/browser/host.ts";
import { builtWindow } from "../../main/hosts/build/window.ts";
import { launchChromium } from "./chromium.ts";
import { temporaryFolder } from "./folder.ts";
import { copyLibrary } from "./prepared-library.ts";

export type OpenWindow = {
  readonly page: Page;
  readonly host: BrowserHost;
  readonly data: string;
  /** Asks the application behind the window directly. Rejects with AppError. */
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallArgument<Name>,
  ) => Promise<CallOutput<Name>>;
};

export type WindowOptions = {
  /** A folder with a library; left out: a new one, gone after the test. */
  readonly data?: string;
  /** A copy of the sample library. */
  readonly sample?: boolean;
  /** A copy of a library of so many made-up tracks. */
  readonly tracks?: number;
  readonly settings?: SettingsPatch;
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: "light" | "dark";
  readonly reducedMotion?: boolean;
};

/** One of each for all files that a worker goes through. */
let browser: Promise<Browser> | undefined;
let files: ReturnType<typeof builtWindow> | undefined;

/** The real window in a real Chromium over the real browser host. Fails the test on any error in the page. */
export async function openWindow(options: WindowOptions = {}): Promise<OpenWindow> {
  const data = options.data ?? temporaryFolder();
  const kind = options.sample ? "sample" : options.tracks;
  if (kind !== undefined) await copyLibrary(kind, data);
  files ??= builtWindow(() => undefined);
  const host = await startBrowserHost({ data, window: await files });
  onTestFinished(() => host.close());
  const call: OpenWindow["call"] = async (name, input) => {
    const envelope = await host.app.dispatch(name, input);
    if (!envelope.ok) throw new AppError(envelope.error.code, envelope.error.message);
    return contract[name].output.parse(envelope.value) as CallOutput<typeof name>;
  };
  await call("settings.set", { retrainAutomatically: false, ...options.settings });
  browser ??= launchChromium();
  const context = await (
    await browser
  ).newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    colorScheme: options.theme ?? "light",
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    acceptDownloads: true,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  onTestFinished(() => expect(problems).toEqual([]));
  await page.goto(host.url);
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
  return { page, host, data, call };
}

/**
 * Checks or unchecks a box. Playwright's own check() wants the new state within the click; the window shows it when
 * its store has heard of it, a moment later.
 */
export async function tick(box: Locator, checked = true): Promise<void> {
  if ((await box.isChecked()) !== checked) await box.click();
  await expect.poll(() => box.isChecked(), { timeout: 10_000 }).toBe(checked);
}

/** No violation of WCAG 2.2 A and AA that axe finds in what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  await transitionsOver(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.html).join(" ")}`,
  );
  expect(told).toEqual([]);
}

/** A colour that is on its way from one theme to the other has the contrast of neither. */
async function transitionsOver(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}
