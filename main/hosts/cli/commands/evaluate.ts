import { existsSync } from "node:fs";
import { Option, type Command } from "commander";
import type { CallArgument } from "../../../../common/contract.ts";
import { STRATEGIES, type Strategy } from "../../../../common/domain/checks.ts";
import { AppError } from "../../../../common/errors.ts";
import { describeFileEvaluation } from "../check-reports.ts";
import { requireFile, withSession, type GlobalOptions } from "../session.ts";
import { toBetween, toWhole } from "../values.ts";

const PEERS = ["centroid", "knn", "majority", "definitions"] as const;

type Options = GlobalOptions & {
  readonly label: string;
  readonly folds: number;
  readonly seed: number;
  readonly repeats?: number;
  readonly learningCurve?: boolean;
  readonly strategy?: Strategy;
  readonly compare?: string;
};

export function addEvaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .description("cross-validate the learning on a labelled file; nothing is stored")
    .argument("<file>", "CSV, XLSX or JSON")
    .requiredOption("--label <column>", "the column with the true mood")
    .option("--folds <count>", "how many folds, 2 to 50", toBetween(2, 50), 10)
    .option("--seed <number>", "the seed of the folds", toWhole, 42)
    .option(
      "--repeats <count>",
      "divide into folds so often, 1 to 100; tells the spread",
      toBetween(1, 100),
    )
    .option("--learning-curve", "how good it is with 0, 10, 20, 50, 100 … labels")
    .addOption(
      new Option(
        "--strategy <order>",
        "the learning curve's order of labels: by lot, the most uncertain first, or as `suggest` asks",
      ).choices(STRATEGIES),
    )
    .option(
      "--compare <other>",
      "on the same folds with: centroid (nearest mean), knn (15 neighbours), majority, definitions (your moods’), or the FILE.json of a model that `models export` wrote",
    )
    .addHelpText(
      "after",
      `
One recording is never both learnt from and tested on. Confidences are calibrated as in the app. --strategy asks for
the learning curve by itself. Labels that are moods of your library start the curve at 0, from their definitions.
A comparison with a model that learnt from this very file flatters that model.
JSON: {accuracy: {mean, low, high}, macroF1, logLoss, ece, reliability: [{from, to, count, confidence, right}], labels,
  confusion, perLabel, folds: […], size}; where asked for, also repeats: {interval, accuracy: {mean, deviation, …}, …},
  learningCurve: {strategy, draws, points: [{labels, accuracy, logLoss, ece}]} and comparison: {other, own, others,
  paired: {checked, both, onlyA, onlyB, neither, p}, verdict} (a is the classifier, b the other one)

Examples:
  undertone evaluate labelled.csv --label mood
  undertone evaluate labelled.csv --label mood --folds 5 --repeats 10 --json
  undertone evaluate labelled.csv --label mood --learning-curve --strategy margin
  undertone evaluate labelled.csv --label mood --compare knn
  undertone evaluate labelled.csv --label mood --compare model.json`,
    )
    .action((file: string, options: Options) =>
      withSession(options, async ({ call, terminal }) => {
        const { label, folds, seed, repeats, strategy, compare } = options;
        const curve = options.learningCurve || strategy !== undefined;
        const result = await call("models.evaluate", {
          file: requireFile(file),
          label,
          folds,
          seed,
          ...(repeats !== undefined && { repeats }),
          ...(curve && { learningCurve: strategy === undefined ? {} : { strategy } }),
          ...(compare !== undefined && { compare: compareWith(compare) }),
        });
        terminal.result(result, () => describeFileEvaluation(result));
      }),
    );
}

/** Throws AppError `bad_input` or `file_missing`. */
function compareWith(other: string): NonNullable<CallArgument<"models.evaluate">["compare"]> {
  const peer = PEERS.find((name) => name === other.toLowerCase());
  if (peer) return { with: peer };
  if (existsSync(other)) return { with: "model", file: other };
  if (/[./\\]/.test(other)) return { with: "model", file: requireFile(other) };
  throw new AppError(
    "bad_input",
    `“${other}” is nothing to compare with. Name ${PEERS.join(", ")}, or the file of a model that \`models export\` wrote.`,
    { path: "--compare" },
  );
}
