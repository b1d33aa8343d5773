import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type {
  FileRef,
  ImportFormat,
  ImportOptions,
  ImportReport,
  Inspection,
} from "../../../common/domain/import.ts";
import { currentView, openOverlay } from "../../app/view.ts";
import { call } from "../../client.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";
import { reportSentence } from "./words.ts";

/** What is imported: a file, or the sample library. */
export type ImportSubject = { readonly name: string; readonly format: ImportFormat };

const run = createLongRun<ImportSubject, ImportReport>({
  kind: "import",
  isSeen: () => currentView().overlay?.kind === "import",
  show: () => openOverlay({ kind: "import", file: null }),
  sentence: reportSentence,
});

export function useImportRun(): RunState<ImportSubject, ImportReport> {
  return run.useState();
}

export const cancelImport = run.cancel;
export const forgetImport = run.clear;

export function isImporting(): boolean {
  return run.get().state === "running";
}

export function startImport(file: FileRef, format: ImportFormat, options: ImportOptions): void {
  run.start({ name: file.name, format }, (onProgress) =>
    call("importing.run", { file: file.token, options }, { onProgress }),
  );
}

export function startSample(): void {
  run.start({ name: "the sample library", format: "json" }, (onProgress) =>
    call("importing.sample", {}, { onProgress }),
  );
}

/** What the file looks like. Not kept: it may be another one the next time. */
export function useInspection(file: FileRef | null): UseQueryResult<Inspection> {
  return useQuery({
    queryKey: ["importing", "inspect", file?.token],
    queryFn: ({ signal }) => call("importing.inspect", { file: file?.token ?? "" }, { signal }),
    enabled: file !== null,
    gcTime: 0,
  });
}
