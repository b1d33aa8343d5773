import type { FetchReport, Provider } from "../../../common/domain/coverage.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { TrackTarget } from "../../../common/domain/track.ts";
import { AppError } from "../../../common/errors.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library } from "../../library/library.ts";
import type { CallContext, Handlers } from "../../rpc/dispatch.ts";
import type { Events } from "../../rpc/events.ts";
import type { SpotifyApi } from "../../spotify/api.ts";
import { providerAddresses } from "./addresses.ts";
import { askProvider, PATIENCE, type Patience } from "./ask.ts";
import { dueTracks } from "./due.ts";
import type { FeatureProvider } from "./provider.ts";
import { acousticbrainz } from "./providers/acousticbrainz.ts";
import { deezer } from "./providers/deezer.ts";
import { reccobeats } from "./providers/reccobeats.ts";
import { spotify } from "./providers/spotify.ts";
import { coverage, isEnabled } from "./status.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly api: Pick<SpotifyApi, "audioFeatures">;
  /** Called when what the model looks at has changed. */
  readonly retrain: () => void;
  readonly patience?: Patience;
};

export function chainHandlers(deps: Deps): Pick<Handlers, "features.status" | "features.fetch"> {
  const { library, jobs, settings } = deps;
  const providers = inOrder(createProviders(deps.api), settings);
  return {
    "features.status": () => coverage(library, providers(), settings()),
    "features.fetch": (input, context) =>
      jobs.run(
        {
          kind: "fetch",
          title: "Finding audio features",
          work: (running) =>
            fetchFeatures(deps, chosen(providers(), input.providers, settings()), input, running),
          outcome: describe,
        },
        context,
      ),
  };
}

/** The chain: who comes first is asked first, and who comes later is asked about what is missing then. */
async function fetchFeatures(
  { library, events, settings, retrain, patience = PATIENCE }: Deps,
  providers: readonly FeatureProvider[],
  input: { readonly target?: TrackTarget | undefined; readonly again: boolean },
  context: CallContext,
): Promise<FetchReport> {
  const only = input.target
    ? new Set(await library.targetIds(input.target, settings().unsureBelow))
    : null;
  const told: FetchReport["providers"] = [];
  try {
    for (const provider of providers) {
      context.signal.throwIfAborted();
      const due = await dueTracks(library, provider, { again: input.again, only }, Date.now());
      const answer = await askProvider(library, provider, due, patience, context);
      told.push(answer);
      // The next one is asked about what is still missing.
      if (answer.found > 0) await library.reload();
    }
  } finally {
    await library.reload();
    events.emit({ type: "changed", tables: ["tracks", "features"] });
    retrain();
  }
  const sum = (field: "asked" | "found" | "missed") =>
    told.reduce((total, one) => total + one[field], 0);
  return { asked: sum("asked"), found: sum("found"), missed: sum("missed"), providers: told };
}

function createProviders(api: Pick<SpotifyApi, "audioFeatures">): FeatureProvider[] {
  const addresses = providerAddresses();
  return [
    reccobeats(addresses.reccobeats),
    spotify((ids, signal) => api.audioFeatures(ids, signal)),
    acousticbrainz(addresses),
    deezer(addresses.deezer),
  ];
}

function inOrder(
  providers: readonly FeatureProvider[],
  settings: () => Settings,
): () => FeatureProvider[] {
  const place = (id: Provider) => {
    const at = settings().featureProviders.findIndex((one) => one.id === id);
    return at < 0 ? Infinity : at;
  };
  return () => providers.toSorted((a, b) => place(a.id) - place(b.id));
}

/** Who is named is asked, whether switched on or not: naming is consent. Throws AppError `unavailable` for nobody. */
function chosen(
  providers: readonly FeatureProvider[],
  named: readonly Provider[] | undefined,
  settings: Settings,
): FeatureProvider[] {
  const list = providers.filter(({ id }) => (named ? named.includes(id) : isEnabled(settings, id)));
  if (list.length > 0) return list;
  throw new AppError(
    "unavailable",
    "No service is switched on that could be asked for features. Switch one on in the settings, or analyse your own files.",
  );
}

function describe(report: FetchReport): string {
  const stopped = report.providers.flatMap((one) => (one.stopped === null ? [] : [one.stopped]));
  const words =
    report.asked === 0 && stopped.length === 0
      ? "Nothing to ask: everything is known, or was asked about of late."
      : `${report.found} of ${report.asked} tracks found.`;
  return [words, ...stopped].join(" ");
}
