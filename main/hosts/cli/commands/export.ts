import { extname } from "node:path";
import type { Command } from "commander";
import { exportFormatSchema, type ExportFormat } from "../../../../common/domain/export.ts";
import { AppError } from "../../../../common/errors.ts";
import { addFilters, findMood, toQuery, type FilterOptions } from "../filters.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { collect } from "../values.ts";

type ExportOptions = GlobalOptions &
  FilterOptions & {
    readonly format?: string;
    readonly force?: boolean;
    readonly only?: readonly string[];
    readonly dryRun?: boolean;
  };

export function addExportCommands(program: Command): void {
  addFilters(
    program
      .command("export")
      .description(
        "write the library to an Excel workbook, CSV or JSON file, or a folder of M3U8 playlists, one per mood",
      )
      .argument("<target>", "the file, or for m3u8 the folder")
      .option(
        "--format <format>",
        "xlsx, csv, json or m3u8 (default: by the target's ending; a folder is m3u8)",
      )
      .option("--only <mood>", "m3u8: only this mood (repeatable)", collect)
      .option("--force", "replace what is there")
      .option("--dry-run", "say what would be written and write nothing")
      .addHelpText(
        "after",
        `
Examples:
  undertone export library.xlsx
  undertone export hype.csv --mood hype --sort tempo --force
  undertone export playlists/ --format m3u8 --only chill --only study`,
      ),
  ).action((target: string, options: ExportOptions) =>
    withSession(options, async (session) => {
      const format = toFormat(target, options.format);
      const query = await toQuery(session, options);
      if (options.dryRun) {
        const { total } = await session.call("tracks.query", { query, limit: 1 });
        session.terminal.result(
          { target, format, tracks: total, dryRun: true },
          () => `${total} tracks would be written to ${target}.`,
        );
        return;
      }
      const only = await Promise.all((options.only ?? []).map((name) => findMood(session, name)));
      const report = await session.call("exporting.run", {
        format,
        target,
        force: options.force ?? false,
        query,
        ...(only.length > 0 ? { moods: only.map((mood) => mood.id) } : {}),
      });
      session.terminal.result(report, () =>
        report.files.map((file) => `${file.path}: ${file.rows} tracks`).join("\n"),
      );
    }),
  );
}

function toFormat(target: string, wanted: string | undefined): ExportFormat {
  const text = wanted ?? (extname(target) === "" ? "m3u8" : extname(target).slice(1).toLowerCase());
  const format = exportFormatSchema.safeParse(text);
  if (format.success) return format.data;
  throw new AppError(
    "bad_input",
    `Undertone cannot write “${text}”. Use --format ${exportFormatSchema.options.join(", ")}.`,
  );
}
