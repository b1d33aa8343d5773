import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import type { CallArgument } from "../../../common/contract.ts";
import type { ExportFormat, ExportReport } from "../../../common/domain/export.ts";
import { currentView, openOverlay } from "../../app/view.ts";
import { call, transport } from "../../client.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";
import type { SaveTarget } from "../../transport/transport.ts";
import { exportSentence } from "./words.ts";

const run = createLongRun<ExportFormat, ExportReport>({
  kind: "export",
  isSeen: () => currentView().overlay?.kind === "export",
  show: () => openOverlay({ kind: "export", query: null }),
  sentence: exportSentence,
});

export function useExportRun(): RunState<ExportFormat, ExportReport> {
  return run.useState();
}

/** True where the system's own dialog has asked before it gave a file that is there. */
export const SYSTEM_ASKS = transport.kind === "electron";

export const cancelExport = run.cancel;
export const forgetExport = run.clear;

/** Writes, and gives the user what was written where their browser has to fetch it. */
export function startExport(input: CallArgument<"exporting.run">): void {
  run.start(input.format, async (onProgress) => {
    const report = await call("exporting.run", input, { onProgress });
    await transport.deliver(report);
    return report;
  });
}

/** Asks where to write; null when the user closes the question. */
export function useChooseTarget(): UseMutationResult<
  SaveTarget | null,
  Error,
  { readonly format: ExportFormat; readonly name: string }
> {
  return useMutation({
    mutationFn: ({ format, name }) => transport.saveTarget(format, name),
    meta: { quiet: true },
  });
}

export function useDeliverAgain(): UseMutationResult<void, Error, ExportReport> {
  return useMutation({ mutationFn: (report: ExportReport) => transport.deliver(report) });
}
