import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** What to say, and do, where there is none. */
export const NO_CHROMIUM =
  "Chromium is missing, so the window cannot be tested. Install it (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium), or set UNDERTONE_CHROMIUM to its path.";

/** The Chromium to test with: UNDERTONE_CHROMIUM, else the machine's own, else Playwright's download, else null. */
export function findChromium(): string | null {
  const places = [process.env["UNDERTONE_CHROMIUM"], ...PLACES, chromium.executablePath()];
  return places.find((path) => path !== undefined && existsSync(path)) ?? null;
}

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  return chromium.launch({
    executablePath,
    args: [
      // Chromium's own sandbox does not start as root, which containers run as.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
