import { useMutation, useQuery, type UseMutationResult } from "@tanstack/react-query";
import type { CallOutput } from "../../../common/contract.ts";
import type { ModelSummary, TrainReport } from "../../../common/domain/model.ts";
import type { ModelState } from "../../../common/domain/model-history.ts";
import { call } from "../../client.ts";
import { useSettings } from "../settings/queries.ts";

/** All models that are kept, the newest first; undefined until they have come. */
export function useModels(): readonly ModelSummary[] | undefined {
  const { data } = useQuery({
    queryKey: ["models", "list"],
    queryFn: async () => (await call("models.list", {})).toSorted((a, b) => b.id - a.id),
  });
  return data;
}

/** Which model speaks, from when on it is sure, and whether a newer one waits; undefined until it has come. */
export function useModelState(): ModelState | undefined {
  // What counts as unsure is a setting too.
  const { unsureBelow } = useSettings();
  const { data } = useQuery({
    queryKey: ["models", "state", unsureBelow],
    queryFn: () => call("models.state", {}),
    placeholderData: (before) => before,
  });
  return data;
}

/** Below this confidence a guess is called unsure; 0 until it is known. */
export function useUnsureBelow(): number {
  return useModelState()?.unsureBelow ?? 0;
}

/** What a training did and how good its model is. */
export function useReport(id: number | null): {
  readonly report: TrainReport | undefined;
  readonly error: Error | null;
} {
  const { data, error } = useQuery({
    queryKey: ["models", "report", id],
    queryFn: ({ signal }) => call("models.report", { id: id ?? 0 }, { signal }),
    enabled: id !== null,
  });
  return { report: data, error };
}

export function useTrain(): UseMutationResult<TrainReport, Error, void> {
  return useMutation({ mutationFn: () => call("training.run", {}) });
}

/** Puts an earlier model back in use. */
export function useUseModel(): UseMutationResult<CallOutput<"models.use">, Error, number> {
  return useMutation({ mutationFn: (id: number) => call("models.use", { id }) });
}
