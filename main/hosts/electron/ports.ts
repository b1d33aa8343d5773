import { join } from "node:path";
import { app, dialog, safeStorage, shell, type BrowserWindow, type FileFilter } from "electron";
import Store from "electron-store";
import { AppError } from "../../../common/errors.ts";
import type { FilePort, Log, Ports } from "../../ports.ts";
import { setBrokenAside, settingsOver } from "../../settings/settings.ts";
import { createFileTokens } from "../file-tokens.ts";
import { builtWorkers, resourcesDirectory } from "../paths.ts";
import type { Sounds } from "../sounds.ts";
import { version } from "../version.ts";
import { isAllowedExternal } from "./addresses.ts";
import { createDesktopSecrets } from "./secrets.ts";

const TABLES: FileFilter[] = [
  { name: "Tables", extensions: ["csv", "tsv", "txt", "xlsx", "json"] },
  { name: "All files", extensions: ["*"] },
];
const MODELS: FileFilter[] = [{ name: "Models", extensions: ["json"] }];

/** The desktop's ports. `window` is the one that dialogs belong to. */
export function electronPorts(
  data: string,
  log: Log,
  sounds: Sounds,
  window: () => BrowserWindow | null,
): Ports {
  setBrokenAside(join(data, "settings.json"));
  return {
    host: "electron",
    version,
    // The packaged app has the sample outside its archive, where workers and users can read it.
    paths: { data, resources: app.isPackaged ? process.resourcesPath : resourcesDirectory },
    settings: settingsOver(new Store<Record<string, unknown>>({ cwd: data, name: "settings" })),
    files: electronFiles(sounds, window),
    secrets: createDesktopSecrets(data, safeStorage, log),
    openUrl: async (url) => {
      if (!isAllowedExternal(url)) return false;
      await shell.openExternal(url);
      return true;
    },
    log,
    workers: builtWorkers,
  };
}

function electronFiles(sounds: Sounds, window: () => BrowserWindow | null): FilePort {
  const parent = () => {
    const open = window();
    if (open) return open;
    throw new AppError("unavailable", "There is no window to ask in. Open one and try again.");
  };
  const tokens = createFileTokens();
  return {
    ...tokens,
    async pickOpen(kind) {
      const { filePaths } = await dialog.showOpenDialog(parent(), {
        title: "Import",
        buttonLabel: "Import",
        filters: kind === "model" ? MODELS : TABLES,
        properties: ["openFile"],
      });
      return filePaths[0] ?? null;
    },
    async pickFolder() {
      const { filePaths } = await dialog.showOpenDialog(parent(), {
        title: "Folder of music",
        buttonLabel: "Choose",
        properties: ["openDirectory"],
      });
      return filePaths[0] ?? null;
    },
    offerSound: (path) => sounds.offer(path),
    async pickSave({ name, format }) {
      // One playlist file per mood: they want a folder.
      if (format === "m3u8") {
        const { filePaths } = await dialog.showOpenDialog(parent(), {
          title: "Folder for the playlists",
          buttonLabel: "Export here",
          properties: ["openDirectory", "createDirectory", "promptToCreate"],
        });
        return filePaths[0] ?? null;
      }
      const { canceled, filePath } = await dialog.showSaveDialog(parent(), {
        title: "Export",
        buttonLabel: "Export",
        defaultPath: join(app.getPath("documents"), name),
        filters: [{ name: format.toUpperCase(), extensions: [format] }],
        properties: ["createDirectory", "showOverwriteConfirmation"],
      });
      return canceled || filePath === "" ? null : filePath;
    },
    download: () => null,
  };
}
