import { resolve } from "node:path";
import type { Command } from "commander";
import type { SoundFolder } from "../../../../common/domain/audio.ts";
import { AppError } from "../../../../common/errors.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";

export function addFolderCommands(program: Command): void {
  const folders = program
    .command("folders")
    .description(
      "folders of music: their files become tracks, or are found to be tracks that are there",
    );
  folders
    .command("add")
    .description("choose a folder, and listen to what is in it")
    .argument("<folder>")
    .option("--watch", "while Undertone's window is open, take in new files by themselves")
    .option("--no-scan", "only remember it")
    .action((folder: string, options: GlobalOptions & { watch?: boolean; scan: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const added = await call("audio.addFolder", {
          folder: resolve(folder),
          watched: options.watch ?? false,
        });
        const id = added.folder?.id;
        const report =
          options.scan && id !== undefined ? await call("audio.scan", { folder: id }) : null;
        terminal.result({ folder: added.folder, report }, () =>
          report ? describeReport(report) : `${added.folder?.path ?? folder} is remembered.`,
        );
      }),
    );
  folders
    .command("list", { isDefault: true })
    .description("the chosen folders, and what became of their files")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const list = await call("audio.folders", {});
        terminal.result(list, () => describe(list));
      }),
    );
  folders
    .command("scan")
    .description("look for new and changed files in all folders")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const report = await call("audio.scan", {});
        terminal.result(report, () => describeReport(report));
      }),
    );
  folders
    .command("remove")
    .description("forget a folder; tracks, labels and what was measured stay")
    .argument("<folder>")
    .action((folder: string, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const path = resolve(folder);
        const known = (await call("audio.folders", {})).find((one) => one.path === path);
        if (!known)
          throw new AppError("not_found", `The folder ${path} is not among the chosen ones.`);
        const left = await call("audio.removeFolder", { id: known.id });
        terminal.result(left, () => `${path} is forgotten.`);
      }),
    );
}

function describe(list: readonly SoundFolder[]): string {
  if (list.length === 0)
    return "No folder of music is chosen. Choose one with `undertone folders add FOLDER`.";
  return table(
    ["folder", "files", "of tracks", "own", "to choose", "broken", ""],
    list.map((folder) => [
      folder.path,
      folder.files,
      folder.matched,
      folder.own,
      folder.ambiguous,
      folder.broken,
      folder.present ? (folder.watched ? "watched" : "") : "not there now",
    ]),
  );
}

function describeReport(report: {
  readonly files: number;
  readonly added: number;
  readonly matched: number;
  readonly own: number;
  readonly ambiguous: number;
  readonly gone: number;
  readonly broken: readonly { readonly file: string; readonly reason: string }[];
  readonly brokenCount: number;
}): string {
  const lines = [
    `${report.files} files, ${report.added} of them new: ${report.matched} belong to tracks, ${report.own} are tracks of their own, ${report.ambiguous} could be several tracks, ${report.gone} are gone, ${report.brokenCount} could not be read.`,
    ...report.broken.map(({ file, reason }) => `  ${file}: ${reason}`),
  ];
  return lines.join("\n");
}
