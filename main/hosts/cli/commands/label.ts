import type { Command } from "commander";
import type { LabelChange } from "../../../../common/domain/label.ts";
import type { TrackTarget } from "../../../../common/domain/track.ts";
import { AppError } from "../../../../common/errors.ts";
import { addFilters, findMood, toQuery, type FilterOptions } from "../filters.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { toCount } from "../values.ts";

type LabelOptions = GlobalOptions &
  FilterOptions & {
    readonly mood?: string;
    readonly inMood?: string;
    readonly also?: string;
    readonly notAlso?: string;
    readonly accept?: boolean;
    readonly clear?: boolean;
    readonly matching?: boolean;
    readonly dryRun?: boolean;
  };

export function addLabelCommands(program: Command): void {
  addFilters(
    program
      .command("label")
      .description("set the mood of tracks: by id, or of all that the filters find (--matching)")
      .argument("[ids...]", "track ids")
      .option("--mood <mood>", "this is their mood")
      .option("--also <mood>", "a further mood beside the primary one")
      .option("--not-also <mood>", "take a further mood away")
      .option("--accept", "the guess is right")
      .option("--clear", "take my label away")
      .option("--matching", "for all tracks that the filters find")
      .option("--dry-run", "say how many tracks it is for and change nothing")
      .addHelpText(
        "after",
        `
Here --mood sets the mood; --in-mood filters by the mood that tracks are in now.

Examples:
  undertone label 12 15 --mood study
  undertone label 12 --also happy
  undertone label --matching --in-mood chill --by guess --range energy=0.8.. --mood hype --dry-run
  undertone label --matching --by unsure --range confidence=0.5.. --accept`,
      ),
    "--in-mood <mood>",
  ).action((ids: string[], options: LabelOptions) =>
    withSession(options, async (session) => {
      const target = await toTarget(session, ids, options);
      if (options.dryRun) {
        const total =
          "ids" in target
            ? target.ids.length
            : (await session.call("tracks.query", { query: target.query, limit: 1 })).total;
        session.terminal.result(
          { tracks: total, dryRun: true },
          () => `It is for ${total} tracks; nothing was changed.`,
        );
        return;
      }
      const result = await session.call("labels.change", await toChange(session, target, options));
      session.terminal.result(
        result,
        () => result.decision?.what ?? "Nothing to change: it is so already.",
      );
    }),
  );
}

async function toTarget(
  session: Session,
  ids: readonly string[],
  options: LabelOptions,
): Promise<TrackTarget> {
  if (ids.length > 0 === (options.matching ?? false)) {
    throw new AppError(
      "bad_input",
      "Say which tracks: their ids, or --matching with filters such as --text or --range.",
    );
  }
  if (ids.length > 0) return { ids: ids.map(toCount) };
  const { mood: _, inMood, ...filters } = options;
  return {
    query: await toQuery(session, inMood === undefined ? filters : { ...filters, mood: inMood }),
  };
}

async function toChange(
  session: Session,
  target: TrackTarget,
  options: LabelOptions,
): Promise<LabelChange> {
  const { mood, also, notAlso, accept, clear } = options;
  const wishes = [mood, also, notAlso, accept, clear].filter((wish) => wish !== undefined);
  if (wishes.length !== 1) {
    throw new AppError(
      "bad_input",
      "Say one thing to do: --mood, --also, --not-also, --accept or --clear.",
    );
  }
  if (mood !== undefined) return { kind: "set", target, mood: (await findMood(session, mood)).id };
  if (also !== undefined) return { kind: "also", target, mood: (await findMood(session, also)).id };
  if (notAlso !== undefined)
    return { kind: "notAlso", target, mood: (await findMood(session, notAlso)).id };
  return accept ? { kind: "accept", target } : { kind: "clear", target };
}
