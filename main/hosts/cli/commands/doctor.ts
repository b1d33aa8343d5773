import type { Command } from "commander";
import type { LabelDoctor } from "../../../../common/domain/learning.ts";
import type { Mood } from "../../../../common/domain/mood.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { percent, table } from "../terminal.ts";

export function addDoctorCommands(program: Command): void {
  program
    .command("doctor-labels")
    .description("what may be wrong with your labels; nothing is changed")
    .addHelpText(
      "after",
      `
JSON: {doubts: [{id, title, artists, mood, by, probability, says}], doubted, kept, disagreements, small, alike, note}

Example:
  undertone doctor-labels`,
    )
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const answer = await call("learning.doctor", {});
        const moods = await call("moods.list", {});
        terminal.result(answer, () => describeDoctor(answer, moods));
      }),
    );
}

function describeDoctor(answer: LabelDoctor, moods: readonly Mood[]): string {
  const name = (id: number) => moods.find((mood) => mood.id === id)?.name ?? String(id);
  const parts: string[] = [];
  if (answer.note !== null) parts.push(answer.note);
  if (answer.doubts.length > 0) {
    const rows = answer.doubts.map(({ id, title, artists, mood, probability, says }) => [
      id,
      title,
      artists.join(", "),
      `${name(mood)} (${percent(probability)})`,
      `${name(says.mood)} (${percent(says.probability)})`,
    ]);
    parts.push(
      `${answer.doubted} labels in doubt${answer.doubted > rows.length ? `, the first ${rows.length}` : ""}:\n${table(["id", "title", "artists", "label", "the model would say"], rows)}`,
    );
  }
  for (const group of answer.disagreements) {
    const labels = group.map(({ id, mood }) => `${id} is ${name(mood)}`).join(", ");
    parts.push(`One recording, different labels: ${group[0]?.title ?? ""}: ${labels}.`);
  }
  for (const { mood, labels } of answer.small)
    parts.push(`${name(mood)} has too few labels (${labels}) to be learnt or checked.`);
  for (const { moods: pair, toldApart } of answer.alike)
    parts.push(
      `${pair.map(name).join(" and ")} are hardly told apart (${percent(toldApart)}; 50 % is chance). Consider merging them.`,
    );
  if (answer.kept > 0)
    parts.push(
      answer.kept === 1
        ? "1 doubt that you keep is left out."
        : `${answer.kept} doubts that you keep are left out.`,
    );
  return parts.length === 0 ? "Nothing seems wrong with your labels." : parts.join("\n\n");
}
