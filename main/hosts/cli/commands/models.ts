import type { Command } from "commander";
import { describeDetail, describeDiff, describeImport, modelTable } from "../model-reports.ts";
import { describeTraining } from "../reports.ts";
import { requireFile, withSession, type GlobalOptions } from "../session.ts";
import { toCount, toWhole } from "../values.ts";

export function addModelCommands(program: Command): void {
  const models = program
    .command("models")
    .description("the models that were trained or imported: list, show, compare, use, exchange")
    .addHelpText(
      "after",
      `
Without a subcommand it lists them.

Examples:
  undertone models
  undertone models diff 11 12
  undertone models use 11
  undertone models export current moods.json`,
    )
    .action(list);
  models
    .command("list")
    .description("all models that are kept, the newest first")
    .addHelpText(
      "after",
      `
JSON: [{id, createdAt, labels, accuracy: {mean, low, high}, macroF1, logLoss, inUse, source, sureFrom, heldBack}]

Example:
  undertone models list --json`,
    )
    .action(list);
  models
    .command("show")
    .description("all that is kept of a model: figures, labels, and the moods as they were then")
    .argument("<id>", "the model's id", toCount)
    .option("--labels <count>", "how many labels to name", toWhole, 20)
    .addHelpText(
      "after",
      `
JSON: {summary, moods: [{id, name, definition, labels}], labels: {count, first: [{id, title, artists, mood, heldOut}]}, report, origin}

Examples:
  undertone models show 12
  undertone models show 12 --labels 100000 --json`,
    )
    .action((id: number, options: GlobalOptions & { labels: number }) =>
      withSession(options, async ({ call, terminal }) => {
        const detail = await call("models.show", { id, labels: options.labels });
        terminal.result(detail, () => describeDetail(detail));
      }),
    );
  models
    .command("use")
    .description("put a model in use; the next training still learns from all labels")
    .argument("<id>", "the model's id", toCount)
    .addHelpText(
      "after",
      `
JSON: {moved}

Example:
  undertone models use 11`,
    )
    .action((id: number, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const result = await call("models.use", { id });
        terminal.result(
          result,
          () => `Model ${id} is in use; ${result.moved} tracks changed their mood.`,
        );
      }),
    );
  models
    .command("report")
    .description("what a training reported")
    .argument("<id>", "the model's id", toCount)
    .addHelpText(
      "after",
      `
JSON: as \`undertone train --json\`.

Example:
  undertone models report 12`,
    )
    .action((id: number, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const report = await call("models.report", { id });
        terminal.result(report, () => describeTraining(report));
      }),
    );
  models
    .command("diff")
    .description("what differs between two models: moods, labels, figures, and who would move")
    .argument("<a>", "a model's id", toCount)
    .argument("<b>", "another one's, usually the newer", toCount)
    .addHelpText(
      "after",
      `
JSON: {a, b, moods: [{change, a, b, features}], labels: {same, added, removed, changed: {count, first}}, paired: {checked, both, onlyA, onlyB, neither, p}, moved: {count, tracks, first}, notes}

Example:
  undertone models diff 11 12`,
    )
    .action((a: number, b: number, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const diff = await call("models.diff", { a, b });
        terminal.result(diff, () => describeDiff(diff));
      }),
    );
  addExchangeCommands(models);
}

function addExchangeCommands(models: Command): void {
  models
    .command("export")
    .description("write a model to a JSON file; no tracks and no labels go with it")
    .argument("<id>", "the model's id, or `current` for the one in use", toModel)
    .argument("<file>", "where to")
    .option("--force", "replace what is there")
    .addHelpText(
      "after",
      `
JSON: {files: [{path, rows, bytes}], downloads: []}

Examples:
  undertone models export current moods.json
  undertone predict new.csv --model moods.json`,
    )
    .action((id: number | "current", file: string, options: GlobalOptions & { force?: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const report = await call("models.export", {
          ...(id === "current" ? {} : { id }),
          target: file,
          force: options.force ?? false,
        });
        terminal.result(report, () =>
          report.files
            .map(({ path, rows }) => `${path}: a model of ${rows} moods, without tracks or labels`)
            .join("\n"),
        );
      }),
    );
  models
    .command("import")
    .description("take in a model that `models export` wrote; moods are matched by name")
    .argument("<file>", "the model's file")
    .option("--create-moods", "make the moods that the library lacks")
    .option("--use", "put it in use")
    .option("--dry-run", "say what it holds and store nothing")
    .addHelpText(
      "after",
      `
JSON: {model, created, missing, inUse, moved}; with --dry-run {undertone, createdAt, figures, moods: [{name, definition, id}]}

Examples:
  undertone models import moods.json --dry-run
  undertone models import moods.json --create-moods --use`,
    )
    .action(
      (
        file: string,
        options: GlobalOptions & { createMoods?: boolean; use?: boolean; dryRun?: boolean },
      ) =>
        withSession(options, async ({ call, terminal }) => {
          requireFile(file);
          if (options.dryRun) {
            const preview = await call("models.inspect", { file });
            terminal.result(preview, () => describeImport(preview));
            return;
          }
          const report = await call("models.import", {
            file,
            createMoods: options.createMoods ?? false,
            use: options.use ?? false,
          });
          terminal.result(report, () =>
            [
              report.inUse
                ? `Model ${report.model} is in use; ${report.moved} tracks changed their mood.`
                : `Model ${report.model} is stored. \`undertone models use ${report.model}\` puts it in use.`,
              ...(report.created.length > 0 ? [`Moods made: ${report.created.join(", ")}.`] : []),
              ...(report.missing.length > 0
                ? [
                    `Not among your moods: ${report.missing.join(", ")}. The model guesses among the others.`,
                  ]
                : []),
            ].join("\n"),
          );
        }),
    );
}

function list(options: GlobalOptions): Promise<void> {
  return withSession(options, async ({ call, terminal }) => {
    const all = await call("models.list", {});
    const { waiting } = await call("models.state", {});
    terminal.result(all, () => [modelTable(all), waiting?.sentence ?? []].flat().join("\n"));
  });
}

/** A model's id, or the one in use. */
function toModel(text: string): number | "current" {
  return text === "current" ? text : toCount(text);
}
