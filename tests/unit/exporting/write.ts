import { exportLibrary, type ExportOptions } from "../../../main/exporting/export.ts";
import type { ExportSource } from "../../../main/exporting/source.ts";
import type { Progress } from "../../../common/domain/job.ts";

/** Exports without a window: `signal` and `report` are a test's own or nobody's. */
export function write(
  source: ExportSource,
  options: Omit<ExportOptions, "force"> & { readonly force?: boolean },
  context: { readonly signal?: AbortSignal; readonly report?: (progress: Progress) => void } = {},
) {
  return exportLibrary(
    source,
    { force: false, ...options },
    {
      signal: context.signal ?? new AbortController().signal,
      report: context.report ?? (() => undefined),
    },
  );
}
