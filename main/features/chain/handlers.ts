import type { FetchReport, Provider } from "../../../common/domain/coverage.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import type { TrackTarget } from "../../../common/domain/track.ts";
import { AppError } from "../../../common/errors.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library } from "../../library/library.ts";
import { unsureBelow } from "../../library/models.ts";
import type { CallContext, Handlers } from "../../rpc/dispatch.ts";
import type { Events } from "../../rpc/events.ts";
import { askProvider } from "./ask.ts";
import { PATIENCE, type Patience } from "./breaker.ts";
import { dueTracks } from "./due.ts";
import type { FeatureProvider } from "./provider.ts";
import { coverage, isEnabled } from "./status.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly providers: readonly FeatureProvider[];
  /** Called when what the model looks at has changed. */
  readonly retrain: () => void;
  readonly patience?: Patience;
};

export function chainHandlers(deps: Deps): Pick<Handlers, "features.status" | "features.fetch"> {
  const { library, jobs, settings } = deps;
  const providers = inOrder(deps.providers, settings);
  let running = false;
  return {
    "features.status": () => coverage(library, providers(), settings()),
    async "features.fetch"(input, context) {
      if (running) {
        throw new AppError(
          "conflict",
          "Services are being asked already. Wait until that is done, or cancel it first.",
        );
      }
      const asked = chosen(providers(), input.providers, settings());
      running = true;
      try {
        return await jobs.run(
          {
            kind: "fetch",
            title: "Finding audio features",
            work: (context) => fetchFeatures(deps, asked, input, context),
            outcome: describe,
            cancelled:
              "Cancelled. What was found so far is kept; the next time goes on from there.",
          },
          context,
        );
      } finally {
        running = false;
      }
    },
  };
}

/** The chain: who comes first is asked first, and who comes later is asked about what is missing then. */
async function fetchFeatures(
  deps: Deps,
  providers: readonly FeatureProvider[],
  input: { readonly target?: TrackTarget | undefined; readonly again: boolean },
  context: CallContext,
): Promise<FetchReport> {
  const { library, events, settings, retrain, patience = PATIENCE } = deps;
  const only = input.target
    ? new Set(await library.targetIds(input.target, unsureBelow(library.db, settings())))
    : null;
  const told: FetchReport["providers"] = [];
  const asked = new Set<number>();
  const found = new Set<number>();
  try {
    for (const provider of providers) {
      context.signal.throwIfAborted();
      const due = await dueTracks(library, provider, { again: input.again, only }, Date.now());
      let news = false;
      try {
        const line = await askProvider(
          library,
          provider,
          due,
          patience,
          context,
          (batch, knows) => {
            news ||= knows.size > 0;
            for (const { id } of batch) asked.add(id);
            for (const id of knows.keys()) found.add(id);
          },
        );
        told.push(line);
      } finally {
        // What has come in shows, however the asking ended; the next one is asked about what is still missing.
        if (news) await library.reload();
        events.emit({ type: "changed", tables: news ? ["tracks", "features"] : ["features"] });
      }
    }
  } finally {
    if (found.size > 0) retrain();
  }
  return {
    asked: asked.size,
    found: found.size,
    missed: asked.size - found.size,
    providers: told,
  };
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
      : `Something new is known of ${report.found} of the ${report.asked} tracks that were asked about.`;
  return [words, ...stopped].join(" ");
}
