import { app, Menu, shell } from "electron";
import { menuTemplate, type MenuCommand } from "./menu-template.ts";

export function setMenu(data: string, send: (command: MenuCommand) => void): void {
  const template = menuTemplate({
    platform: process.platform,
    isPackaged: app.isPackaged,
    send,
    showData: () => void shell.openPath(data),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
