import type { Command } from "commander";
import { camelot, keyName } from "../../../../common/domain/key.ts";
import type { Mood } from "../../../../common/domain/mood.ts";
import type { Track } from "../../../../common/domain/track.ts";
import { addFilters, toQuery, type FilterOptions } from "../filters.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { percent, table } from "../terminal.ts";
import { toCount, toWhole } from "../values.ts";

export function addTrackCommands(program: Command): void {
  addFilters(program.command("tracks").description("list tracks of the library"))
    .addHelpText(
      "after",
      `
Examples:
  undertone tracks --text "sigur ros" --sort releaseDate
  undertone tracks --by unsure --sort confidence --limit 20
  undertone tracks --mood happy --with-also
  undertone tracks --mood hype --range tempo=120..140 --range energy=0.8.. --json`,
    )
    .option("--limit <count>", "how many (at most 1000)", toCount, 50)
    .option("--start <row>", "from which row on, 0 being the first", toWhole, 0)
    .action((options: GlobalOptions & FilterOptions & { limit: number; start: number }) =>
      withSession(options, async (session) => {
        const query = await toQuery(session, options);
        const page = await session.call("tracks.query", {
          query,
          start: options.start,
          limit: options.limit,
        });
        const moods = await session.call("moods.list", {});
        session.terminal.result(page, () => {
          const more = page.exact ? `${page.total}` : `more than ${page.total}`;
          return `${trackTable(page.rows, moods)}\n${page.rows.length} of ${more} tracks`;
        });
      }),
    );
  program
    .command("track")
    .description("everything that is known about one track")
    .argument("<id>", "the track's id", toCount)
    .action((id: number, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const detail = await call("tracks.get", { id });
        const moods = await call("moods.list", {});
        terminal.result(detail, () => {
          const values = detail.values.map((value) => [
            value.field,
            value.value,
            value.source,
            value.used ? "used" : "",
            value.at,
          ]);
          const odds = detail.probabilities.map(({ mood, probability, fits }) => [
            nameOf(moods, mood),
            percent(probability),
            percent(fits),
          ]);
          return [
            trackTable([detail.track], moods),
            table(["feature", "value", "source", "", "since"], values),
            table(["mood", "probability", "fits beside others"], odds),
          ].join("\n\n");
        });
      }),
    );
  program
    .command("playlists")
    .description("list the playlists of the library")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const playlists = await call("playlists.list", {});
        terminal.result(playlists, () =>
          table(
            ["id", "name", "tracks", "source"],
            playlists.map((playlist) => [
              playlist.id,
              playlist.name,
              playlist.count,
              playlist.source,
            ]),
          ),
        );
      }),
    );
  program
    .command("stats")
    .description("counts, means, spread and quartiles, overall and per mood")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const stats = await call("stats.library", {});
        terminal.result(stats, () => {
          const head = `${stats.tracks} tracks, ${stats.playlists} playlists, ${stats.labelled} labelled, ${stats.unsure} unsure, ${stats.withoutFeatures} without features`;
          const figures = stats.features.map((row) => [
            row.feature,
            row.count,
            ...[row.mean, row.std, row.min, row.q1, row.median, row.q3, row.max].map(short),
          ]);
          return `${head}\n\n${table(["feature", "count", "mean", "std", "min", "q1", "median", "q3", "max"], figures)}\n\n${table(
            ["mood", "tracks"],
            stats.perMood.map((mood) => [mood.name, mood.count]),
          )}`;
        });
      }),
    );
}

function trackTable(tracks: readonly Track[], moods: readonly Mood[]): string {
  return table(
    ["id", "title", "artists", "mood", "by", "sure", "BPM", "key", "energy", "valence"],
    tracks.map((track) => [
      track.id,
      cut(track.title, 40),
      cut(track.artists.join(", "), 30),
      track.mood ? nameOf(moods, track.mood.id) : "–",
      track.mood?.by ?? "",
      percent(track.mood?.confidence ?? null),
      short(track.features.tempo),
      [
        camelot(track.features.key, track.features.mode),
        keyName(track.features.key, track.features.mode),
      ]
        .filter(Boolean)
        .join(" "),
      short(track.features.energy),
      short(track.features.valence),
    ]),
  );
}

function nameOf(moods: readonly Mood[], id: number): string {
  return moods.find((mood) => mood.id === id)?.name ?? String(id);
}

function short(value: number | null): string {
  return value === null ? "–" : String(Number(value.toPrecision(4)));
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
