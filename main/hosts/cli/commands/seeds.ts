import type { Command } from "commander";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";

export function addSeedCommands(program: Command): void {
  program
    .command("seeds")
    .description("first labels from playlists whose names say a mood (“Chill” → chill)")
    .option("--accept", "label their tracks that have no label yet; one undo takes it back")
    .addHelpText(
      "after",
      `
JSON: [{playlist, name, mood, moodName, because, tracks, unlabelled}]; with --accept
{decision, changed}

Examples:
  undertone seeds
  undertone seeds --accept`,
    )
    .action(runSeeds);
}

async function runSeeds(options: GlobalOptions & { readonly accept?: boolean }): Promise<void> {
  await withSession(options, async ({ call, terminal }) => {
    const seeds = await call("seeds.propose", {});
    if (!options.accept) {
      terminal.result(seeds, () =>
        seeds.length === 0
          ? "No playlist whose name says one of your moods has songs without a label."
          : table(
              ["playlist", "mood", "because of", "tracks", "without a label"],
              seeds.map((seed) => [
                seed.name,
                seed.moodName,
                seed.because,
                seed.tracks,
                seed.unlabelled,
              ]),
            ),
      );
      return;
    }
    const result =
      seeds.length === 0
        ? { decision: null, changed: 0 }
        : await call("seeds.accept", {
            pairs: seeds.map(({ playlist, mood }) => ({ playlist, mood })),
          });
    terminal.result(result, () =>
      result.changed === 0
        ? "There was nothing to label."
        : `${result.changed} tracks labelled from ${seeds.length} playlists; \`undertone undo\` takes it back.`,
    );
  });
}
