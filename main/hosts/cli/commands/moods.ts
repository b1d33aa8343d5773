import type { Command } from "commander";
import { inWords } from "../definitions.ts";
import { findMood } from "../filters.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { table } from "../terminal.ts";

/** The parent command of all that is done with moods: by itself it lists them. */
export function addMoodCommands(program: Command): void {
  const moods = program
    .command("moods")
    .description("list the moods, or change them")
    .addHelpText(
      "after",
      `
JSON of the list: [{id, name, color, key, definition, count, labelled}]

Examples:
  undertone moods
  undertone moods add focus --key f --range instrumentalness=0.5.. --range energy=..0.5
  undertone moods rename focus study
  undertone moods merge sad chill
  undertone moods split happy`,
    )
    .action((options: GlobalOptions) => withSession(options, list));
  moods
    .command("order")
    .description("put the moods in this order; those not named follow")
    .argument("<moods...>", "names or ids")
    .action((names: string[], options: GlobalOptions) =>
      withSession(options, async (session) => {
        const found = await Promise.all(names.map((name) => findMood(session, name)));
        await session.call("moods.reorder", { ids: found.map((mood) => mood.id) });
        await list(session);
      }),
    );
  moods
    .command("merge")
    .description("make the labels of one mood labels of another, and delete it")
    .argument("<mood>", "the mood that goes")
    .argument("<into>", "the mood that stays")
    .action((from: string, to: string, options: GlobalOptions) =>
      withSession(options, async (session) => {
        const [mood, into] = [await findMood(session, from), await findMood(session, to)];
        const result = await session.call("moods.merge", { id: mood.id, into: into.id });
        session.terminal.result(
          result,
          () => `${result.relabelled} labels are “${into.name}” now; “${mood.name}” is gone.`,
        );
      }),
    );
  moods
    .command("delete")
    .description("delete a mood; its tracks lose their labels of it")
    .argument("<mood>", "name or id")
    .action((wanted: string, options: GlobalOptions) =>
      withSession(options, async (session) => {
        const mood = await findMood(session, wanted);
        const result = await session.call("moods.remove", { id: mood.id });
        session.terminal.result(
          result,
          () => `“${mood.name}” is gone; ${result.unlabelled} labels went with it.`,
        );
      }),
    );
}

async function list({ call, terminal }: Session): Promise<void> {
  const moods = await call("moods.list", {});
  terminal.result(moods, () =>
    table(
      ["id", "key", "name", "tracks", "labelled", "definition"],
      moods.map((mood) => [
        mood.id,
        mood.key ?? "",
        mood.name,
        mood.count,
        mood.labelled,
        inWords(mood.definition),
      ]),
    ),
  );
}
