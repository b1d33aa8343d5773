import {
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { CallArgument, CallOutput } from "../../../common/contract.ts";
import type { Discovery } from "../../../common/domain/discovery.ts";
import type { Clustering } from "../../../common/domain/model.ts";
import type { Mood, MoodSummary } from "../../../common/domain/mood.ts";
import type { Track } from "../../../common/domain/track.ts";
import { currentView, showScreen } from "../../app/view.ts";
import { call } from "../../client.ts";
import { countOf } from "../../elements/format.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";

const KEY = ["moods", "list"];
const NONE: readonly MoodSummary[] = [];

/** All moods in the user's order, with counts. */
export function useMoods(): readonly MoodSummary[] {
  const { data } = useQuery({ queryKey: KEY, queryFn: () => call("moods.list", {}) });
  return data ?? NONE;
}

/** Adds a mood. Errors (a name or key in use) are for the form to show. */
export function useCreateMood(): UseMutationResult<Mood, Error, CallArgument<"moods.create">> {
  return useMutation({
    mutationFn: (mood: CallArgument<"moods.create">) => call("moods.create", mood),
    meta: { quiet: true },
  });
}

type MoodChange = Omit<CallArgument<"moods.update">, "id">;

/** Changes a mood; the window shows it before the answer has come. Errors are for the caller to show. */
export function useUpdateMood(id: number): UseMutationResult<Mood, Error, MoodChange> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: MoodChange) => call("moods.update", { id, ...change }),
    meta: { quiet: true },
    onMutate: (change) => {
      client.setQueryData<readonly MoodSummary[]>(KEY, (before) =>
        before?.map((mood) => (mood.id === id ? withChange(mood, change) : mood)),
      );
    },
    // What was refused must go from the window again.
    onError: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

function withChange(mood: MoodSummary, change: MoodChange): MoodSummary {
  return {
    ...mood,
    ...(change.name ? { name: change.name } : {}),
    ...(change.color ? { color: change.color } : {}),
    ...(change.key === undefined ? {} : { key: change.key }),
    ...(change.definition ? { definition: change.definition } : {}),
  };
}

export function useReorderMoods(): (ids: readonly number[]) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (ids: readonly number[]) => call("moods.reorder", { ids: [...ids] }),
    onMutate: (ids) => {
      client.setQueryData<readonly MoodSummary[]>(KEY, (before) =>
        before?.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return mutate;
}

export function useMergeMoods(): UseMutationResult<
  CallOutput<"moods.merge">,
  Error,
  CallArgument<"moods.merge">
> {
  return useMutation({
    mutationFn: (input: CallArgument<"moods.merge">) => call("moods.merge", input),
  });
}

export function useRemoveMood(): UseMutationResult<CallOutput<"moods.remove">, Error, number> {
  return useMutation({ mutationFn: (id: number) => call("moods.remove", { id }) });
}

export type SplitGroup = CallOutput<"moods.proposeSplit">["groups"][number];

/** Two groups within a mood. Asked anew each time, for the mood may have changed. */
export function useSplitProposal(id: number): {
  readonly groups: readonly SplitGroup[] | undefined;
  readonly error: Error | null;
} {
  const { data, error, isFetching } = useQuery({
    queryKey: ["split", id],
    queryFn: ({ signal }) => call("moods.proposeSplit", { id }, { signal }),
    staleTime: 0,
  });
  return { groups: isFetching ? undefined : data?.groups, error };
}

export function useSplitMood(): UseMutationResult<Mood, Error, CallArgument<"moods.split">> {
  return useMutation({
    mutationFn: (input: CallArgument<"moods.split">) => call("moods.split", input),
    meta: { quiet: true },
  });
}

export type ClusterQuestion = { readonly k: number; readonly seed: number };

const clusterRun = createLongRun<ClusterQuestion, Clustering>({
  kind: "cluster",
  isSeen: () => currentView().screen === "moods",
  show: () => showScreen("moods"),
  sentence: ({ clusters, tracks }) =>
    `Found ${countOf(clusters.length, "cluster")} in ${countOf(tracks, "track")}.`,
});

export function useClusterRun(): RunState<ClusterQuestion, Clustering> {
  return clusterRun.useState();
}

export const cancelClusters = clusterRun.cancel;

export function findClusters(question: ClusterQuestion): void {
  clusterRun.start(question, (onProgress) => call("moods.cluster", question, { onProgress }));
}

const discovery = createLongRun<null, Discovery>({
  kind: "cluster",
  isSeen: () => currentView().screen === "moods",
  show: () => showScreen("moods"),
  sentence: ({ newMoods, splits }) => {
    const count = newMoods.length + splits.length;
    return count === 0 ? "Looked for what else is there." : `Found ${countOf(count, "proposal")}.`;
  },
});

export function useDiscovery(): RunState<null, Discovery> {
  return discovery.useState();
}

export const cancelDiscovery = discovery.cancel;

/** Looks for what else is in the library. */
export function discover(): void {
  discovery.start(null, (onProgress) => call("learning.discover", {}, { onProgress }));
}

/** Those of the tracks that have come by now. */
export function useTracks(ids: readonly number[]): readonly Track[] {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ["tracks", "detail", id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call("tracks.get", { id }, { signal }),
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.track] : [])),
  });
}
