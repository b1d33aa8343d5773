import { Option, type Command } from "commander";
import type { CallArgument } from "../../../../common/contract.ts";
import {
  EVIDENCE_KINDS,
  type EvidenceKind,
  type WeakKind,
} from "../../../../common/domain/evidence-kind.ts";
import type { EvidenceList, EvidenceSummary } from "../../../../common/domain/evidence.ts";
import type { Mood } from "../../../../common/domain/mood.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { countOf, table } from "../terminal.ts";
import { toCount } from "../values.ts";

/** The most that one call lists. */
const PART = 1000;

const WORDS: Readonly<Record<EvidenceKind, string>> = {
  hand: "labelled by hand",
  batch: "accepted in batches",
  file: "said by files",
  playlist: "said by playlists' names",
  seen: "seen and left as guessed",
};

export function addEvidenceCommands(program: Command): void {
  const evidence = program
    .command("evidence")
    .description("what the model learns from: labels, and what counts for less")
    .addHelpText(
      "after",
      `
hand, file, playlist: labels, by who gave them; batch: guesses that were accepted together; seen: songs that were looked
at in the window with their guess and left.
JSON: {learnFromSeen, kinds: [{kind, count, learnable, weight}]}

Examples:
  undertone evidence
  undertone evidence list --kind seen
  undertone evidence remove --kind seen && undertone train`,
    )
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const summary = await call("evidence.summary", {});
        terminal.result(summary, () => describeSummary(summary));
      }),
    );
  evidence
    .command("list")
    .description("the tracks behind one kind, the newest first")
    .addOption(kindOption(EVIDENCE_KINDS).default("seen"))
    .option("--limit <count>", "how many", toCount, 50)
    .addHelpText(
      "after",
      `
JSON: [{id, title, artists, mood, at}]

Examples:
  undertone evidence list
  undertone evidence list --kind batch --limit 200 --json`,
    )
    .action((options: GlobalOptions & { kind: EvidenceKind; limit: number }) =>
      withSession(options, async (session) => {
        const items = await list(session, options.kind, options.limit);
        const moods = await session.call("moods.list", {});
        session.terminal.result(items, () => describeItems(items, options.kind, moods));
      }),
    );
  evidence
    .command("remove")
    .description("let it count no more; `undertone undo` takes that back")
    .argument("[ids...]", "track ids; left out: all of the kind")
    .addOption(kindOption(["seen", "batch"]))
    .addHelpText(
      "after",
      `
What was seen is forgotten; labels that were accepted in a batch are taken back. Other labels: \`undertone label ID --clear\`.
JSON: {decision: {id, what, tracks, …} | null, changed}

Examples:
  undertone evidence remove --kind seen
  undertone evidence remove 12 15`,
    )
    .action((ids: string[], options: GlobalOptions & { kind?: WeakKind }) =>
      withSession(options, async ({ call, terminal }) => {
        const { kind } = options;
        const which: CallArgument<"evidence.remove"> = {
          ...(ids.length > 0 ? { ids: ids.map(toCount) } : {}),
          ...(kind === undefined ? {} : { kind }),
        };
        const result = await call("evidence.remove", which);
        terminal.result(result, () => result.decision?.what ?? "There is nothing to remove.");
      }),
    );
}

function kindOption(kinds: readonly string[]): Option {
  return new Option("--kind <kind>", "which kind").choices(kinds);
}

async function list(
  { call }: Session,
  kind: EvidenceKind,
  limit: number,
): Promise<EvidenceList["items"]> {
  const items: EvidenceList["items"] = [];
  for (let after: EvidenceList["next"] | undefined; items.length < limit;) {
    const part = await call("evidence.list", {
      kind,
      limit: Math.min(PART, limit - items.length),
      ...(after ? { after } : {}),
    });
    items.push(...part.items);
    after = part.next;
    if (!after) break;
  }
  return items;
}

function describeSummary({ kinds, learnFromSeen }: EvidenceSummary): string {
  const rows = kinds.map(({ kind, count, learnable, weight }) => [
    WORDS[kind],
    count,
    learnable,
    weight,
  ]);
  const off = learnFromSeen ? "" : "\nSongs that were seen count for nothing: the setting is off.";
  return `${table(["", "tracks", "learnt from", "weight of each"], rows)}${off}`;
}

function describeItems(
  items: EvidenceList["items"],
  kind: EvidenceKind,
  moods: readonly Mood[],
): string {
  if (items.length === 0) return `No tracks ${WORDS[kind]}.`;
  const rows = items.map(({ id, title, artists, mood, at }) => [
    id,
    title,
    artists.join(", "),
    moods.find((one) => one.id === mood)?.name ?? String(mood),
    at,
  ]);
  return `${table(["id", "title", "artists", "mood", "when"], rows)}\n${countOf(items.length, "track")} ${WORDS[kind]}`;
}
