import { InvalidArgumentError, type Command } from "commander";
import {
  theirEditsChoiceSchema,
  type Plan,
  type TheirEditsChoice,
} from "../../../../common/domain/mood-playlist.ts";
import { AppError } from "../../../../common/errors.ts";
import { askYes } from "../ask.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { findMood } from "../filters.ts";
import {
  describePlan,
  describePlaylists,
  describeReceipt,
  describeReceipts,
} from "../playlist-reports.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { countOf } from "../terminal.ts";
import { toCount } from "../values.ts";
import { addRules } from "./playlist-rules.ts";

/** Below `playlists`, which by itself lists those of the library: the mood playlists on Spotify. */
export function addPlaylistCommands(program: Command): void {
  const playlists = program.commands.find((command) => command.name() === "playlists");
  if (!playlists) return;
  playlists
    .description("list the playlists of the library; or keep one for each mood on Spotify")
    .addHelpText("after", HELP);
  playlists
    .command("list")
    .description("the moods with their playlists on Spotify, and what was written last")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const [list, receipts] = [
          await call("moodPlaylists.list", {}),
          await call("moodPlaylists.receipts", {}),
        ];
        terminal.result({ playlists: list, receipts }, () =>
          [describePlaylists(list), describeReceipts(receipts)].filter(Boolean).join("\n\n"),
        );
      }),
    );
  addPlan(playlists);
  addApply(playlists);
  playlists
    .command("undo")
    .description("put back what was there before; playlists that were made go off your list")
    .argument("[receipt]", "which one (default: the last that was not undone)", toCount)
    .option("--yes", "do not ask")
    .action((id: number | undefined, options: GlobalOptions & { readonly yes?: boolean }) =>
      withSession(options, (session) => undo(session, id, options.yes ?? false)),
    );
  addRules(playlists);
}

type PlanOptions = GlobalOptions & {
  readonly mood?: readonly string[];
  readonly recreate?: boolean;
};

function addPlan(playlists: Command): void {
  playlists
    .command("plan")
    .description("tell what would change on Spotify; writes nothing")
    .option("--mood <names...>", "only these moods, chosen or not (names or ids)")
    .option("--recreate", "make playlists anew that were deleted on Spotify")
    .addHelpText("after", PLAN_JSON)
    .action((options: PlanOptions) =>
      withSession(options, async (session) => {
        const plan = await makePlan(session, options);
        session.terminal.result(plan, () => describePlan(plan));
      }),
    );
}

type ApplyOptions = PlanOptions & {
  readonly theirs?: TheirEditsChoice;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
};

function addApply(playlists: Command): void {
  playlists
    .command("apply")
    .description("carry a plan out, or go on with one that stopped; without one, plan first")
    .argument("[plan]", "the plan's number", toCount)
    .option(
      "--theirs <choice>",
      "what was changed by hand: keep (write nothing there), ours (as the rules say) or merge",
      toChoice,
    )
    .option("--mood <names...>", "without a plan: only these moods")
    .option("--recreate", "without a plan: make playlists anew that were deleted on Spotify")
    .option("--dry-run", "plan, and write nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", RECEIPT_JSON)
    .action((id: number | undefined, options: ApplyOptions) =>
      withSession(options, (session) => apply(session, id, options)),
    );
}

async function apply(
  session: Session,
  id: number | undefined,
  options: ApplyOptions,
): Promise<void> {
  const { call, terminal } = session;
  if (id === undefined || options.dryRun) {
    if (id !== undefined) {
      throw new AppError(
        "bad_input",
        "--dry-run makes a plan of its own: leave the number out, or leave --dry-run out.",
      );
    }
    const plan = await makePlan(session, options);
    if (options.dryRun) return terminal.result(plan, () => describePlan(plan));
    const edited = plan.playlists.filter(({ theirs }) => theirs !== null);
    if (plan.requests === 0 && edited.length === 0) {
      return terminal.result(plan, () => describePlan(plan));
    }
    if (!options.yes) {
      if (!session.json) process.stderr.write(`${describePlan(plan)}\n\n`);
      await askYes(`Writing that to Spotify takes ${countOf(plan.requests, "request")}.`);
    }
    return carryOut(session, plan, options.theirs);
  }
  const receipts = await call("moodPlaylists.receipts", { limit: 200 });
  const begun = receipts.some(({ plan, state }) => plan === id && state === "stopped");
  if (!begun && !options.yes) await askYes(`Plan ${id} is written to Spotify.`);
  return carryOut(session, { id }, options.theirs);
}

async function carryOut(
  { call, terminal }: Session,
  plan: Pick<Plan, "id"> & Partial<Plan>,
  choice: TheirEditsChoice | undefined,
): Promise<void> {
  const moods = plan.playlists?.map(({ mood }) => mood) ?? [];
  const all = plan.playlists ? moods : (await call("moods.list", {})).map(({ id }) => id);
  const theirs = choice === undefined ? [] : all.map((mood) => ({ mood, choice }));
  const receipt = await call("moodPlaylists.apply", { plan: plan.id, theirs });
  terminal.result(receipt, () => describeReceipt(receipt));
  if (receipt.state === "stopped") process.exitCode = EXIT_CODES[receipt.code ?? "unavailable"];
  else if (receipt.playlists.some(({ state }) => state === "failed")) {
    process.exitCode = EXIT_CODES.conflict;
  }
}

async function undo(session: Session, id: number | undefined, yes: boolean): Promise<void> {
  const { call, terminal } = session;
  const receipts = await call("moodPlaylists.receipts", { limit: 200 });
  const last = receipts.find(
    ({ state, playlists }) =>
      state !== "undone" && playlists.some((one) => one.state === "done" || one.created),
  );
  const receipt = id ?? last?.id;
  if (receipt === undefined) {
    throw new AppError("not_found", "There is nothing to undo: no mood playlist was written.");
  }
  if (!yes) await askYes(`What receipt ${receipt} changed on Spotify is put back.`);
  const result = await call("moodPlaylists.undo", { receipt });
  terminal.result(result, () => describeReceipt(result));
  if (result.state === "stopped") process.exitCode = EXIT_CODES[result.code ?? "unavailable"];
  else if (result.state !== "undone") process.exitCode = EXIT_CODES.conflict;
}

async function makePlan(session: Session, options: PlanOptions): Promise<Plan> {
  const moods = await Promise.all((options.mood ?? []).map((name) => findMood(session, name)));
  return session.call("moodPlaylists.plan", {
    recreate: options.recreate ?? false,
    ...(moods.length === 0 ? {} : { moods: moods.map(({ id }) => id) }),
  });
}

function toChoice(text: string): TheirEditsChoice {
  const choice = theirEditsChoiceSchema.safeParse(text);
  if (choice.success) return choice.data;
  throw new InvalidArgumentError("It takes keep, ours or merge.");
}

const HELP = `
JSON of the list: [{id, name, externalId, source, count}]

Choose moods with \`set\`, look at what would change with \`plan\`, write it with \`apply\`. Nothing that
Undertone did not make is ever written to, and \`undo\` puts back what was there.

Examples:
  undertone playlists set chill --order energyUp --min-confidence 0.8
  undertone playlists plan
  undertone playlists apply --yes
  undertone playlists undo`;

const PLAN_JSON = `
JSON: {id, at, requests, playlists: [{mood, moodName, name, externalId, action, reason, added, removed,
moved, described, total, theirs, left, leftCount, requests}]}; action is create, update, nothing or missing

Examples:
  undertone playlists plan
  undertone playlists plan --mood chill --json`;

const RECEIPT_JSON = `
JSON: {id, plan, at, state, undoing, reason, code, requests, playlists: [{mood, name, externalId, state, created,
added, removed, moved, before, after, reason}]}; the plan where there is nothing to do, or with --dry-run

Ends with 5 where edits by hand wait for --theirs or a playlist could not be written, with 12 where
Spotify's quota stopped it and with 10 where the network did; \`apply PLAN\` goes on from there.

Examples:
  undertone playlists apply
  undertone playlists apply 7 --yes --theirs merge`;
