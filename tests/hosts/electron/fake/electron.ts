import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import type { Bridge } from "../../../../common/bridge.ts";

/**
 * What Undertone uses of Electron, without windows: enough to run the built main process and the built preload in one
 * Node process. The preload's messages reach the main process as Electron would bring them, copied.
 */

type Handler = (event: unknown, ...values: unknown[]) => unknown;
type Frame = { readonly url: string };

const handlers = new Map<string, Handler>();

class FakeContents extends EventEmitter {
  readonly id = 1;
  readonly mainFrame: Frame = { url: "app://undertone/" };
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly isDestroyed = () => false;
  readonly setWindowOpenHandler = (handler: typeof this.openHandler) => {
    this.openHandler = handler;
  };
  readonly send = (channel: string, ...values: unknown[]) => {
    ipcRenderer.emit(channel, {}, ...structuredClone(values));
  };
}

const FOLDERS = new Map<string, string>();

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  commandLine: {
    getSwitchValue: (name: string) =>
      process.argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3) ?? "",
  },
  setName: () => undefined,
  enableSandbox: () => undefined,
  setPath: (name: string, path: string) => FOLDERS.set(name, path),
  getPath: (name: string) => FOLDERS.get(name) ?? tmpdir(),
  getVersion: () => "0.0.0",
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  exit: (code: number) => process.exit(code),
  quit: () => {
    let waits = false;
    app.emit("will-quit", { preventDefault: () => (waits = true) });
    if (!waits) process.exit(0);
  },
});

export class BrowserWindow extends EventEmitter {
  static last: BrowserWindow | undefined;
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    BrowserWindow.last = this;
    app.emit("web-contents-created", {}, this.webContents);
  }

  readonly show = () => undefined;
  readonly maximize = () => undefined;
  readonly isMaximized = () => false;
  readonly getNormalBounds = () => ({ x: 1, y: 2, width: 1000, height: 700 });
  readonly loadURL = (url: string) => {
    process.send?.({ loaded: url });
    return Promise.resolve();
  };
}

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
});

/** An IPC event of the window, of a frame within it, or of one that has just gone. */
function eventFrom(frame: "main" | "inner" | "gone" | "foreign"): unknown {
  const sender = BrowserWindow.last?.webContents ?? new FakeContents();
  switch (frame) {
    case "main":
      return { sender, senderFrame: sender.mainFrame };
    case "inner":
      return { sender, senderFrame: { url: "app://undertone/" } };
    case "gone":
      return { sender, senderFrame: null };
    case "foreign": {
      const mainFrame = { url: "https://evil.example/" };
      return { sender: { id: 1, mainFrame }, senderFrame: mainFrame };
    }
  }
}

export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (channel: string, ...values: unknown[]) =>
    structuredClone(await handlers.get(channel)?.(eventFrom("main"), ...structuredClone(values))),
  send: (channel: string, ...values: unknown[]) =>
    ipcMain.emit(channel, eventFrom("main"), ...structuredClone(values)),
});

let bridge: Bridge<unknown> | undefined;
export const contextBridge = {
  exposeInMainWorld: (_name: string, exposed: Bridge<unknown>) => {
    bridge = exposed;
  },
};
export const webUtils = { getPathForFile: (file: { path: string }) => file.path };

const opened: string[] = [];
export const shell = {
  openExternal: (url: string) => Promise.resolve(opened.push(url)),
  openPath: () => Promise.resolve(""),
};

/** As on a desktop without a key store. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  getSelectedStorageBackend: () => "basic_text",
};

let answerRequest: ((request: { method: string; url: string }) => Response) | undefined;
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (_scheme: string, answer: typeof answerRequest) => {
    answerRequest = answer;
  },
};

let grants: ((...values: unknown[]) => void) | undefined;
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: typeof grants) => {
      grants = handler;
    },
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
  },
};
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};
export const nativeTheme = { shouldUseDarkColors: false, themeSource: "system" };
let paths: string[] = [];
export const dialog = {
  showErrorBox: (title: string, content: string) => process.send?.({ errorBox: [title, content] }),
  showOpenDialog: () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths }),
  showSaveDialog: () => Promise.resolve({ canceled: paths.length === 0, filePath: paths[0] ?? "" }),
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: () => undefined,
};

/** What the test asks for, by name: the window's side of things. */
const commands = {
  call: async (id: number, name: string, input: unknown) => bridge?.call(id, name, input),
  dropped: async (path: string) => bridge?.acceptFile({ path }),
  choose: async (chosen: string[]) => {
    paths = chosen;
  },
  invokeFrom: async (frame: "inner" | "gone" | "foreign", channel: string, values: unknown[]) =>
    handlers.get(channel)?.(eventFrom(frame), ...values),
  page: async (method: string, url: string) => {
    const response = answerRequest?.({ method, url });
    return { status: response?.status, type: response?.headers.get("content-type") };
  },
  leave: async () =>
    ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"].filter(
      (name) => {
        let prevented = false;
        BrowserWindow.last?.webContents.emit(name, { preventDefault: () => (prevented = true) });
        return !prevented;
      },
    ),
  popUp: async (urls: string[]) => ({
    actions: urls.map((url) => BrowserWindow.last?.webContents.openHandler?.({ url }).action),
    opened,
  }),
  permissions: async (asked: [string, string][]) =>
    asked.map(([permission, requestingUrl]) => {
      let granted = false;
      grants?.({}, permission, (grant: boolean) => (granted = grant), { requestingUrl });
      return granted;
    }),
  preferences: async () => BrowserWindow.last?.options["webPreferences"],
  close: async () => {
    BrowserWindow.last?.emit("close");
    BrowserWindow.last?.emit("closed");
    app.emit("window-all-closed");
  },
} satisfies Record<string, (...values: never[]) => Promise<unknown>>;

process.on(
  "message",
  ({ ask, name, values }: { ask: number; name: keyof typeof commands; values: never[] }) => {
    const command: (...values: never[]) => Promise<unknown> = commands[name];
    void command(...values).then((value) => process.send?.({ ask, value }));
  },
);
/** The preload hears what the main process sends; so does the test. */
for (const channel of ["undertone:event", "undertone:progress"]) {
  ipcRenderer.on(channel, (_event, ...values: unknown[]) => process.send?.({ channel, values }));
}
