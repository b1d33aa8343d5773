import type { AppEvent } from "../common/domain/job.ts";
import type { Settings, SettingsPatch } from "../common/domain/settings.ts";

export type LogLevel = "info" | "warn" | "error";
/** Never pass secrets or whole inputs: what is logged may be sent along with a report. */
export type Log = (level: LogLevel, message: string, detail?: unknown) => void;

export type SettingsStore = {
  readonly get: () => Settings;
  /** Written atomically before it returns. */
  readonly set: (patch: SettingsPatch) => Settings;
};

/** What a host must give; everything else is shared by all of them. */
export type Ports = {
  readonly host: "electron" | "browser" | "cli";
  readonly version: string;
  readonly paths: {
    /** Folder of the library, the settings and the log. Exists. */
    readonly data: string;
    /** Folder of the shipped files (sample library, fonts). */
    readonly resources: string;
  };
  readonly settings: SettingsStore;
  readonly files: FilePort;
  readonly secrets: SecretStore;
  /** Opens a page in the user's own browser. False where the host cannot; then the window or the person does. */
  readonly openUrl: (url: string) => Promise<boolean>;
  readonly log: Log;
  /** Entry modules of the worker threads: TypeScript in development, bundles once built. */
  readonly workers: Readonly<Record<WorkerName, URL>>;
};

/** Tokens and the like. Never in the library, the settings, a log or an export. */
export type SecretStore = {
  /** `encrypted`: the system's key store. `file`: a file that this user alone may read. */
  readonly kind: () => Promise<"encrypted" | "file">;
  readonly get: (name: SecretName) => Promise<string | null>;
  /** Whole on disk before it resolves. Null forgets the secret. */
  readonly set: (name: SecretName, value: string | null) => Promise<void>;
};

/** `spotify`: the tokens of the person who signed in. `spotify-app`: an old app's secret. */
export type SecretName = "spotify" | "spotify-app";

export type WorkerName = "learning" | "importing" | "exporting" | "charts" | "audio";

/** The renderer only ever holds tokens; a host says which file one stands for. */
export type FilePort = {
  /** Asks the user for a file to read: a table of tracks, or a model. Null when they close the dialog. */
  readonly pickOpen: (kind: "table" | "model") => Promise<string | null>;
  /** Asks the user for a folder of music. Null when they close the dialog, and where the host cannot ask. */
  readonly pickFolder: () => Promise<string | null>;
  /** Asks the user where to write. Null when they close the dialog. */
  readonly pickSave: (suggestion: { name: string; format: string }) => Promise<string | null>;
  /** The path a token stands for. Throws AppError `not_found` for a token it did not give. */
  readonly resolve: (token: string) => string;
  /** A token for a path that this host chose to allow. */
  readonly register: (path: string) => string;
  /** An address at which the window can play a sound file. */
  readonly offerSound: (path: string) => string;
  /** How the window gets a written file, where it cannot open the folder itself; null elsewhere. */
  readonly download: (path: string) => string | null;
};

export type EventListener = (event: AppEvent) => void;
