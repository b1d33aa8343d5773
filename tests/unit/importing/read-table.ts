import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  importOptionsSchema,
  type ImportOptions,
  type ImportReport,
} from "../../../common/domain/import.ts";
import { importTable } from "../../../main/importing/import.ts";
import type { ImportedTrack } from "../../../main/library/ingest.ts";
import { temporaryFolder } from "../../support/folder.ts";

type Read = Omit<ImportReport, "labels" | "newMoods"> & { readonly tracks: ImportedTrack[] };

/** Reads a file into a list in place of a library: what the importer makes of it. */
export async function readTable(
  path: string,
  options: Partial<ImportOptions> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Read> {
  const tracks: ImportedTrack[] = [];
  const sink = {
    put(track: ImportedTrack) {
      tracks.push(track);
      return { outcome: "added", note: null } as const;
    },
  };
  const report = await importTable(path, importOptionsSchema.parse(options), sink, {
    signal,
    report: () => undefined,
  });
  return { ...report, tracks };
}

/** Writes a file of a test's own and returns its path. */
export function fileOf(content: string | Uint8Array, name = "table.csv"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

export async function titlesOf(content: string | Uint8Array, name?: string): Promise<string[]> {
  const { tracks } = await readTable(fileOf(content, name));
  return tracks.map((track) => track.title);
}
