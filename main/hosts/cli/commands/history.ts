import type { Command } from "commander";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";
import { toCount } from "../values.ts";

export function addHistoryCommands(program: Command): void {
  for (const direction of ["undo", "redo"] as const) {
    program
      .command(direction)
      .description(
        direction === "undo" ? "take the last change of labels back" : "do the undone change again",
      )
      .action((options: GlobalOptions) =>
        withSession(options, async ({ call, terminal }) => {
          const result = await call(`labels.${direction}`, {});
          terminal.result(result, () =>
            result.decision
              ? `${direction === "undo" ? "Undone" : "Done again"}: ${result.decision.what}`
              : `There is nothing to ${direction}.`,
          );
        }),
      );
  }
  program
    .command("history")
    .description("the last changes of labels")
    .option("--limit <count>", "how many", toCount, 10)
    .action((options: GlobalOptions & { limit: number }) =>
      withSession(options, async ({ call, terminal }) => {
        const history = await call("labels.history", { limit: options.limit });
        terminal.result(history, () =>
          table(
            ["when", "what", ""],
            history.decisions.map((decision) => [
              decision.at,
              decision.what,
              decision.undone ? "undone" : "",
            ]),
          ),
        );
      }),
    );
}
