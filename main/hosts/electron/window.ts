import { BrowserWindow, nativeTheme, screen } from "electron";
import type Store from "electron-store";
import { preloadFile } from "../paths.ts";
import { WINDOW_URL } from "./addresses.ts";
import { openingBounds, SMALLEST, type Place } from "./place.ts";

/** A page that ends again this soon would end for ever. */
const STAYS_UP_MS = 30_000;

export type PlaceStore = Store<{ place?: Place }>;

/** Opens the window where it was; shows it when there is something to see. */
export function openWindow(places: PlaceStore): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, ...bounds } = openingBounds(places.get("place"), workAreas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: "Undertone",
    show: false,
    // What is seen before the page has painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#17161a" : "#fbfaf8",
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => {
    places.set("place", { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  reloadAfterCrash(window);
  void window.loadURL(WINDOW_URL);
  return window;
}

/** The library lives in the main process: when the window's own process ends, a new one shows what was there. */
function reloadAfterCrash(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    const now = performance.now();
    if (reason !== "clean-exit" && now - last > STAYS_UP_MS) window.reload();
    last = now;
  });
}
