import type { MenuItemConstructorOptions } from "electron";
import type { AppEvent } from "../../../common/domain/job.ts";

export type MenuCommand = Extract<AppEvent, { type: "command" }>["command"];

/** The menu bar. `send` asks the window; `showData` opens the folder with library and log. */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly send: (command: MenuCommand) => void;
  readonly showData: () => void;
}): MenuItemConstructorOptions[] {
  const { platform, isPackaged, send, showData } = options;
  const isMac = platform === "darwin";
  // The window handles these keys itself (and leaves them to text fields): the menu only shows them.
  const item = (
    label: string,
    command: MenuCommand,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const settings = item("Settings…", "settings", "CommandOrControl+,");
  const forDevelopers: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ role: "reload" }, { role: "toggleDevTools" }, separator];

  return [
    ...(isMac
      ? [
          {
            role: "appMenu" as const,
            submenu: [
              { role: "about" as const },
              separator,
              settings,
              separator,
              { role: "services" as const },
              separator,
              { role: "hide" as const },
              { role: "hideOthers" as const },
              { role: "unhide" as const },
              separator,
              { role: "quit" as const },
            ],
          },
        ]
      : []),
    {
      label: "File",
      submenu: [
        item("Import…", "import", "CommandOrControl+O"),
        item("Export…", "export", "CommandOrControl+E"),
        separator,
        { label: "Show the data folder", click: () => showData() },
        separator,
        ...(isMac
          ? [{ role: "close" as const }]
          : [settings, separator, { role: "quit" as const }]),
      ],
    },
    {
      label: "Edit",
      submenu: [
        item("Undo", "undo", "CommandOrControl+Z"),
        item("Redo", "redo", "CommandOrControl+Shift+Z"),
        separator,
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "selectAll" },
        separator,
        item("Find…", "find", "CommandOrControl+F"),
      ],
    },
    {
      label: "View",
      submenu: [
        item("Find a Command…", "palette", "CommandOrControl+K"),
        separator,
        ...forDevelopers,
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        separator,
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
    {
      role: "help",
      submenu: [item("All Keys", "keys"), ...(isMac ? [] : [{ role: "about" as const }])],
    },
  ];
}
