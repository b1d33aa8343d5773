import type { Command } from "commander";
import type {
  RemotePlaylist,
  SyncedPlaylist,
  SyncEstimate,
  SyncReport,
} from "../../../../common/domain/spotify.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { countOf, table } from "../terminal.ts";
import { collect, toCount } from "../values.ts";

type SyncOptions = GlobalOptions & {
  readonly playlist?: readonly string[];
  readonly full?: boolean;
  readonly maxTracks?: number;
  readonly dryRun?: boolean;
};

export function addSyncCommands(program: Command): void {
  program
    .command("sync")
    .description("bring your playlists and Liked Songs on Spotify into the library")
    .option(
      "--playlist <playlist>",
      "only this one, chosen or not: name, URL, URI or id; “liked” is Liked Songs (repeatable)",
      collect,
    )
    .option("--full", "ask for everything, also what seems unchanged")
    .option("--max-tracks <count>", "stop after that many songs; the next sync goes on", toCount)
    .option("--dry-run", "tell what it would ask of Spotify, and sync nothing")
    .addHelpText(
      "after",
      `
JSON: {added, updated, unchanged, playlists: [{id, name, state, added, removed, reason, marks}],
requests, stopped: {reason, message, until} | null}; with --dry-run
{requests, playlists, unchanged, quota, enough}

Ends with 12 where Spotify's quota stopped it, with 10 where the network did; what was fetched
is kept, and the same command goes on from there.

Examples:
  undertone sync --dry-run
  undertone sync
  undertone sync --playlist liked --playlist "Sunday Coffee"`,
    )
    .action(runSync);
}

async function runSync(options: SyncOptions): Promise<void> {
  await withSession(options, async ({ call, terminal }) => {
    if (options.dryRun) {
      await call("spotify.playlists", { refresh: true });
      const told = await call("spotify.estimate", { full: options.full ?? false });
      terminal.result(told, () => describeEstimate(told));
      return;
    }
    const report = await call("spotify.sync", {
      full: options.full ?? false,
      maxTracks: options.maxTracks ?? null,
      ...(options.playlist === undefined ? {} : { playlists: [...options.playlist] }),
    });
    terminal.result(report, () => describe(report));
    if (report.stopped) process.exitCode = STOPPED[report.stopped.reason];
  });
}

const STOPPED = {
  quota: EXIT_CODES.quota_exceeded,
  offline: EXIT_CODES.offline,
  limit: 0,
} as const;

/** Below `spotify`: which playlists there are, and which of them a sync takes. */
export function addPlaylistChoiceCommands(spotify: Command): void {
  spotify
    .command("playlists")
    .description("your playlists on Spotify, and which of them a sync takes")
    .option("--refresh", "ask Spotify (one request for each 50 playlists, and one or two more)")
    .addHelpText("after", LIST_HELP)
    .action((options: GlobalOptions & { readonly refresh?: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const playlists = await call("spotify.playlists", { refresh: options.refresh ?? false });
        terminal.result(playlists, () => describePlaylists(playlists));
      }),
    );
  for (const chosen of [true, false]) {
    spotify
      .command(chosen ? "choose" : "leave")
      .description(
        chosen ? "let a sync take these playlists" : "let a sync leave these playlists out",
      )
      .argument("<ids...>", "their ids, as `spotify playlists` lists them; “liked” is Liked Songs")
      .addHelpText("after", LIST_HELP)
      .action((ids: string[], options: GlobalOptions) =>
        withSession(options, async ({ call, terminal }) => {
          const playlists = await call("spotify.choose", { ids, chosen });
          terminal.result(playlists, () => describePlaylists(playlists));
        }),
      );
  }
}

const LIST_HELP = `
JSON: [{id, name, owner, count, readable, reason, chosen, ours, syncedAt, changed}]`;

function describe(report: SyncReport): string {
  const { added, updated, unchanged, playlists, requests, stopped } = report;
  const lines = [
    `${countOf(added, "song")} added, ${updated} updated, ${unchanged} unchanged, in ${countOf(requests, "request")}.`,
  ];
  const changed = playlists.filter(({ state }) => state === "synced");
  if (changed.length > 0) {
    const rows = changed.map((one) => [one.name, one.added, one.removed, remarks(one)]);
    lines.push("", table(["playlist", "added", "removed", "remarks"], rows));
  }
  const same = playlists.filter(({ state }) => state === "unchanged").length;
  if (same > 0) lines.push("", `${countOf(same, "playlist is", "playlists are")} unchanged.`);
  const left = playlists.filter(({ state }) => state === "left");
  if (left.length > 0)
    lines.push("", `${countOf(left.length, "playlist was", "playlists were")} left:`);
  for (const { name, reason } of left) lines.push(`  ${name}: ${reason ?? ""}`);
  if (stopped) lines.push("", stopped.message);
  return lines.join("\n");
}

function remarks({ marks }: SyncedPlaylist): string {
  return [
    [marks.episodes, "episodes"],
    [marks.local, "local files"],
    [marks.missing, "empty places"],
    [marks.unavailable, "not available"],
    [marks.relinked, "replaced by Spotify"],
    [marks.twice, "there twice"],
  ]
    .flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]))
    .join(", ");
}

function describeEstimate({ requests, playlists, unchanged, quota, enough }: SyncEstimate): string {
  const first = `About ${countOf(requests, "request")} for ${countOf(playlists, "playlist")} (${unchanged} unchanged); ${quota.used} of ${quota.limit} a day are used.`;
  return enough
    ? first
    : `${first}\nThat is more than is left today: the sync would stop, and the next one go on from there.`;
}

function describePlaylists(playlists: readonly RemotePlaylist[]): string {
  if (playlists.length === 0) return "Nothing is listed yet; --refresh asks Spotify.";
  const rows = playlists.map((one) => [
    one.readable ? (one.chosen ? "yes" : "no") : "–",
    one.name,
    one.count ?? "",
    one.ours ? "made by Undertone" : (one.owner ?? ""),
    one.readable ? (one.syncedAt ?? "never") : "cannot be read",
    one.id,
  ]);
  const list = table(["sync", "playlist", "items", "owner", "synced", "id"], rows);
  const reason = playlists.find((one) => one.reason !== null)?.reason;
  return reason === undefined || reason === null
    ? list
    : `${list}\n\nWhat cannot be read: --json tells why for each playlist.`;
}
