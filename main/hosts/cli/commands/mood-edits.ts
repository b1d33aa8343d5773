import type { Command } from "commander";
import type { CallArgument } from "../../../../common/contract.ts";
import { moodColorSchema, type MoodColor } from "../../../../common/domain/mood.ts";
import { AppError } from "../../../../common/errors.ts";
import { changeDefinition, inWords } from "../definitions.ts";
import { findMood } from "../filters.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { collect } from "../values.ts";

type Ranges = { readonly range?: readonly string[] };
type AddOptions = GlobalOptions & Ranges & { readonly key?: string; readonly color?: string };

const COLORS = moodColorSchema.options.join(", ");
const RANGE = "--range <feature=low..high>";

/** What makes a mood, and what changes one. */
export function addMoodEditCommands(program: Command): void {
  const moods = program.commands.find((command) => command.name() === "moods") ?? program;
  moods
    .command("add")
    .description("a new mood")
    .argument("<name>", "its name")
    .option("--key <key>", "the key that sets it, one letter or digit (default: a free one)")
    .option("--color <token>", `${COLORS} (default: a free one)`)
    .option(RANGE, "a target range of its definition (repeatable)", collect)
    .action((name: string, options: AddOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const mood = await call("moods.create", {
          name,
          definition: changeDefinition({}, options.range ?? []),
          ...(options.key === undefined ? {} : { key: options.key }),
          ...(options.color === undefined ? {} : { color: toColor(options.color) }),
        });
        terminal.result(mood, () => `Added “${mood.name}”. The next training takes it in.`);
      }),
    );
  moods
    .command("rename")
    .description("give a mood another name")
    .argument("<mood>", "name or id")
    .argument("<name>", "the new name")
    .action((wanted: string, name: string, options: GlobalOptions) =>
      update(options, wanted, () => ({ name })),
    );
  moods
    .command("recolour")
    .alias("recolor")
    .description("give a mood another colour")
    .argument("<mood>", "name or id")
    .argument("<color>", COLORS)
    .action((wanted: string, color: string, options: GlobalOptions) =>
      update(options, wanted, () => ({ color: toColor(color) })),
    );
  moods
    .command("key")
    .description("give a mood another key, or none")
    .argument("<mood>", "name or id")
    .argument("<key>", "one letter or digit, or - for none")
    .action((wanted: string, key: string, options: GlobalOptions) =>
      update(options, wanted, () => ({ key: key === "-" ? null : key })),
    );
  moods
    .command("definition")
    .description("show a mood's target ranges, or change some of them")
    .argument("<mood>", "name or id")
    .option(RANGE, "a target range; feature= takes it away (repeatable)", collect)
    .addHelpText(
      "after",
      `
Examples:
  undertone moods definition chill
  undertone moods definition chill --range tempo=60..110 --range loudness=`,
    )
    .action((wanted: string, options: GlobalOptions & Ranges) => {
      const { range } = options;
      if (range) {
        return update(options, wanted, (mood) => ({
          definition: changeDefinition(mood.definition, range),
        }));
      }
      return withSession(options, async (session) => {
        const { definition } = await findMood(session, wanted);
        session.terminal.result(definition, () => inWords(definition));
      });
    });
}

type Found = Awaited<ReturnType<typeof findMood>>;

function update(
  options: GlobalOptions,
  wanted: string,
  change: (mood: Found) => Omit<CallArgument<"moods.update">, "id">,
): Promise<void> {
  return withSession(options, async (session) => {
    const before = await findMood(session, wanted);
    const mood = await session.call("moods.update", { id: before.id, ...change(before) });
    session.terminal.result(mood, () => `Changed “${mood.name}”.`);
  });
}

function toColor(text: string): MoodColor {
  const color = moodColorSchema.safeParse(text);
  if (color.success) return color.data;
  throw new AppError("bad_input", `“${text}” is no colour. Colours: ${COLORS}.`);
}
