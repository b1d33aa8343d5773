import { buildDesktop } from "./desktop.ts";
import { buildWindow } from "./window.ts";

await buildWindow();
await buildDesktop();
process.stdout.write("Built the window and the desktop app into out/.\n");
