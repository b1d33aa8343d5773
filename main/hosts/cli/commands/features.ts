import type { Command } from "commander";
import { featureNameSchema } from "../../../../common/domain/features.ts";
import { AppError } from "../../../../common/errors.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { toCount } from "../values.ts";

export function addFeatureCommands(program: Command): void {
  program
    .command("features")
    .description("the user's own feature values")
    .command("set")
    .description("put your own value over the others, or take it back with “-”")
    .argument("<id>", "the track's id", toCount)
    .argument("<feature>", "tempo, key, energy, …")
    .argument("<value>", "a number, or -")
    .addHelpText(
      "after",
      `
Examples:
  undertone features set 12 tempo 174
  undertone features set 12 tempo -`,
    )
    .action((id: number, feature: string, value: string, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const field = featureNameSchema.safeParse(feature);
        if (!field.success) {
          throw new AppError(
            "bad_input",
            `“${feature}” is no feature. Features: ${featureNameSchema.options.join(", ")}.`,
          );
        }
        const number = value === "-" ? null : Number(value);
        if (number !== null && !Number.isFinite(number))
          throw new AppError("bad_input", `“${value}” is not a number.`);
        const detail = await call("tracks.setFeature", { id, field: field.data, value: number });
        terminal.result(
          detail,
          () =>
            `${detail.track.title}: ${field.data} is ${detail.track.features[field.data] ?? "not known"}.`,
        );
      }),
    );
}
