import {
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { CallArgument, CallOutput } from "../../../common/contract.ts";
import type { ExportReport } from "../../../common/domain/export.ts";
import type { FileRef } from "../../../common/domain/import.ts";
import type { ModelFilePreview, ModelImportReport } from "../../../common/domain/model-file.ts";
import type { ModelDiff, ModelState } from "../../../common/domain/model-history.ts";
import type { ModelSummary, TrainReport } from "../../../common/domain/model.ts";
import { call, transport } from "../../client.ts";
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

/** What differs between two models; asked anew when models or labels change. */
export function useModelDiff(a: number, b: number): UseQueryResult<ModelDiff> {
  return useQuery({
    queryKey: ["models", "diff", a, b],
    queryFn: ({ signal }) => call("models.diff", { a, b }, { signal }),
    enabled: a !== b,
    // Both models are asked about the whole library.
    staleTime: 60_000,
  });
}

/** The models that agree less than the one in use are not wanted. */
export function useKeepModel(): UseMutationResult<ModelState, Error, void> {
  return useMutation({ mutationFn: () => call("models.keep", {}) });
}

/** Asks where to, and writes the model there. Null: the user closed the question. */
export function useExportModel(): UseMutationResult<
  ExportReport | null,
  Error,
  { readonly id: number; readonly name: string }
> {
  return useMutation({
    mutationFn: async ({ id, name }) => {
      const place = await transport.saveTarget("json", name);
      if (!place) return null;
      // The system's dialog has asked before it gave a file that is there; a browser's download replaces nothing.
      const report = await call("models.export", { id, target: place.target, force: true });
      await transport.deliver(report);
      return report;
    },
  });
}

export type ChosenModel = { readonly file: FileRef; readonly preview: ModelFilePreview };

/** Asks for a model's file and looks into it. Null: the user closed the question. */
export function useChooseModel(): UseMutationResult<ChosenModel | null, Error, void> {
  return useMutation({
    mutationFn: async () => {
      const file = await transport.openModel();
      return file && { file, preview: await call("models.inspect", { file: file.token }) };
    },
  });
}

export function useImportModel(): UseMutationResult<
  ModelImportReport,
  Error,
  CallArgument<"models.import">
> {
  return useMutation({
    mutationFn: (input: CallArgument<"models.import">) => call("models.import", input),
    meta: { quiet: true },
  });
}

/** Puts an earlier model back in use. */
export function useUseModel(): UseMutationResult<CallOutput<"models.use">, Error, number> {
  return useMutation({ mutationFn: (id: number) => call("models.use", { id }) });
}
