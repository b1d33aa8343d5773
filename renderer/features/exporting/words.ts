import type { ExportFormat, ExportReport } from "../../../common/domain/export.ts";
import { countOf, formatBytes } from "../../elements/format.ts";

/** What the user gets to see as a name, before a host says where it goes. */
export function suggestedName(format: ExportFormat, today: Date): string {
  const day = [
    today.getFullYear(),
    String(today.getMonth() + 1).padStart(2, "0"),
    String(today.getDate()).padStart(2, "0"),
  ].join("-");
  return format === "m3u8" ? `Undertone playlists ${day}` : `Undertone ${day}.${format}`;
}

export function exportSentence({ files }: ExportReport): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const [only] = files;
  if (files.length === 0) return "No mood has tracks to write.";
  if (files.length === 1 && only) {
    return `${countOf(only.rows, "track")} written, ${formatBytes(bytes)}.`;
  }
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return `${countOf(files.length, "file")} with ${countOf(rows, "track")} written, ${formatBytes(bytes)}.`;
}
