import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
} from "../../../common/contract.ts";
import type { Progress } from "../../../common/domain/job.ts";
import { AppError } from "../../../common/errors.ts";
import { createApp, type App } from "../../app.ts";
import type { Ports } from "../../ports.ts";
import { createSettings } from "../../settings/settings.ts";
import { createFileSecrets } from "../file-secrets.ts";
import { openInBrowser } from "./open-url.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { dataDirectory, resourcesDirectory, sourceWorkers } from "../paths.ts";
import { version } from "../version.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

export type GlobalOptions = {
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly progress?: boolean;
  readonly quiet?: boolean;
};

/** What a command works with: the calls of the contract, and the terminal. */
export type Session = {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallArgument<Name>,
  ) => Promise<CallOutput<Name>>;
};

/** Opens the library, runs a command, and gives the library free again whatever happens. */
export async function withSession(
  options: GlobalOptions,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const terminal = createTerminal({
    json: options.json ?? false,
    quiet: options.quiet ?? false,
    progress: options.progress ?? false,
  });
  const app = await createApp(cliPorts(options, terminal));
  const abort = new AbortController();
  const stop = () => {
    // Whoever asks twice does not want to wait; the library stays whole.
    if (abort.signal.aborted) process.exit(EXIT_CODES.cancelled);
    abort.abort(new AppError("cancelled", "Cancelled. Nothing was changed."));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    await work({
      terminal,
      json: options.json ?? false,
      call: caller(app, abort.signal, terminal),
    });
    await app.settled();
  } finally {
    terminal.endProgress();
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    await app.close();
  }
}

/** Ports of a process without a window: a path is its own token. */
function cliPorts(options: GlobalOptions, terminal: Terminal): Ports {
  const data = dataDirectory(options.dataDir);
  makeFolder(data);
  return {
    host: "cli",
    version,
    paths: { data, resources: resourcesDirectory },
    settings: createSettings(join(data, "settings.json")),
    files: {
      pickOpen: () => Promise.resolve(null),
      pickFolder: () => Promise.resolve(null),
      pickSave: () => Promise.resolve(null),
      resolve: (token) => resolve(token),
      register: (path) => path,
      offerSound: (path) => pathToFileURL(path).href,
      download: () => null,
    },
    secrets: createFileSecrets(join(data, "secrets.json")),
    openUrl: openInBrowser,
    log: (level, message, detail) => {
      if (level !== "info") terminal.problem(message, detail);
    },
    workers: sourceWorkers,
  };
}

function caller(app: App, signal: AbortSignal, terminal: Terminal): Session["call"] {
  return async (name, input) => {
    const report = (progress: Progress) => terminal.progress(progress);
    const envelope = await app.dispatch(name, input, { signal, report });
    terminal.endProgress();
    if (!envelope.ok) {
      const { code, message, path } = envelope.error;
      throw new AppError(code, message, path === undefined ? {} : { path });
    }
    return contract[name].output.parse(envelope.value) as CallOutput<typeof name>;
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `The folder ${path} cannot be made. Check its place and permissions, or name another one with --data-dir.`,
      { cause },
    );
  }
}

/** Throws AppError `file_missing`. */
export function requireFile(path: string): string {
  if (existsSync(path)) return path;
  throw new AppError("file_missing", `There is no file ${path}. Check the path and try again.`, {
    path: "FILE",
  });
}
