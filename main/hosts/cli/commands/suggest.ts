import type { Command } from "commander";
import { withSession, type GlobalOptions } from "../session.ts";
import { percent, table } from "../terminal.ts";
import { collectIds, toCount, toWhole } from "../values.ts";

export function addSuggestCommands(program: Command): void {
  program
    .command("suggest")
    .description("the songs whose labels would teach the model most")
    .option("--count <count>", "how many (at most 200)", toCount, 20)
    .option("--seed <number>", "the seed of the choice", toWhole, 42)
    .option("--without <track>", "a track not to ask about; may be given several times", collectIds)
    .addHelpText(
      "after",
      `
JSON: {suggestions: [{id, title, artists, between: [{mood, probability}, …], like, gain}], expectedChange, enough}

Examples:
  undertone suggest
  undertone suggest --count 5 --json
  undertone suggest --without 12 --without 40`,
    )
    .action((options: GlobalOptions & { count: number; seed: number; without?: number[] }) =>
      withSession(options, async ({ call, terminal }) => {
        const { count, seed, without = [] } = options;
        const answer = await call("learning.suggest", { count, seed, without });
        const moods = await call("moods.list", {});
        const name = (id: number) => moods.find((mood) => mood.id === id)?.name ?? String(id);
        terminal.result(answer, () => {
          const { expectedChange, enough } = answer;
          if (expectedChange === null)
            return "There is nothing to ask: no song without a label has audio features, or there are fewer than two moods.";
          const rows = answer.suggestions.map(({ id, title, artists, between, like }) => [
            id,
            title,
            artists.join(", "),
            `between ${between.map(({ mood }) => name(mood)).join(" and ")}; ${like === 1 ? "1 song" : `${like} songs`} like it`,
          ]);
          const verdict = enough
            ? "Enough: another 20 answers would change less than 1 % of the guesses."
            : `Another 20 answers would change about ${percent(expectedChange)} of the guesses.`;
          return `${table(["id", "title", "artists", "why"], rows)}\n\n${verdict}`;
        });
      }),
    );
}
