import type { Command } from "commander";
import { MODEL_FEATURES, modelFeatureSchema } from "../../../../common/domain/features.ts";
import {
  moodColorSchema,
  type MoodColor,
  type MoodDefinition,
} from "../../../../common/domain/mood.ts";
import { AppError } from "../../../../common/errors.ts";
import { collect, findMood } from "../filters.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { table } from "../terminal.ts";
import { toCount } from "./import.ts";

type EditOptions = GlobalOptions & {
  readonly name?: string;
  readonly key?: string;
  readonly color?: string;
  readonly range: readonly string[];
};

export function addMoodCommands(program: Command): void {
  const moods = program
    .command("moods")
    .description("list the moods, or change them")
    .action((options: GlobalOptions) => withSession(options, list));
  withEdits(moods.command("add").description("a new mood").argument("<name>")).action(
    (name: string, options: EditOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const mood = await call("moods.create", {
          ...edits(options),
          name,
          definition: toDefinition(options.range, {}),
        });
        terminal.result(mood, () => `Added “${mood.name}”. Run train to let it take part.`);
      }),
  );
  withEdits(
    moods.command("edit").description("rename, recolour, or define a mood anew").argument("<mood>"),
  )
    .option("--name <name>", "a new name")
    .action((wanted: string, options: EditOptions) =>
      withSession(options, async (session) => {
        const before = await findMood(session, wanted);
        const definition = toDefinition(options.range, before.definition);
        const mood = await session.call("moods.update", {
          id: before.id,
          ...edits(options),
          definition,
        });
        session.terminal.result(mood, () => `Changed “${mood.name}”.`);
      }),
    );
  moods
    .command("order")
    .description("put the moods in this order")
    .argument("<moods...>")
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
    .argument("<mood>")
    .argument("<into>")
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
    .command("split")
    .description("show the two groups within a mood; with --apply make a new mood of one of them")
    .argument("<mood>")
    .option("--apply <group>", "1 or 2", toCount)
    .option("--name <name>", "the new mood's name")
    .action((wanted: string, options: GlobalOptions & { apply?: number; name?: string }) =>
      withSession(options, (session) => split(session, wanted, options)),
    );
  moods
    .command("delete")
    .description("delete a mood; its tracks lose their labels of it")
    .argument("<mood>")
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
  moods
    .command("cluster")
    .description(
      "group the library by sound alone (StandardScaler + k-means) and name the groups by the nearest mood",
    )
    .option("--k <count>", "how many groups", toCount, 5)
    .option("--seed <number>", "the seed", Number, 42)
    .option("--starts <count>", "how many starts, the best is kept", toCount, 10)
    .action((options: GlobalOptions & { k: number; seed: number; starts: number }) =>
      withSession(options, async ({ call, terminal }) => {
        const { k, seed, starts } = options;
        const result = await call("moods.cluster", { k, seed, starts });
        const names = new Map((await call("moods.list", {})).map((mood) => [mood.id, mood.name]));
        terminal.result(result, () =>
          table(
            ["cluster", "tracks", "nearest mood", "energy", "valence", "BPM"],
            result.clusters.map((cluster) => [
              cluster.cluster,
              cluster.size,
              names.get(cluster.mood ?? 0) ?? "–",
              ...["energy", "valence", "tempo"].map(
                (feature) => cluster.centre[feature]?.toPrecision(3) ?? "–",
              ),
            ]),
          ),
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

async function split(
  session: Session,
  wanted: string,
  options: { apply?: number; name?: string },
): Promise<void> {
  const mood = await findMood(session, wanted);
  const { groups } = await session.call("moods.proposeSplit", { id: mood.id });
  if (options.apply === undefined) {
    session.terminal.result(groups, () =>
      groups
        .map(
          (group, index) =>
            `${index + 1}  ${group.name}: ${group.tracks.length} tracks (${inWords(group.definition)})\n   ${group.examples.map((track) => track.title).join(", ")}`,
        )
        .join("\n"),
    );
    return;
  }
  const group = groups[options.apply - 1];
  if (!group)
    throw new AppError("bad_input", `There are ${groups.length} groups; --apply takes 1 or 2.`);
  const { definition, tracks } = group;
  const created = await session.call("moods.split", {
    id: mood.id,
    name: options.name ?? group.name,
    definition,
    tracks,
  });
  session.terminal.result(
    created,
    () => `“${created.name}” is a mood of its own now. Run train to let it take part.`,
  );
}

function withEdits(command: Command): Command {
  return command
    .option("--key <key>", "the key that sets it (one letter or digit)")
    .option("--color <token>", moodColorSchema.options.join(", "))
    .option(
      "--range <feature=low..high>",
      "a target range of its definition (repeatable); feature= clears it",
      collect,
      [],
    );
}

function edits(options: EditOptions): { name?: string; key?: string; color?: MoodColor } {
  const color = options.color === undefined ? undefined : moodColorSchema.safeParse(options.color);
  if (color && !color.success) {
    throw new AppError("bad_input", `--color takes one of ${moodColorSchema.options.join(", ")}.`);
  }
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(color ? { color: color.data } : {}),
  };
}

function toDefinition(ranges: readonly string[], before: MoodDefinition): MoodDefinition {
  const changed = ranges.map((text) => {
    const found = /^(\w+)=(?:(-?[\d.]*)\.\.(-?[\d.]*))?$/.exec(text);
    const feature = modelFeatureSchema.safeParse(found?.[1]);
    if (!found || !feature.success) {
      throw new AppError(
        "bad_input",
        `--range ${text}: write it as feature=low..high; features are ${MODEL_FEATURES.join(", ")}.`,
      );
    }
    return [feature.data, { low: bound(found[2]), high: bound(found[3]) }] as const;
  });
  return { ...before, ...Object.fromEntries(changed) };
}

function bound(text: string | undefined): number | null {
  return text === undefined || text === "" ? null : Number(text);
}

function inWords(definition: MoodDefinition): string {
  return MODEL_FEATURES.flatMap((feature) => {
    const range = definition[feature];
    return range ? [`${feature} ${range.low ?? ""}..${range.high ?? ""}`] : [];
  }).join(", ");
}
