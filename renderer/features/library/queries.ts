import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { LabelChange, LabelResult } from "../../../common/domain/label.ts";
import type { FeatureName } from "../../../common/domain/features.ts";
import type {
  Playlist,
  TrackDetail,
  TrackPage,
  TrackQueryInput,
} from "../../../common/domain/track.ts";
import type { CallOutput } from "../../../common/contract.ts";
import { call } from "../../client.ts";
import { withChange } from "./optimistic.ts";

/** Rows fetched at a time. */
export const PAGE_SIZE = 100;
/** Pages out of sight are forgotten after that long (ms), or a long list would fill the memory. */
const PAGE_KEPT = 15_000;

const NO_PLAYLISTS: readonly Playlist[] = [];
const PAGES = ["tracks", "page"] as const;

/** The part `page` of a list, as options for useQueries. */
export function pageOptions(query: TrackQueryInput, page: number) {
  return {
    queryKey: [...PAGES, query, page],
    queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<TrackPage> =>
      call("tracks.query", { query, start: page * PAGE_SIZE, limit: PAGE_SIZE }, { signal }),
    gcTime: PAGE_KEPT,
  };
}

/** Asks for the beginning of the list that will be shown, before anything is drawn of it. */
export function useFirstPageAhead(): (query: TrackQueryInput) => void {
  const client = useQueryClient();
  return (query) => void client.prefetchQuery(pageOptions(query, 0));
}

/** Ids of the rows `from` to `to`, both included, in the list's order. */
export async function fetchIds(
  query: TrackQueryInput,
  from: number,
  to: number,
): Promise<number[]> {
  const ids: number[] = [];
  for (let start = from; start <= to; start += 1000) {
    const limit = Math.min(1000, to - start + 1);
    const { rows } = await call("tracks.query", { query, start, limit });
    ids.push(...rows.map((track) => track.id));
    if (rows.length < limit) break;
  }
  return ids;
}

/** Where a track stands in a list; null if it is not in it. */
export async function fetchPosition(query: TrackQueryInput, id: number): Promise<number | null> {
  return (await call("tracks.position", { query, id })).position;
}

/** How many tracks a query finds; undefined until it is known. */
export function useTrackCount(query: TrackQueryInput, wanted = true): number | undefined {
  const { data } = useQuery({
    queryKey: ["tracks", "count", query],
    queryFn: () => call("tracks.query", { query, limit: 1 }),
    enabled: wanted,
  });
  return data?.total;
}

export function fetchDetail(id: number): Promise<TrackDetail> {
  return call("tracks.get", { id });
}

export function useTrackDetail(id: number | null): {
  readonly detail: TrackDetail | undefined;
  readonly error: Error | null;
} {
  const { data, error } = useQuery({
    queryKey: ["tracks", "detail", id],
    queryFn: ({ signal }) => call("tracks.get", { id: id ?? 0 }, { signal }),
    enabled: id !== null,
    placeholderData: (before) => before,
  });
  return { detail: id === null ? undefined : data, error };
}

export function usePlaylists(): readonly Playlist[] {
  const { data } = useQuery({
    queryKey: ["playlists", "list"],
    queryFn: () => call("playlists.list", {}),
  });
  return data ?? NO_PLAYLISTS;
}

export function fetchDecisions(): Promise<CallOutput<"labels.history">> {
  return call("labels.history", { limit: 10 });
}

/** The last ten decisions, and whether one can be taken back or made again. */
export function useDecisions(): CallOutput<"labels.history"> | undefined {
  const { data } = useQuery({
    queryKey: ["labels", "history"],
    queryFn: fetchDecisions,
  });
  return data;
}

/** Changes labels; rows in sight show it before the answer has come. */
export function useChangeLabels(): UseMutationResult<LabelResult, Error, LabelChange> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: LabelChange) => call("labels.change", change),
    onMutate: async (change) => {
      // An answer from before the change would take it away from the eye again.
      await client.cancelQueries({
        queryKey: PAGES,
        predicate: (query) => query.state.data !== undefined,
      });
      patchRows(client, change);
    },
    onSettled: async (result) => {
      // A change that is made comes back as an event, which renews the rows.
      if (!result?.decision) await client.invalidateQueries({ queryKey: ["tracks"] });
    },
  });
}

function patchRows(client: QueryClient, change: LabelChange): void {
  const pages = client.getQueriesData<TrackPage>({ queryKey: PAGES });
  for (const [key, page] of pages) {
    if (page)
      client.setQueryData<TrackPage>(key, withChange(page, key[2] as TrackQueryInput, change));
  }
}

export function useUndo(): UseMutationResult<LabelResult, Error, void> {
  return useMutation({ mutationFn: () => call("labels.undo", {}) });
}

export function useRedo(): UseMutationResult<LabelResult, Error, void> {
  return useMutation({ mutationFn: () => call("labels.redo", {}) });
}

/** Sets the user's own value of one or more features of a track; null takes it back. */
export function useSetFeatures(
  id: number,
): UseMutationResult<void, Error, Partial<Record<FeatureName, number | null>>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (values: Partial<Record<FeatureName, number | null>>) => {
      for (const [field, value] of Object.entries(values)) {
        await call("tracks.setFeature", { id, field: field as FeatureName, value });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["tracks", "detail", id] }),
  });
}
