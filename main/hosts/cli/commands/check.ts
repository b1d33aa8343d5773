import type { Command } from "commander";
import { describeCheck } from "../check-reports.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { toBetween, toWhole } from "../values.ts";

type Options = GlobalOptions & {
  readonly repeats: number;
  readonly folds: number;
  readonly seed: number;
};

export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("check thoroughly how sure the figures of your own labels are; nothing is changed")
    .option("--repeats <count>", "divide into folds so often, 1 to 100", toBetween(1, 100), 10)
    .option("--folds <count>", "how many folds, 2 to 50", toBetween(2, 50), 5)
    .option("--seed <number>", "the seed of the folds", toWhole, 42)
    .addHelpText(
      "after",
      `
Tells agreement with its spread, whether confidences are as often right as they say, what more labels would bring,
whether the model got better since the one before (on the same labels), and whether songs without a label are like
those with one.
JSON: {checkedAt, labels, checked, figures: {evaluation, repeats, learningCurve}, comparison, drift, note}; figures are
  null with too few labels

Examples:
  undertone check
  undertone check --repeats 20 --folds 10 --json`,
    )
    .action((options: Options) =>
      withSession(options, async ({ call, terminal }) => {
        const { repeats, folds, seed } = options;
        const result = await call("learning.check", { repeats, folds, seed });
        terminal.result(result, () => describeCheck(result));
      }),
    );
}
