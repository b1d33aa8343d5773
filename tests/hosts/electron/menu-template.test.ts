import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test } from "vitest";
import { appEventSchema } from "../../../common/domain/job.ts";
import { menuTemplate, type MenuCommand } from "../../../main/hosts/electron/menu-template.ts";

describe.each(["darwin", "win32", "linux"] as const)("the menu on %s", (platform) => {
  test("offers every command once, and clicking it asks the window for it", () => {
    const sent: MenuCommand[] = [];
    const items = everyItem(template(platform, true, (command) => sent.push(command)));
    for (const { label, click } of items) {
      if (label !== "Show the data folder") (click as (() => void) | undefined)?.();
    }
    const [, , , commands] = appEventSchema.options;
    expect(sent.sort()).toStrictEqual([...commands.shape.command.options].sort());
  });

  test("takes no key from the window, which knows when the user is typing", () => {
    const items = everyItem(template(platform, true));
    const registered = items.filter(
      (item) => item.accelerator && item.registerAccelerator !== false,
    );
    expect(registered).toStrictEqual([]);
  });

  test("has the system's own items for text", () => {
    const roles = everyItem(template(platform, true)).map((item) => item.role);
    expect(roles).toStrictEqual(
      expect.arrayContaining(["cut", "copy", "paste", "selectAll", "quit", "togglefullscreen"]),
    );
  });

  test("has tools for developers only where the app is not packaged", () => {
    const shown = [true, false].map((isPackaged) =>
      everyItem(template(platform, isPackaged)).some((item) => item.role === "toggleDevTools"),
    );
    expect(shown).toStrictEqual([false, true]);
  });
});

function template(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  send: (command: MenuCommand) => void = () => undefined,
): MenuItemConstructorOptions[] {
  return menuTemplate({ platform, isPackaged, send, showData: () => undefined });
}

function everyItem(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? everyItem(item.submenu) : []),
  ]);
}
