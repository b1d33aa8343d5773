import type { Command } from "commander";
import {
  importFieldSchema,
  type ImportMapping,
  type Inspection,
} from "../../../../common/domain/import.ts";
import { AppError } from "../../../../common/errors.ts";
import { requireFile, withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";
import { collect, toCount } from "../values.ts";

type ImportCommandOptions = GlobalOptions & {
  readonly sample?: boolean;
  readonly labels?: boolean;
  readonly map?: readonly string[];
  readonly maxTracks?: number;
  readonly playlist?: string;
  readonly dryRun?: boolean;
};

export function addImportCommands(program: Command): void {
  program
    .command("import")
    .description("bring a CSV, XLSX or JSON file, or the sample library, into the library")
    .argument("[file]", "the file")
    .option("--sample", "the sample library that comes with Undertone")
    .option("--labels", "turn the file's mood column into labels")
    .option(
      "--map <field=column>",
      "what a column means, e.g. artists=Performer (repeatable)",
      collect,
    )
    .option("--max-tracks <count>", "stop after that many tracks", toCount)
    .option("--playlist <playlist>", "only the rows of this playlist (name, URL, URI or id)")
    .option("--dry-run", "show what the file holds and change nothing")
    .addHelpText(
      "after",
      `
JSON: {added, updated, unchanged, skipped: [{line, reason}], skippedCount, labels, warnings, newMoods}

Examples:
  undertone import --sample
  undertone import liked.csv --dry-run
  undertone import liked.csv --map artists=Performer --labels
  undertone import playlists.csv --playlist https://open.spotify.com/playlist/37i9dQZF1DX4WYpdgoIcn6`,
    )
    .action(runImport);
}

async function runImport(file: string | undefined, options: ImportCommandOptions): Promise<void> {
  if ((file === undefined) === !options.sample) {
    throw new AppError("bad_input", "Name one file to import, or --sample for the sample library.");
  }
  await withSession(options, async ({ call, terminal }) => {
    if (file === undefined) {
      const report = await call("importing.sample", {});
      terminal.result(report, () => describe(report));
      return;
    }
    const path = requireFile(file);
    const inspection = await call("importing.inspect", { file: path });
    const mapping = { ...inspection.mapping, ...toMapping(options.map ?? [], inspection) };
    if (options.dryRun) {
      terminal.result({ ...inspection, mapping }, () => describeFile(inspection, mapping));
      return;
    }
    const report = await call("importing.run", {
      file: path,
      options: {
        mapping,
        labels: options.labels ?? false,
        maxTracks: options.maxTracks ?? null,
        ...(options.playlist === undefined ? {} : { playlist: options.playlist }),
      },
    });
    terminal.result(report, () => describe(report));
  });
}

function toMapping(pairs: readonly string[], { columns }: Inspection): ImportMapping {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field, column] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const known = importFieldSchema.safeParse(field);
      if (!known.success) {
        throw new AppError(
          "bad_input",
          `--map ${pair}: “${field}” is no field. Fields: ${importFieldSchema.options.join(", ")}.`,
        );
      }
      const index = columns.indexOf(column);
      if (index === -1)
        throw new AppError(
          "bad_input",
          `--map ${pair}: the file has no column “${column}”. It has: ${columns.join(", ")}.`,
        );
      return [known.data, index];
    }),
  );
}

function describe(report: {
  added: number;
  updated: number;
  unchanged: number;
  labels: number;
  newMoods: string[];
  skippedCount: number;
  skipped: { line: number; reason: string }[];
  warnings: { line: number; reason: string }[];
}): string {
  const { added, updated, unchanged, labels, skipped, skippedCount, warnings, newMoods } = report;
  const lines =
    added + updated + labels === 0
      ? [`Nothing new: all ${unchanged} tracks are in the library already.`]
      : [`${added} added, ${updated} updated, ${unchanged} unchanged, ${labels} labels.`];
  if (newMoods.length > 0) lines.push(`New moods: ${newMoods.join(", ")}.`);
  if (skippedCount > 0) lines.push(`${skippedCount} rows left out:`);
  for (const { line, reason } of skipped.slice(0, 20)) lines.push(`  line ${line}: ${reason}`);
  if (skippedCount > 20) lines.push(`  … and ${skippedCount - 20} more (--json lists up to 1,000)`);
  if (warnings.length > 0)
    lines.push(`${warnings.length} values left empty or unsure; --json lists them.`);
  return lines.join("\n");
}

function describeFile(inspection: Inspection, mapping: ImportMapping): string {
  const byColumn = new Map(Object.entries(mapping).map(([field, column]) => [column, field]));
  const rows = inspection.columns.map((name, index) => [
    name,
    byColumn.get(index) ?? "–",
    inspection.preview[0]?.[index] ?? "",
  ]);
  return [
    `${inspection.format.toUpperCase()}${inspection.layout ? `, ${inspection.layout}` : ""}${inspection.encoding ? `, ${inspection.encoding}` : ""}`,
    table(["column", "read as", "first row"], rows),
    ...inspection.notes,
  ].join("\n");
}
