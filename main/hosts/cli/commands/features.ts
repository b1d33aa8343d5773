import type { Command } from "commander";
import {
  PROVIDERS,
  providerSchema,
  type Coverage,
  type FetchReport,
  type GapReason,
  type Provider,
} from "../../../../common/domain/coverage.ts";
import { camelot, keyName } from "../../../../common/domain/key.ts";
import type { TrackDetail } from "../../../../common/domain/track.ts";
import { AppError } from "../../../../common/errors.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { toOwnValues, type OwnValue } from "../own-values.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";
import { toCount } from "../values.ts";

const GAPS: Readonly<Record<GapReason, string>> = {
  not_asked: "no service was asked yet (undertone features fetch)",
  not_known: "the services that were asked do not know them",
  no_id: "they have neither a Spotify URI nor an ISRC",
  broken_file: "their sound file cannot be read",
};

export function addFeatureCommands(program: Command): void {
  const features = program
    .command("features")
    .description(
      "audio features: what is known from where, what services tell, and your own values",
    );
  features
    .command("status")
    .description("which tracks have which fields from where, and why the rest have none")
    .action((options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const coverage = await call("features.status", {});
        terminal.result(coverage, () => describeCoverage(coverage));
      }),
    );
  features
    .command("fetch")
    .description("ask the services that are switched on about tracks that lack something")
    .option("--provider <name...>", `these alone, also if switched off: ${PROVIDERS.join(", ")}`)
    .option("--again", "also what a service did not know in the last ten days")
    .addHelpText(
      "after",
      `
ReccoBeats is on, the others are off until you switch them on in the settings or name them. A fetch that was stopped goes
on where it ended. The exit code is 10 where no service could be asked to the end; what did come in is kept.

Examples:
  undertone features fetch
  undertone features fetch --provider deezer --again`,
    )
    .action((options: GlobalOptions & { provider?: string[]; again?: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const named = options.provider?.map(toProvider);
        const report = await call("features.fetch", {
          again: options.again ?? false,
          ...(named ? { providers: named } : {}),
        });
        terminal.result(report, () => describeFetch(report));
        if (report.providers.every(({ stopped }) => stopped !== null))
          process.exitCode = EXIT_CODES.unavailable;
      }),
    );
  features
    .command("set")
    .description("put your own value over the others, or take it back with “-”")
    .argument("<id>", "the track's id", toCount)
    .argument("<feature>", "tempo, key, energy, …")
    .argument("<value>", "a number; a key (8A, “F# minor”); half or double of the tempo; or -")
    .addHelpText(
      "after",
      `
A key that says major or minor sets the mode, too.

Examples:
  undertone features set 12 tempo 174
  undertone features set 12 tempo half
  undertone features set 12 key 8A
  undertone features set 12 key "F# minor"
  undertone features set 12 tempo -`,
    )
    .action((id: number, feature: string, value: string, options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        let detail = await call("tracks.get", { id });
        const values = toOwnValues(feature, value, detail.track.features);
        for (const own of values) detail = await call("tracks.setFeature", { id, ...own });
        terminal.result(detail, () => describeTrack(detail, values));
      }),
    );
}

function describeTrack({ track }: TrackDetail, values: readonly OwnValue[]): string {
  const words = values.map(({ field }) => {
    const { key, mode } = track.features;
    const value = field === "key" ? keyName(key, mode) : track.features[field];
    const wheel = field === "key" ? camelot(key, mode) : null;
    return `${field} is ${value ?? "not known"}${wheel === null ? "" : ` (${wheel})`}`;
  });
  return `${track.title}: ${words.join(", ")}.`;
}

function toProvider(name: string): Provider {
  const parsed = providerSchema.safeParse(name.toLowerCase());
  if (parsed.success) return parsed.data;
  throw new AppError(
    "bad_input",
    `“${name}” is no service that Undertone asks. Services: ${PROVIDERS.join(", ")}.`,
  );
}

function describeCoverage({ tracks, complete, some, none, ...rest }: Coverage): string {
  const fields = rest.fields.map(({ field, known, by }) => [
    field,
    known,
    by.map(({ source, tracks }) => `${source} ${tracks}`).join(", "),
  ]);
  const providers = rest.providers.map((one) => [
    one.name,
    one.enabled ? "on" : "off",
    one.known,
    one.missed,
    one.due,
    one.until === null
      ? (one.problem ?? "")
      : `${one.problem ?? ""} Left alone until ${new Date(one.until).toLocaleString("en-GB")}.`,
  ]);
  return [
    `${tracks} tracks: ${complete} with every feature, ${some} with some, ${none} with none.`,
    ...rest.gaps.map(({ reason, tracks }) => `  ${tracks} have none: ${GAPS[reason]}.`),
    "",
    table(["field", "known", "from"], fields),
    "",
    table(["service", "", "known", "not known", "to ask", ""], providers),
  ].join("\n");
}

function describeFetch({ asked, found, providers }: FetchReport): string {
  const rows = providers.map((one) => [
    one.id,
    one.asked,
    one.found,
    one.missed,
    one.requests,
    one.stopped ?? "",
  ]);
  return [
    `Something new is known of ${found} of the ${asked} tracks that were asked about.`,
    table(["service", "asked", "found", "not known", "requests", ""], rows),
  ].join("\n");
}
