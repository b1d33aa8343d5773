import { InvalidArgumentError, type Command } from "commander";
import { startBrowserHost } from "../../browser/host.ts";
import { builtWindow } from "../../build/window.ts";
import { dataDirectory } from "../../paths.ts";
import { untilStopped } from "../../signals.ts";
import type { GlobalOptions } from "../session.ts";
import { createTerminal } from "../terminal.ts";

type ServeOptions = GlobalOptions & { readonly port: number };

export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("serve the window at a 127.0.0.1 address until Ctrl+C")
    .option("--port <number>", "the port (default: a free one)", toPort, 0)
    .action(async (options: ServeOptions) => {
      const terminal = createTerminal({
        json: options.json ?? false,
        quiet: options.quiet ?? false,
      });
      const window = await builtWindow((message) => terminal.problem(message));
      const host = await startBrowserHost({
        data: dataDirectory(options.dataDir),
        window,
        port: options.port,
      });
      terminal.result({ url: host.url }, () => `Undertone is at ${host.url}`);
      await untilStopped();
      await host.close();
    });
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== "") return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}
