import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { CallArgument } from "../../../../common/contract.ts";
import { contract } from "../../../../common/contract.ts";
import type { Coverage, FetchReport, Provider } from "../../../../common/domain/coverage.ts";
import { settingsSchema } from "../../../../common/domain/settings.ts";
import type { Patience } from "../../../../main/features/chain/breaker.ts";
import { chainHandlers } from "../../../../main/features/chain/handlers.ts";
import type { FeatureProvider } from "../../../../main/features/chain/provider.ts";
import { createProviders } from "../../../../main/features/chain/providers/all.ts";
import { createJobs } from "../../../../main/jobs/jobs.ts";
import type { ImportedTrack } from "../../../../main/library/ingest.ts";
import { Library } from "../../../../main/library/library.ts";
import { createEvents } from "../../../../main/rpc/events.ts";
import type { SpotifyApi } from "../../../../main/spotify/api.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { put, track } from "../../library/support.ts";

const ADDRESSES = {
  reccobeats: "UNDERTONE_RECCOBEATS_URL",
  musicbrainz: "UNDERTONE_MUSICBRAINZ_URL",
  acousticbrainz: "UNDERTONE_ACOUSTICBRAINZ_URL",
  deezer: "UNDERTONE_DEEZER_URL",
} as const;

/** What starts from now on in this test finds these services, and nothing at the addresses of the others. */
export function withServices(
  services: Partial<Record<keyof typeof ADDRESSES, { readonly url: string }>>,
): void {
  for (const [service, name] of Object.entries(ADDRESSES)) {
    const before = process.env[name];
    process.env[name] = services[service as keyof typeof ADDRESSES]?.url ?? "http://127.0.0.1:9";
    onTestFinished(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

/** The n-th id as Spotify writes them. */
export function spotifyId(index: number): string {
  return `track${String(index).padStart(17, "0")}`;
}

export function isrc(index: number): string {
  return `ATX0126${String(index).padStart(5, "0")}`;
}

/** So many tracks without features, with Spotify's ids and ISRCs from 1 on. */
export function songs(count: number): ImportedTrack[] {
  return Array.from({ length: count }, (_, at) => song(at + 1));
}

export function song(index: number, told: Partial<ImportedTrack> = {}): ImportedTrack {
  const uri = `spotify:track:${spotifyId(index)}`;
  return track({ title: `Song ${index}`, uri, isrc: isrc(index), ...told });
}

export type Chain = {
  readonly library: Library;
  readonly fetch: (
    input?: CallArgument<"features.fetch">,
    signal?: AbortSignal,
  ) => Promise<FetchReport>;
  readonly status: () => Promise<Coverage>;
  /** How often it was said that there is something new to learn from. */
  readonly retrained: () => number;
};

/** The chain on a library with these tracks, in a hurry: no pauses, no waits. Services that are not named are off. */
export async function chain(
  tracks: readonly ImportedTrack[],
  options: {
    readonly on?: readonly Provider[];
    readonly data?: string;
    readonly patience?: Partial<Patience>;
    readonly api?: Pick<SpotifyApi, "audioFeatures">;
    readonly providers?: readonly FeatureProvider[];
  } = {},
): Promise<Chain> {
  const { on = ["reccobeats"], data = temporaryFolder() } = options;
  const library = Library.open(join(data, "library.db"));
  const events = createEvents();
  const jobs = createJobs(events);
  onTestFinished(async () => {
    await jobs.close();
    await library.close();
  });
  if (tracks.length > 0) await put(library, tracks);
  const settings = settingsSchema.parse({
    featureProviders: on.map((id) => ({ id, enabled: true })),
  });
  const api = options.api ?? { audioFeatures: () => Promise.reject(new Error("not connected")) };
  let retrained = 0;
  const handlers = chainHandlers({
    library,
    jobs,
    events,
    settings: () => settings,
    retrain: () => void (retrained += 1),
    providers:
      options.providers ?? createProviders(api).map((one) => ({ ...one, pauseMs: 0, parallel: 1 })),
    patience: { backoffMs: 1, longestWaitMs: 60_000, restMs: 600_000, ...options.patience },
  });
  const context = (signal = new AbortController().signal) => ({ signal, report: () => undefined });
  return {
    library,
    async fetch(input = {}, signal) {
      const { input: schema, output } = contract["features.fetch"];
      return output.parse(await handlers["features.fetch"](schema.parse(input), context(signal)));
    },
    async status() {
      const { output } = contract["features.status"];
      return output.parse(await handlers["features.status"]({}, context()));
    },
    retrained: () => retrained,
  };
}

/** A provider's line of a report: all went well unless `told` says otherwise. */
export function line(id: Provider, told: Partial<FetchReport["providers"][number]>) {
  return { id, asked: 0, found: 0, missed: 0, requests: 0, stopped: null, ...told };
}
