import { Command, CommanderError } from "commander";
import { AppError } from "../../../common/errors.ts";
import { version } from "../version.ts";
import { addAnalyzeCommand } from "./commands/analyze.ts";
import { addCheckCommand } from "./commands/check.ts";
import { addDiscoverCommands } from "./commands/discover.ts";
import { addDoctorCommands } from "./commands/doctor.ts";
import { addEvidenceCommands } from "./commands/evidence.ts";
import { addEvaluateCommand } from "./commands/evaluate.ts";
import { addExplainCommands } from "./commands/explain.ts";
import { addExportCommands } from "./commands/export.ts";
import { addFeatureCommands } from "./commands/features.ts";
import { addFolderCommands } from "./commands/folders.ts";
import { addHistoryCommands } from "./commands/history.ts";
import { addImportCommands } from "./commands/import.ts";
import { addLabelCommands } from "./commands/label.ts";
import { addLearningCommands } from "./commands/learning.ts";
import { addModelCommands } from "./commands/models.ts";
import { addMoodEditCommands } from "./commands/mood-edits.ts";
import { addMoodGroupCommands } from "./commands/mood-groups.ts";
import { addMoodCommands } from "./commands/moods.ts";
import { addPlaylistCommands } from "./commands/playlists.ts";
import { addSeedCommands } from "./commands/seeds.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addKeepLabelsCommands } from "./commands/keep-labels.ts";
import { addSimilarCommands } from "./commands/similar.ts";
import { addSpotifyCommands } from "./commands/spotify.ts";
import { addSuggestCommands } from "./commands/suggest.ts";
import { addSyncCommands } from "./commands/sync.ts";
import { addTrackCommands } from "./commands/tracks.ts";
import { EXIT_CODE_HELP, EXIT_CODES } from "./exit-codes.ts";

const json = process.argv.includes("--json");
const program = new Command("undertone")
  .description("Learns what your moods sound like and keeps your music sorted by them.")
  .version(version)
  .addHelpText(
    "after",
    `
Examples:
  undertone import --sample
  undertone tracks --mood chill --range tempo=90..110 --sort energy
  undertone label 12 15 --mood study && undertone train
  undertone export library.xlsx

\`undertone COMMAND --help\` tells a command's options, with examples.

${EXIT_CODE_HELP}`,
  )
  // With --json what is wrong is told as JSON, below.
  .configureOutput({ writeErr: (text) => void (json || process.stderr.write(text)) })
  .exitOverride();

addImportCommands(program);
addTrackCommands(program);
addPlaylistCommands(program);
addFeatureCommands(program);
addMoodCommands(program);
addMoodEditCommands(program);
addMoodGroupCommands(program);
addLabelCommands(program);
addHistoryCommands(program);
addLearningCommands(program);
addEvaluateCommand(program);
addCheckCommand(program);
addModelCommands(program);
addEvidenceCommands(program);
addExplainCommands(program);
addSimilarCommands(program);
addSuggestCommands(program);
addDiscoverCommands(program);
addDoctorCommands(program);
addKeepLabelsCommands(program);
addExportCommands(program);
addAnalyzeCommand(program);
addFolderCommands(program);
addSpotifyCommands(program);
addSyncCommands(program);
addSeedCommands(program);
addServeCommand(program);
// They may stand before the command or behind it.
for (const command of [program, ...everyCommand(program)]) {
  command
    .option("--data-dir <folder>", "the folder of the library (default: the app's own)")
    .option("--json", "only JSON on standard output, and errors as JSON on standard error")
    .option("--progress", "progress on standard error, line by line (default: on a terminal only)")
    .option("--quiet", "no progress on standard error");
}
program.hook("preAction", (_, command) => {
  const given: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  for (const name of ["dataDir", "json", "progress", "quiet"]) {
    if (given[name] !== undefined) command.setOptionValue(name, given[name]);
  }
});

// Who reads us may stop early (`| head`): then there is nobody to tell, and nothing is wrong.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
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
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    const told = new AppError("bad_input", error.message.replace(/^error: /, ""));
    if (json) process.stderr.write(`${JSON.stringify({ error: told.toValue() })}\n`);
    return EXIT_CODES.bad_input;
  }
  const known =
    error instanceof AppError
      ? error
      : new AppError("internal", error instanceof Error ? error.message : String(error));
  process.stderr.write(
    json ? `${JSON.stringify({ error: known.toValue() })}\n` : `${known.message}\n`,
  );
  return EXIT_CODES[known.code];
}
