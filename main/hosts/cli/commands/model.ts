import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import type { Evaluation, Interval, TrainReport } from "../../../../common/domain/model.ts";
import { requireFile, withSession, type GlobalOptions } from "../session.ts";
import { percent, table } from "../terminal.ts";
import { toCount } from "./import.ts";

export function addModelCommands(program: Command): void {
  program
    .command("train")
    .description("learn from all labels, and say what moved and whether it got better")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const report = await call("training.run", {});
        terminal.result(report, () => describeTraining(report));
      }),
    );
  program
    .command("predict")
    .description(
      "cluster, distances, mood and probabilities for the tracks of a file, or of standard input (-)",
    )
    .argument("<file>", "CSV, XLSX or JSON; - reads standard input")
    .action((file: string, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const answers = await withInput(file, (path) => call("models.predict", { file: path }));
        // Machines read this one whether or not --json is given.
        terminal.result(answers, () => JSON.stringify(answers, null, 2));
      }),
    );
  program
    .command("evaluate")
    .description("cross-validate the learning on a labelled file; nothing is stored")
    .argument("<file>", "CSV, XLSX or JSON")
    .requiredOption("--label <column>", "the column with the true mood")
    .option("--folds <count>", "how many folds", toCount, 10)
    .option("--seed <number>", "the seed of the folds", Number, 42)
    .action(
      (file: string, options: GlobalOptions & { label: string; folds: number; seed: number }) =>
        withSession(options, async ({ call, terminal }) => {
          const { label, folds, seed } = options;
          const result = await call("models.evaluate", {
            file: requireFile(file),
            label,
            folds,
            seed,
          });
          terminal.result(result, () => describeEvaluation(result));
        }),
    );
  const models = program
    .command("models")
    .description("list the models, or go back to one")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const list = await call("models.list", {});
        terminal.result(list, () =>
          table(
            ["id", "made", "labels", "agreement", "macro-F1", ""],
            list.map((model) => [
              model.id,
              model.createdAt,
              model.labels,
              interval(model.accuracy),
              percent(model.macroF1),
              model.inUse ? "in use" : "",
            ]),
          ),
        );
      }),
    );
  models
    .command("use")
    .description("put an earlier model back in use")
    .argument("<id>", "the model's id", toCount)
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
    .action((id: number, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const report = await call("models.report", { id });
        terminal.result(report, () => describeTraining(report));
      }),
    );
}

async function withInput<Result>(
  file: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  if (file !== "-") return work(requireFile(file));
  const folder = await mkdtemp(join(tmpdir(), "undertone-"));
  try {
    const path = join(folder, "input");
    await writeFile(path, await buffer(process.stdin));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describeTraining(report: TrainReport): string {
  const { before, after } = report.agreement;
  const lines = [
    `Model ${report.model} from ${report.labels} labels; ${report.moved} tracks moved.`,
    `Agreement with your labels, held out: ${interval(before)} before, ${interval(after)} now.`,
  ];
  if (report.note !== null) lines.push(report.note);
  if (report.evaluation) lines.push("", describeEvaluation(report.evaluation));
  return lines.join("\n");
}

function describeEvaluation(result: Evaluation): string {
  const figures = `accuracy ${interval(result.accuracy)}, macro-F1 ${result.macroF1.toFixed(3)}, log loss ${result.logLoss.toFixed(3)}, ECE ${result.ece.toFixed(3)}, ${result.size} labels`;
  const perLabel = result.perLabel.map((row) => [
    row.label,
    percent(row.precision),
    percent(row.recall),
    percent(row.f1),
    row.support,
  ]);
  const confusion = result.confusion.map((row, index) => [result.labels[index] ?? "", ...row]);
  return [
    figures,
    table(["mood", "precision", "recall", "F1", "labels"], perLabel),
    table(["is \\ predicted", ...result.labels], confusion),
  ].join("\n\n");
}

function interval(value: Interval | null): string {
  return value === null
    ? "–"
    : `${percent(value.mean)} (${percent(value.low)} to ${percent(value.high)})`;
}
