import { InvalidArgumentError, type Command } from "commander";
import {
  playlistOrderSchema,
  PLAYLIST_ORDERS,
  type MoodPlaylistPatch,
} from "../../../../common/domain/mood-playlist.ts";
import { findMood } from "../filters.ts";
import { describePlaylists } from "../playlist-reports.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { toCount, toWhole } from "../values.ts";

type SetOptions = GlobalOptions & {
  readonly chosen?: boolean;
  readonly name?: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly order?: (typeof PLAYLIST_ORDERS)[number];
  readonly minConfidence?: number;
  readonly labelledOnly?: boolean;
  readonly withAlso?: boolean;
  readonly maxLength?: number | "none";
  readonly artistGap?: number;
  readonly exclude?: readonly number[];
  readonly custom?: readonly number[];
};

/** `playlists set`: which moods have a playlist, and what goes into it. */
export function addRules(playlists: Command): void {
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
      ...given("maxLength", options.maxLength === "none" ? null : options.maxLength),
      ...given("artistGap", options.artistGap),
      ...given("exclude", options.exclude),
      ...given("custom", options.custom),
    },
  };
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

/** Not null: commander makes an empty text of it. */
function toLength(text: string): number | "none" {
  return text === "none" ? text : toCount(text);
}

function toIds(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, ...text.split(",").map((id) => toCount(id.trim()))];
}
