import type { Command } from "commander";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";
import { toCount } from "../values.ts";

export function addSimilarCommands(program: Command): void {
  program
    .command("similar")
    .description("the tracks of the library that are most like one")
    .argument("<track>", "the track's id", toCount)
    .option("--count <count>", "how many (at most 500)", toCount, 20)
    .addHelpText(
      "after",
      `
Distances are in standard deviations of the library, over what is known of the track (its duration left out).
JSON: {track, features, similar: [{id, title, artists, mood, distance, compared}]}

Examples:
  undertone similar 12
  undertone similar 12 --count 100 --json`,
    )
    .action((id: number, options: GlobalOptions & { count: number }) =>
      withSession(options, async ({ call, terminal }) => {
        const answer = await call("learning.similar", { id, count: options.count });
        const moods = await call("moods.list", {});
        terminal.result(answer, () => {
          const rows = answer.similar.map((other) => [
            other.id,
            other.title,
            other.artists.join(", "),
            moods.find((mood) => mood.id === other.mood)?.name ?? "–",
            other.distance.toFixed(2),
            `${other.compared} of ${answer.features.length}`,
          ]);
          return `Like ${answer.track.title} by ${answer.track.artists.join(", ")}:\n\n${table(
            ["id", "title", "artists", "mood", "distance", "compared by"],
            rows,
          )}`;
        });
      }),
    );
}
