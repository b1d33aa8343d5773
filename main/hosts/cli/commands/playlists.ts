import { InvalidArgumentError, type Command } from "commander";
import {
  playlistOrderSchema,
  PLAYLIST_ORDERS,
  theirEditsChoiceSchema,
  type MoodPlaylistPatch,
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
import { toCount, toWhole } from "../values.ts";

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
  addSet(playlists);
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

type SetOptions = GlobalOptions & {
  readonly chosen?: boolean;
  readonly name?: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly order?: (typeof PLAYLIST_ORDERS)[number];
  readonly minConfidence?: number;
  readonly labelledOnly?: boolean;
  readonly withAlso?: boolean;
  readonly maxLength?: number | null;
  readonly artistGap?: number;
  readonly exclude?: readonly number[];
  readonly custom?: readonly number[];
};

function addSet(playlists: Command): void {
  playlists
    .command("set")
    .description("choose a mood to have a playlist, and say what goes into it")
    .argument("<mood>", "name or id")
    .option("--chosen <yes|no>", "whether it has a playlist (default: yes)", toYes, true)
    .option("--name <name>", "its name; “” is the usual one")
    .option("--description <text>", "its description; “” is the usual one")
    .option("--public <yes|no>", "show it on your profile", toYes)
    .option("--order <order>", PLAYLIST_ORDERS.join(", "), toOrder)
    .option("--min-confidence <share>", "leave out guesses below, e.g. 0.8", toShare)
    .option("--labelled-only <yes|no>", "no guesses at all", toYes)
    .option("--with-also <yes|no>", "songs too that have it as a further mood", toYes)
    .option("--max-length <songs>", "at most so many, the surest first; none = no limit", toLength)
    .option("--artist-gap <songs>", "so many songs between two of one artist", toWhole)
    .option("--exclude <ids...>", "tracks that stay out, in place of those from before", toIds)
    .option("--custom <ids...>", "tracks in this order, for --order custom", toIds)
    .addHelpText(
      "after",
      "\nJSON: the mood's playlist, as `playlists list` has it\n\nExample:\n  undertone playlists set chill --order energyUp --max-length 100",
    )
    .action((mood: string, options: SetOptions) =>
      withSession(options, async (session) => {
        const { id } = await findMood(session, mood);
        const patch = toPatch(id, options);
        const playlist = await session.call("moodPlaylists.update", patch);
        session.terminal.result(playlist, () => describePlaylists([playlist]));
      }),
    );
}

function toPatch(mood: number, options: SetOptions): MoodPlaylistPatch {
  const given = <Value>(name: string, value: Value | undefined) =>
    value === undefined ? {} : { [name]: value };
  return {
    mood,
    ...given("chosen", options.chosen),
    ...given("name", options.name === "" ? null : options.name),
    ...given("description", options.description === "" ? null : options.description),
    ...given("public", options.public),
    rules: {
      ...given("order", options.order),
      ...given("minConfidence", options.minConfidence),
      ...given("labelledOnly", options.labelledOnly),
      ...given("withAlso", options.withAlso),
      ...given("maxLength", options.maxLength),
      ...given("artistGap", options.artistGap),
      ...given("exclude", options.exclude),
      ...given("custom", options.custom),
    },
  };
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

function toOrder(text: string): (typeof PLAYLIST_ORDERS)[number] {
  const order = playlistOrderSchema.safeParse(text);
  if (order.success) return order.data;
  throw new InvalidArgumentError(`It takes ${PLAYLIST_ORDERS.join(", ")}.`);
}

function toYes(text: string): boolean {
  if (/^(yes|true|on)$/i.test(text)) return true;
  if (/^(no|false|off)$/i.test(text)) return false;
  throw new InvalidArgumentError("It takes yes or no.");
}

function toShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== "" && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError("It takes a number from 0 to 1.");
}

function toLength(text: string): number | null {
  return text === "none" ? null : toCount(text);
}

function toIds(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, ...text.split(",").map((id) => toCount(id.trim()))];
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
