import { useCallback } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  PROVIDERS,
  type Coverage,
  type FetchReport,
  type Provider,
} from "../../../common/domain/coverage.ts";
import type { AppEvent } from "../../../common/domain/job.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import { useAppEvent } from "../../app/events.ts";
import { currentView, showScreen } from "../../app/view.ts";
import { call } from "../../client.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";
import { useSaveSettings, useSettings } from "../settings/queries.ts";
import { fetchSentence } from "./words.ts";

const STATUS = ["features", "status"];

/** Which tracks have which features from where; undefined until it is known. */
export function useCoverage(): {
  readonly coverage: Coverage | undefined;
  readonly error: Error | null;
} {
  const client = useQueryClient();
  // It is counted over the tracks, and for the services that are switched on.
  const onEvent = useCallback(
    (event: AppEvent) => {
      if (event.type !== "changed") return;
      if (event.tables.includes("tracks") || event.tables.includes("settings"))
        void client.invalidateQueries({ queryKey: STATUS });
    },
    [client],
  );
  useAppEvent(onEvent);
  const { data, error } = useQuery({
    queryKey: STATUS,
    queryFn: ({ signal }) => call("features.status", {}, { signal }),
  });
  return { coverage: data, error };
}

export type Chosen = Settings["featureProviders"];

/** Every service in the order in which they are asked, and how to change order and switches. */
export function useProviders(): {
  readonly chosen: Chosen;
  readonly save: (chosen: Chosen) => void;
} {
  const { featureProviders } = useSettings();
  const save = useSaveSettings();
  const named = new Set(featureProviders.map(({ id }) => id));
  const rest = PROVIDERS.filter((id) => !named.has(id)).map((id) => ({ id, enabled: false }));
  return {
    chosen: [...featureProviders, ...rest],
    save: (chosen) => save({ featureProviders: chosen }),
  };
}

const run = createLongRun<string, FetchReport>({
  kind: "fetch",
  isSeen: () => currentView().screen === "features",
  show: () => showScreen("features"),
  sentence: fetchSentence,
});

export function useFetchRun(): RunState<string, FetchReport> {
  return run.useState();
}

export const cancelFetch = run.cancel;
export const forgetFetch = run.clear;

/** Asks the services that are switched on, or those named; `again` asks about what they did not know too. */
export function startFetch(options: {
  readonly providers?: readonly Provider[];
  readonly again?: boolean;
}): void {
  const { providers, again = false } = options;
  run.start("features", (onProgress) =>
    call(
      "features.fetch",
      { again, ...(providers ? { providers: [...providers] } : {}) },
      { onProgress },
    ),
  );
}
