import type { Command } from "commander";
import { withSession, type GlobalOptions } from "../session.ts";
import { collectIds } from "../values.ts";

export function addKeepLabelsCommands(program: Command): void {
  program
    .command("keep-labels")
    .description("labels that doctor-labels is not to doubt again while they stay what they are")
    .argument("<track...>", "ids of labelled tracks (at most 1,000)", collectIds)
    .option("--doubt-again", "take it back: they may be doubted again")
    .addHelpText(
      "after",
      `
JSON: {kept}, the number of labels that are kept in all

Examples:
  undertone keep-labels 12 40
  undertone keep-labels 12 --doubt-again`,
    )
    .action((ids: number[], options: GlobalOptions & { doubtAgain?: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const answer = await call("learning.keep", { ids, keep: options.doubtAgain !== true });
        terminal.result(answer, () =>
          answer.kept === 1 ? "1 label is kept." : `${answer.kept} labels are kept.`,
        );
      }),
    );
}
