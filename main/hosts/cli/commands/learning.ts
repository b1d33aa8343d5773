import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { describeTraining } from "../reports.ts";
import { requireFile, withSession, type GlobalOptions } from "../session.ts";

export function addLearningCommands(program: Command): void {
  program
    .command("train")
    .description("learn from all labels, and say what moved and whether it got better")
    .addHelpText(
      "after",
      `
A model that clearly agrees less with your labels than the one in use is stored, but not put in its place.
JSON: {model, labels, moved, movedTracks, agreement: {before, after}, paired: {checked, both, onlyA, onlyB, neither, p}, heldBack, evaluation, note, …}

Examples:
  undertone train
  undertone train --accept-worse
  undertone train --json --progress`,
    )
    .option("--accept-worse", "put the model in use even if it agrees less with your labels")
    .action((options: GlobalOptions & { acceptWorse?: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const report = await call("training.run", { acceptWorse: options.acceptWorse ?? false });
        terminal.result(report, () => describeTraining(report));
      }),
    );
  program
    .command("predict")
    .description(
      "cluster, distances, mood and probabilities for the tracks of a file, or of standard input (-)",
    )
    .argument("<file>", "CSV, XLSX or JSON; - reads standard input")
    .option(
      "--model <file>",
      "answer from a model's file alone (see `models export`), without a library",
    )
    .addHelpText(
      "after",
      `
JSON: [{cluster, distances: {cluster_0, …}, mood, probabilities: {mood: 0..1}}], one per track; always JSON.

Examples:
  undertone predict new.csv
  undertone predict new.csv --model moods.json
  echo '{"energy": 0.9, "valence": 0.8, "tempo": 128}' | undertone predict -`,
    )
    .action((file: string, options: GlobalOptions & { model?: string }) => {
      const { model } = options;
      const predict = (own: GlobalOptions) =>
        withSession(own, async ({ call, terminal }) => {
          const answers = await withInput(file, (path) =>
            call("models.predict", { file: path, ...(model === undefined ? {} : { model }) }),
          );
          // Machines read this one whether or not --json is given.
          terminal.result(answers, () => JSON.stringify(answers, null, 2));
        });
      if (model === undefined) return predict(options);
      requireFile(model);
      // A library of its own, for the file answers alone: the user's may be open elsewhere, or not be there.
      return withFolder((folder) => predict({ ...options, dataDir: folder }));
    });
}

async function withInput<Result>(
  file: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  if (file !== "-") return work(requireFile(file));
  return withFolder(async (folder) => {
    const path = join(folder, "input");
    await writeFile(path, await buffer(process.stdin));
    return work(path);
  });
}

/** A folder that is gone afterwards. */
async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "undertone-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
