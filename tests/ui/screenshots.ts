import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { startBrowserHost } from "../../main/hosts/browser/host.ts";
import { builtWindow } from "../../main/hosts/build/window.ts";
import { rootDirectory } from "../../main/hosts/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { fillLibrary } from "../support/many-tracks.ts";
import { learnSomething } from "./screenshots/library.ts";
import { README_SCENES, SCENES, type Scene, type Stage } from "./screenshots/scenes.ts";

const USAGE = `Takes pictures of the real window in a real Chromium.

  node tests/ui/screenshots.ts [OUT_DIR]        those of the README (into resources/screenshots)
  node tests/ui/screenshots.ts --all [OUT_DIR]  every screen in both themes and two sizes, with no tracks, the
                                                sample and 100,000 tracks (into .cache/screenshots);
                                                --library empty, sample or many: that one alone`;

/** README pictures are loaded by everyone who reads it. */
const MAX_BYTES = 300_000;
const SMALL = { width: 1280, height: 800 } as const;
const LARGE = { width: 1920, height: 1080 } as const;
const THEMES = ["light", "dark"] as const;

const LIBRARIES = ["empty", "sample", "many"] as const;
type Library = (typeof LIBRARIES)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "boolean" }, library: { type: "string" }, help: { type: "boolean" } },
});
if (values.help) {
  console.log(USAGE);
} else {
  const browser = await launchChromium();
  try {
    await (values.all ? takeAll(browser) : takeReadme(browser));
  } finally {
    await browser.close();
  }
}

async function takeReadme(browser: Browser): Promise<void> {
  const out = outFolder(join(rootDirectory, "resources", "screenshots"));
  await onLibrary("sample", async (stage) => {
    for (const [name, { scene, theme }] of Object.entries(README_SCENES)) {
      const path = join(out, `${name}.png`);
      await take(browser, stage, scene, { theme, size: SMALL, path });
      const { size } = statSync(path);
      if (size > MAX_BYTES) throw new Error(`${name}.png has ${size} bytes; at most ${MAX_BYTES}.`);
    }
  });
}

async function takeAll(browser: Browser): Promise<void> {
  const out = outFolder(join(rootDirectory, ".cache", "screenshots"));
  const wanted = LIBRARIES.filter((name) => (values.library ?? name) === name);
  for (const library of wanted) {
    await onLibrary(library, async (stage) => {
      for (const [name, scene] of Object.entries(SCENES)) {
        for (const size of [SMALL, LARGE]) {
          for (const theme of THEMES) {
            const path = join(out, `${library}-${name}-${size.width}-${theme}.png`);
            await take(browser, stage, scene, { theme, size, path });
          }
        }
      }
    });
  }
}

function outFolder(usual: string): string {
  const out = positionals[0] ?? usual;
  mkdirSync(out, { recursive: true });
  return out;
}

/** Serves a library of its own for as long as `work` takes. */
async function onLibrary(library: Library, work: (stage: Stage) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "undertone-screenshots-"));
  if (library === "many") await fillLibrary(data, 100_000);
  const host = await startBrowserHost({ data, window: await builtWindow(console.log) });
  try {
    const stage = { data, host, isEmpty: library === "empty" };
    await host.app.dispatch("settings.set", { retrainAutomatically: false });
    if (library === "sample") await learnSomething(host.app);
    if (library === "many") await host.app.dispatch("training.run", {});
    await work(stage);
  } finally {
    await host.close();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function take(
  browser: Browser,
  stage: Stage,
  scene: Scene,
  {
    theme,
    size,
    path,
  }: {
    readonly theme: "light" | "dark";
    readonly size: { readonly width: number; readonly height: number };
    readonly path: string;
  },
): Promise<void> {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  try {
    await page.goto(stage.host.url);
    await page.getByRole("navigation", { name: "Screens" }).waitFor();
    await scene(page, stage);
    await settle(page);
    await page.screenshot({ path });
    console.log(path);
  } finally {
    await context.close();
  }
}

/** Fonts, charts and the last answers are there. The stream of events is always open: the network is never idle. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.waitForTimeout(600);
}
