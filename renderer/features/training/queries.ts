import { useMutation, useQuery, type UseMutationResult } from "@tanstack/react-query";
import type { CallOutput } from "../../../common/contract.ts";
import type { ModelSummary, TrainReport } from "../../../common/domain/model.ts";
import { call } from "../../client.ts";

/** All models that are kept, the newest first; undefined until they have come. */
export function useModels(): readonly ModelSummary[] | undefined {
  const { data } = useQuery({
    queryKey: ["models", "list"],
    queryFn: async () => (await call("models.list", {})).toSorted((a, b) => b.id - a.id),
  });
  return data;
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
