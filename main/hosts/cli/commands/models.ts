import type { Command } from "commander";
import { describeTraining, interval } from "../reports.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { percent, table } from "../terminal.ts";
import { toCount } from "../values.ts";

export function addModelCommands(program: Command): void {
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
