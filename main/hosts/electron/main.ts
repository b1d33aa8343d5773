import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, dialog, nativeTheme, protocol, type BrowserWindow } from "electron";
import Store from "electron-store";
import { AppError } from "../../../common/errors.ts";
import { createApp, type App } from "../../app.ts";
import { EXPLAINED } from "../exit-codes.ts";
import { createLog } from "../log.ts";
import { dataDirectory, rendererDirectory } from "../paths.ts";
import { createSounds } from "../sounds.ts";
import { loadWindowFiles } from "../window-files.ts";
import { SCHEME } from "./addresses.ts";
import { forwardEvents, serveWindows } from "./ipc.ts";
import { setMenu } from "./menu.ts";
import { electronPorts } from "./ports.ts";
import { answerFromFiles, answerSound, isSoundRequest } from "./protocol.ts";
import { restrictPages } from "./security.ts";
import { openWindow, type PlaceStore } from "./window.ts";

app.setName("Undertone");
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme: SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);
const asked = app.commandLine.getSwitchValue("data-dir");
const data = dataDirectory(asked === "" ? undefined : asked);
// Chromium's own files stay out of the user's way. Electron wants the folders to be there.
const chromium = join(data, "chromium");
mkdirSync(chromium, { recursive: true });
// Before the lock, which is one per folder.
app.setPath("userData", data);
app.setPath("sessionData", chromium);
const log = createLog(join(data, "undertone.log"));
process.on("uncaughtExceptionMonitor", (error) => log("error", "Not caught:", error));
process.on("unhandledRejection", (reason) => log("error", "Not caught:", reason));

let window: BrowserWindow | null = null;

if (app.requestSingleInstanceLock()) {
  app.on("second-instance", () => bringToFront(window));
  void app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

async function start(): Promise<void> {
  restrictPages();
  const files = await loadWindowFiles(rendererDirectory);
  const sounds = createSounds();
  protocol.handle(SCHEME, (request) =>
    isSoundRequest(request) ? answerSound(sounds, request) : answerFromFiles(files, request),
  );
  const ports = electronPorts(data, log, sounds, () => window);
  const undertone = await createApp(ports);
  closeWithApp(undertone);
  followTheme(undertone, () => ports.settings.get().theme);
  serveWindows(undertone, ports);
  setMenu(data, (command) => undertone.events.emit({ type: "command", command }));

  const places: PlaceStore = new Store({ cwd: data, name: "window" });
  const show = () => {
    const opened = openWindow(places);
    const stopEvents = forwardEvents(undertone, opened.webContents);
    opened.on("closed", () => {
      stopEvents();
      window = null;
    });
    window = opened;
  };
  show();
  app.on("activate", () => {
    if (!window) show();
  });
  app.on("window-all-closed", () => {
    // On a Mac the application stays until it is quit.
    if (process.platform !== "darwin") app.quit();
  });
}

/** Waits with quitting until what runs is cancelled and the library is closed. */
function closeWithApp(undertone: App): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void undertone
      .close()
      .catch((error: unknown) => log("error", "Closing failed.", error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}

/** Menus and dialogs of the system follow the user's choice of theme, not the window alone. */
function followTheme(undertone: App, theme: () => "system" | "light" | "dark"): void {
  const follow = () => {
    nativeTheme.themeSource = theme();
  };
  follow();
  undertone.events.listen((event) => {
    if (event.type === "changed" && event.tables.includes("settings")) follow();
  });
}

function giveUp(error: unknown): void {
  log("error", "Undertone could not start.", error);
  const message =
    error instanceof AppError
      ? error.message
      : `Something went wrong at the start. The log in ${data} has the details.`;
  dialog.showErrorBox("Undertone cannot start", message);
  app.exit(EXPLAINED);
}

function bringToFront(open: BrowserWindow | null): void {
  if (open?.isMinimized()) open.restore();
  open?.focus();
}
