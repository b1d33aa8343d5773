import type { Command } from "commander";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";
import { findMood } from "../filters.ts";
import { collectIds, toCount } from "../values.ts";

export function addSimilarCommands(program: Command): void {
  program
    .command("similar")
    .description("the tracks of the library that are most like one, or like the middle of several")
    .argument("<track...>", "ids of tracks (at most 200)", collectIds)
    .option("--count <count>", "how many (at most 500)", toCount, 20)
    .option("--not-in <mood>", "leave out what is in this mood already")
    .addHelpText(
      "after",
      `
Distances are in standard deviations of the library, over what is known of the tracks (their duration left out).
JSON: {tracks, features, similar: [{id, title, artists, mood, distance, compared}]}

Examples:
  undertone similar 12
  undertone similar 12 --count 100 --json
  undertone similar 12 40 77 --not-in chill`,
    )
    .action((ids: number[], options: GlobalOptions & { count: number; notIn?: string }) =>
      withSession(options, async (session) => {
        const { call, terminal } = session;
        const notIn =
          options.notIn === undefined ? {} : { notIn: (await findMood(session, options.notIn)).id };
        const answer = await call("learning.similar", { ids, count: options.count, ...notIn });
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
          const [track, ...more] = answer.tracks;
          const like = `${track?.title ?? ""} by ${track?.artists.join(", ") ?? ""}`;
          const rest = more.length === 0 ? "" : ` and ${more.length} more`;
          return `Like ${like}${rest}:\n\n${table(
            ["id", "title", "artists", "mood", "distance", "compared by"],
            rows,
          )}`;
        });
      }),
    );
}
