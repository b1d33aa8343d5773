import type { AppEvent, Progress } from "../../common/domain/job.ts";
import type { FileRef } from "../../common/domain/import.ts";
import type { ExportFormat, ExportReport } from "../../common/domain/export.ts";
import type { Envelope } from "../../common/envelope.ts";

export type CallOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
};

export type SaveTarget = {
  readonly target: string;
  /** Where it will be, as the user knows it; null where a browser decides that. */
  readonly shown: string | null;
  readonly exists: boolean;
};

/** How this window reaches the main process. Electron and the browser host have one each; nothing else differs. */
export type Transport = {
  readonly kind: "electron" | "browser";
  /** Never rejects: a connection that is lost is an `unavailable` error. */
  readonly call: (name: string, input: unknown, options?: CallOptions) => Promise<Envelope>;
  /** Events until the returned function is called. Reconnects by itself; `onConnection` says when it is lost and back. */
  readonly listen: (
    onEvent: (event: AppEvent) => void,
    onConnection?: (connected: boolean) => void,
  ) => () => void;
  /** Lets the user choose a CSV, XLSX or JSON file. Null = they did not. */
  readonly openTable: () => Promise<FileRef | null>;
  /** Lets the user choose a model's file. Null = they did not. */
  readonly openModel: () => Promise<FileRef | null>;
  /** A file that was dropped on the window. */
  readonly acceptFile: (file: File) => Promise<FileRef>;
  /** Lets the user say where to write. Null = they did not. */
  readonly saveTarget: (format: ExportFormat, name: string) => Promise<SaveTarget | null>;
  /** Gives the user what an export wrote, where it is not already where they chose (a download). */
  readonly deliver: (report: ExportReport) => Promise<void>;
};
