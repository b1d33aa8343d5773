import type { Command } from "commander";
import type { ModelFeature } from "../../../../common/domain/features.ts";
import type { Explanation } from "../../../../common/domain/learning.ts";
import type { Mood } from "../../../../common/domain/mood.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { percent } from "../terminal.ts";
import { toCount } from "../values.ts";

export function addExplainCommands(program: Command): void {
  program
    .command("explain")
    .description("why the model in use says what it says of one track")
    .argument("<track>", "the track's id", toCount)
    .addHelpText(
      "after",
      `
Amounts are natural log-odds of the first mood against the second; with the start they add up exactly.
JSON: {track, model, first, second, logOdds, intercept, contributions: [{feature, value, level, amount}], nearest, counterfactual}

Example:
  undertone explain 12`,
    )
    .action((id: number, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const answer = await call("learning.explain", { id });
        const moods = await call("moods.list", {});
        terminal.result(answer, () => describeExplanation(answer, moods));
      }),
    );
}

function describeExplanation(answer: Explanation, moods: readonly Mood[]): string {
  const name = (id: number) => moods.find((mood) => mood.id === id)?.name ?? String(id);
  const { track, first, second, counterfactual } = answer;
  const toward = (amount: number) =>
    `${amount > -0.05 ? "+" : ""}${(Math.round(amount * 10) / 10 || 0).toFixed(1)} for ${name(first.mood)}`;
  const reasons = answer.contributions.map(({ feature, value, level, amount }) =>
    value === null
      ? `  ${feature} is not known: ${toward(amount)}`
      : `  ${told(feature, value)} is ${level ?? "known"}: ${toward(amount)}`,
  );
  const near = answer.nearest.map(
    (other) =>
      `  ${other.title} by ${other.artists.join(", ")} (${other.id}): ${name(other.mood)}, ${other.distance.toFixed(2)} away`,
  );
  return [
    `${track.title} by ${track.artists.join(", ")}: ${name(first.mood)} (${percent(first.probability)}) rather than ${name(second.mood)} (${percent(second.probability)}).`,
    ...reasons,
    `  to start with: ${toward(answer.intercept)}`,
    `  together: ${toward(answer.logOdds)} against ${name(second.mood)}`,
    "",
    near.length === 0
      ? "No labelled songs to compare it with."
      : "Most like it of your labelled songs:",
    ...near,
    "",
    counterfactual
      ? `With ${told(counterfactual.feature, counterfactual.value)} this would be ${name(counterfactual.mood)}.`
      : "No usual value of a single feature would make it another mood.",
  ].join("\n");
}

function told(feature: ModelFeature, value: number): string {
  switch (feature) {
    case "tempo":
      return `tempo ${Math.round(value)} BPM`;
    case "loudness":
      return `loudness ${value.toFixed(1)} dB`;
    case "duration": {
      const seconds = Math.round(value / 1000);
      return `duration ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
    default:
      return `${feature} ${value.toFixed(2)}`;
  }
}
