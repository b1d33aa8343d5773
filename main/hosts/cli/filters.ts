import type { Command } from "commander";
import { fold } from "../../../common/domain/fold.ts";
import type { MoodSummary, Range } from "../../../common/domain/mood.ts";
import {
  trackQuerySchema,
  trackSortSchema,
  type TrackQuery,
} from "../../../common/domain/track.ts";
import { AppError } from "../../../common/errors.ts";
import { matchesPlaylist } from "../../../common/domain/playlist-ref.ts";
import type { Session } from "./session.ts";
import { collect, toRange } from "./values.ts";

export type FilterOptions = {
  readonly text?: string;
  readonly mood?: string;
  readonly withAlso?: boolean;
  readonly by?: string;
  readonly playlist?: string;
  readonly missingFeatures?: boolean;
  readonly range?: readonly string[];
  readonly sort?: string;
  readonly desc?: boolean;
};

/** The options that say which tracks, the same on every command. `moodOption` is free for commands that set a mood. */
export function addFilters(command: Command, moodOption = "--mood <mood>"): Command {
  return command
    .option("--text <words>", "words in title, artists or album")
    .option(moodOption, "only tracks in this mood (name or id, or none)")
    .option("--with-also", "with a mood: also tracks that have it as a further one")
    .option("--by <who>", "labelled, guess or unsure")
    .option("--playlist <playlist>", "only tracks of this playlist (name, URL, URI or id)")
    .option("--missing-features", "only tracks without audio features")
    .option(
      "--range <feature=low..high>",
      "only values in this range, e.g. tempo=90..110 (repeatable)",
      collect,
    )
    .option("--sort <column>", `${trackSortSchema.options.join(", ")} (position: in --playlist)`)
    .option("--desc", "from the highest to the lowest");
}

/** Throws AppError `bad_input` or `not_found` with the option that is wrong. */
export async function toQuery(session: Session, options: FilterOptions): Promise<TrackQuery> {
  const raw: Record<string, unknown> = { descending: options.desc ?? false };
  if (options.playlist !== undefined) raw["sort"] = "position";
  if (options.text !== undefined) raw["text"] = options.text;
  if (options.by !== undefined) raw["by"] = options.by;
  if (options.sort !== undefined) raw["sort"] = options.sort;
  if (options.missingFeatures) raw["missing"] = "features";
  if (options.mood !== undefined) {
    raw["mood"] = options.mood === "none" ? "none" : (await findMood(session, options.mood)).id;
  }
  if (options.withAlso) raw["withAlso"] = true;
  if (options.playlist !== undefined)
    raw["playlist"] = await findPlaylist(session, options.playlist);
  if (options.range && options.range.length > 0) {
    raw["ranges"] = Object.fromEntries(options.range.map(parseRange));
  }
  const parsed = trackQuerySchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError(
    "bad_input",
    `--${issue?.path.join(".") ?? "filter"}: ${issue?.message ?? "does not fit"}`,
  );
}

/** By name (accents and case aside) or id. Throws AppError `not_found`. */
export async function findMood(session: Session, wanted: string): Promise<MoodSummary> {
  const moods = await session.call("moods.list", {});
  const found =
    moods.find((mood) => fold(mood.name) === fold(wanted)) ??
    moods.find((mood) => String(mood.id) === wanted);
  if (found) return found;
  throw new AppError(
    "not_found",
    `There is no mood “${wanted}”. There are: ${moods.map((mood) => mood.name).join(", ")}.`,
  );
}

async function findPlaylist(session: Session, wanted: string): Promise<number> {
  const playlists = await session.call("playlists.list", {});
  const found =
    playlists.find((playlist) => matchesPlaylist(wanted, playlist)) ??
    playlists.find((playlist) => String(playlist.id) === wanted);
  if (found) return found.id;
  throw new AppError(
    "not_found",
    `There is no playlist “${wanted}” in the library; \`playlists\` lists them.`,
  );
}

function parseRange(text: string): [string, Range] {
  const [name = "", bounds = ""] = text.split("=", 2);
  const range = toRange(bounds);
  if (name !== "" && range) return [name, range];
  throw new AppError(
    "bad_input",
    `--range ${text}: write it as feature=low..high, e.g. tempo=90..110 or energy=0.8..`,
  );
}
