import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { onTestFinished } from "vitest";
import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
} from "../../common/contract.ts";
import { AppError } from "../../common/errors.ts";
import { settingsSchema, type SettingsPatch } from "../../common/domain/settings.ts";
import { createApp, type App } from "../../main/app.ts";
import { createFileSecrets } from "../../main/hosts/file-secrets.ts";
import { resourcesDirectory, sourceWorkers } from "../../main/hosts/paths.ts";
import type { Ports } from "../../main/ports.ts";
import type { CallContext } from "../../main/rpc/dispatch.ts";
import { temporaryFolder } from "./folder.ts";

export type TestApp = {
  readonly app: App;
  readonly data: string;
  /** What was logged, for tests that nothing goes wrong unseen. */
  readonly logged: string[];
  /** Rejects with the AppError that the call answered with. */
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallArgument<Name>,
    context?: Partial<CallContext>,
  ) => Promise<CallOutput<Name>>;
};

/**
 * The whole application on a real library in a folder of the test's own; a path is its own file token.
 * Retraining by itself is off unless `settings` says otherwise.
 */
export async function startApp(
  options: {
    readonly data?: string;
    readonly settings?: SettingsPatch;
    readonly openUrl?: Ports["openUrl"];
  } = {},
): Promise<TestApp> {
  const data = options.data ?? temporaryFolder();
  mkdirSync(data, { recursive: true });
  const logged: string[] = [];
  let settings = settingsSchema.parse({ retrainAutomatically: false, ...options.settings });
  const ports: Ports = {
    host: "cli",
    version: "0.0.0-test",
    paths: { data, resources: resourcesDirectory },
    settings: {
      get: () => settings,
      set: (patch) => {
        settings = settingsSchema.parse({ ...settings, ...patch });
        return settings;
      },
    },
    files: {
      pickOpen: () => Promise.resolve(null),
      pickFolder: () => Promise.resolve(null),
      pickSave: () => Promise.resolve(null),
      resolve: (token) => token,
      register: (path) => path,
      offerSound: (path) => path,
      download: () => null,
    },
    secrets: createFileSecrets(join(data, "secrets.json")),
    openUrl: options.openUrl ?? (() => Promise.resolve(false)),
    log: (level, message, detail) => logged.push(`${level}: ${message} ${inspect(detail)}`),
    workers: sourceWorkers,
  };
  const app = await createApp(ports);
  onTestFinished(() => app.close());
  return {
    app,
    data,
    logged,
    async call(name, input, context) {
      const envelope = await app.dispatch(name, input, context);
      if (!envelope.ok) throw new AppError(envelope.error.code, envelope.error.message);
      return contract[name].output.parse(envelope.value) as CallOutput<typeof name>;
    },
  };
}
