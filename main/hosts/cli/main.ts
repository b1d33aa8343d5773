import { Command, CommanderError } from "commander";
import { AppError } from "../../../common/errors.ts";
import { version } from "../version.ts";
import { addExportCommands } from "./commands/export.ts";
import { addImportCommands } from "./commands/import.ts";
import { addLabelCommands } from "./commands/label.ts";
import { addModelCommands } from "./commands/model.ts";
import { addMoodCommands } from "./commands/moods.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addTrackCommands } from "./commands/tracks.ts";
import { EXIT_CODE_HELP, EXIT_CODES } from "./exit-codes.ts";
import type { GlobalOptions } from "./session.ts";

const program = new Command("undertone")
  .description("Learns what your moods sound like and keeps your music sorted by them.")
  .version(version)
  .addHelpText("after", `\n${EXIT_CODE_HELP}`)
  .exitOverride();

addImportCommands(program);
addTrackCommands(program);
addMoodCommands(program);
addLabelCommands(program);
addModelCommands(program);
addExportCommands(program);
addServeCommand(program);
for (const command of everyCommand(program)) {
  // Global options may stand before or after the command's own.
  command
    .option("--data-dir <folder>", "the folder of the library (default: the app's own)")
    .option("--json", "only JSON on standard output")
    .option("--quiet", "no progress on standard error")
    .exitOverride();
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function everyCommand(command: Command): Command[] {
  return [...command.commands, ...command.commands.flatMap(everyCommand)];
}

/** Writes what went wrong where the user (or with --json a script) looks for it. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.bad_input;
  const known =
    error instanceof AppError
      ? error
      : new AppError("internal", error instanceof Error ? error.message : String(error));
  const asked = process.argv.includes("--json");
  process.stderr.write(
    asked ? `${JSON.stringify({ error: known.toValue() })}\n` : `${known.message}\n`,
  );
  return EXIT_CODES[known.code];
}

export type { GlobalOptions };
