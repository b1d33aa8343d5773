import type { Command } from "commander";
import { AppError } from "../../../../common/errors.ts";
import { inWords } from "../definitions.ts";
import { findMood } from "../filters.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { table } from "../terminal.ts";
import { toCount, toWhole } from "../values.ts";

type SplitOptions = GlobalOptions & { readonly apply?: number; readonly name?: string };
type ClusterOptions = GlobalOptions & {
  readonly k: number;
  readonly seed: number;
  readonly starts: number;
};

/** What looks for groups of tracks: within a mood, or in the whole library. */
export function addMoodGroupCommands(program: Command): void {
  const moods = program.commands.find((command) => command.name() === "moods") ?? program;
  moods
    .command("split")
    .description("show the two groups within a mood; with --apply make a new mood of one of them")
    .argument("<mood>", "name or id")
    .option("--apply <group>", "1 or 2", toCount)
    .option("--name <name>", "the new mood's name")
    .action((wanted: string, options: SplitOptions) =>
      withSession(options, (session) => split(session, wanted, options)),
    );
  moods
    .command("cluster")
    .description(
      "group the library by sound alone (StandardScaler + k-means) and name the groups by the nearest mood",
    )
    .option("--k <count>", "how many groups", toCount, 5)
    .option("--seed <number>", "the seed", toWhole, 42)
    .option("--starts <count>", "how many starts, the best is kept", toCount, 10)
    .action((options: ClusterOptions) =>
      withSession(options, (session) => cluster(session, options)),
    );
}

async function split(session: Session, wanted: string, options: SplitOptions): Promise<void> {
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
    () => `“${created.name}” is a mood of its own now. The next training takes it in.`,
  );
}

async function cluster(
  { call, terminal }: Session,
  { k, seed, starts }: ClusterOptions,
): Promise<void> {
  const result = await call("moods.cluster", { k, seed, starts });
  const names = new Map((await call("moods.list", {})).map((mood) => [mood.id, mood.name]));
  terminal.result(result, () =>
    table(
      ["cluster", "tracks", "nearest mood", "energy", "valence", "BPM"],
      result.clusters.map((found) => [
        found.cluster,
        found.size,
        names.get(found.mood ?? 0) ?? "–",
        ...["energy", "valence", "tempo"].map(
          (feature) => found.centre[feature]?.toPrecision(3) ?? "–",
        ),
      ]),
    ),
  );
}
