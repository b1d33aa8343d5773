import type { ReactNode } from "react";
import type { ExportReport } from "../../../common/domain/export.ts";
import { countOf, formatBytes } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { exportSentence } from "./words.ts";

/** What was written, and where it is. */
export function ExportResult({ report }: { readonly report: ExportReport }): ReactNode {
  const { files, downloads } = report;
  return (
    <div className="export-report">
      <Notice tone={files.length === 0 ? "warning" : "good"}>
        {exportSentence(report)}
        {downloads.length > 0 ? " Your browser puts it in its downloads." : null}
      </Notice>
      <ul className="export-report__files" aria-label="Files">
        {files.map((file, index) => (
          <li key={file.path}>
            {/* In a browser the path is the server's own place, and means nothing to the user. */}
            <span className="export-report__path">{downloads[index]?.name ?? file.path}</span>
            <span className="soft">{countOf(file.rows, "track")}</span>
            <span className="soft">{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
