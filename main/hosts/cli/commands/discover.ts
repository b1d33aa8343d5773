import type { Command } from "commander";
import type { Discovery } from "../../../../common/domain/discovery.ts";
import type { MoodSummary } from "../../../../common/domain/mood.ts";
import { inWords } from "../definitions.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { percent, table } from "../terminal.ts";
import { toWhole } from "../values.ts";

/** What is in the library beside the moods that it has. */
export function addDiscoverCommands(program: Command): void {
  program
    .command("discover")
    .description(
      "how many kinds of songs there are, groups that no mood fits, and moods that are really two",
    )
    .option("--seed <number>", "the seed", toWhole, 42)
    .addHelpText(
      "after",
      `
Nothing is changed. \`moods add\` makes a mood of a group, \`moods split\` splits one.

JSON: {tracks, sampled, counts: [{k, silhouette, reference, stability}, …], groups, reason, because,
  newMoods: [{name, words, size, unsettled, definition, examples: [{id, title, artists}, …]}, …],
  splits: [{mood, silhouette, stability, between, groups: [{name, size, definition, examples}, …]}, …]}
groups is null where no number stands out; reason is stands-out, too-few, no-groups or not-stable.

Examples:
  undertone discover
  undertone discover --json`,
    )
    .action((options: GlobalOptions & { readonly seed: number }) =>
      withSession(options, async ({ call, terminal }) => {
        const found = await call("learning.discover", { seed: options.seed });
        const moods = await call("moods.list", {});
        terminal.result(found, () => inText(found, moods));
      }),
    );
}

function inText(found: Discovery, moods: readonly MoodSummary[]): string {
  const counts = table(
    ["groups", "silhouette", "without groups", "halves agree"],
    found.counts.map(({ k, silhouette, reference, stability }) => [
      k === found.groups ? `${k} *` : k,
      silhouette.toFixed(3),
      reference.toFixed(3),
      stability.toFixed(2),
    ]),
  );
  const titles = (examples: Discovery["newMoods"][number]["examples"]) =>
    examples.map(({ title, artists }) => `${title} (${artists.join(", ")})`).join("; ");
  const groups = found.newMoods.map(
    ({ size, words, unsettled, definition, examples }) =>
      `A mood of its own? ${size} songs: ${words.join(", ")} (the moods are in doubt about ${percent(unsettled)})\n  ${inWords(definition)}\n  such as ${titles(examples)}`,
  );
  const splits = found.splits.map((split) => {
    const name = moods.find(({ id }) => id === split.mood)?.name ?? String(split.mood);
    const kinds = split.groups.map(
      (group) =>
        `  ${group.name}: ${group.size} songs (${inWords(group.definition)})\n    such as ${titles(group.examples)}`,
    );
    return `“${name}” is two:\n${kinds.join("\n")}`;
  });
  const none =
    groups.length + splits.length === 0
      ? ["No group of songs stands apart from your moods, and no mood is clearly two."]
      : [];
  return [
    ...(found.counts.length > 0 ? [counts] : []),
    found.because,
    ...groups,
    ...splits,
    ...none,
  ].join("\n\n");
}
