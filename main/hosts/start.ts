import { parseArgs } from "node:util";
import { AppError } from "../../common/errors.ts";

/** `npm start`: the desktop app, or where that cannot be, the same window in the user's browser. */

const HELP = `npm start -- [--data-dir FOLDER] [--browser] [--port NUMBER]
  --data-dir FOLDER  the folder of the library (default: the app's own)
  --browser          serve the window for a browser, also where the desktop app could open
  --port NUMBER      the port for the browser (default: a free one)
`;

const say = (message: string) => process.stderr.write(`${message}\n`);

if (Number(process.versions.node.split(".")[0]) < 24) {
  say(
    `Undertone needs Node 24 and this is ${process.versions.node}. \`npm ci\` brings Node 24 along, and \`npm start\` uses it: run these two.`,
  );
  process.exit(1);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  // Only now: on an older Node these would fail before the sentence above could be said.
  const { keepCompiled } = await import("./compile-cache.ts");
  keepCompiled();
  const { dataDirectory } = await import("./paths.ts");
  const data = dataDirectory(options["data-dir"]);
  const obstacle = options.browser ? "you asked for it" : await openDesktop(data);
  if (obstacle !== null) await serveBrowser(data, Number(options.port ?? 0), obstacle);
}

/** Null when the desktop app ran; else a clause that says why it could not. */
async function openDesktop(data: string): Promise<string | null> {
  const { obstacleToDesktop } = await import("./starting/obstacles.ts");
  const obstacle = obstacleToDesktop(process.env, process.platform, process.getuid?.());
  if (obstacle !== null) return obstacle;
  const { electronProgram } = await import("./starting/electron-program.ts");
  const program = await electronProgram(say);
  if (program === null) return "Electron's program could not be downloaded";
  const { ensureDesktop } = await import("./build/desktop.ts");
  const { builtWindow } = await import("./build/window.ts");
  const { runDesktop } = await import("./starting/desktop.ts");
  await ensureDesktop(say);
  await builtWindow(say);
  return runDesktop(program, data);
}

async function serveBrowser(data: string, port: number, reason: string): Promise<void> {
  const { builtWindow } = await import("./build/window.ts");
  const { startBrowserHost } = await import("./browser/host.ts");
  const { untilStopped } = await import("./signals.ts");
  const window = await builtWindow(say);
  const host = await startBrowserHost({ data, window, port });
  process.stdout.write(
    `Undertone is in your browser, because ${reason}. Open ${host.url} (Ctrl+C ends it).\n`,
  );
  await untilStopped();
  await host.close();
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        "data-dir": { type: "string" },
        port: { type: "string" },
        browser: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const port = Number(values.port ?? 0);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return values;
    throw new Error("A port is a whole number from 0 to 65535.");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("bad_input", `${reason}\n\n${HELP}`, { cause: error });
  }
}
