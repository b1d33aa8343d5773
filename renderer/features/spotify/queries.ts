import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { CallArgument } from "../../../common/contract.ts";
import type {
  Connection,
  DisconnectReport,
  RemotePlaylist,
  SyncEstimate,
  SyncReport,
} from "../../../common/domain/spotify.ts";
import { currentView, showScreen } from "../../app/view.ts";
import { call } from "../../client.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";
import { syncSentence } from "./sync-words.ts";

const STATUS = ["spotify", "status"];
const PLAYLISTS = ["spotify", "playlists"];
const ESTIMATE = ["spotify", "estimate"];

/** How things stand with Spotify; undefined until it is known, or while it is not asked for. */
export function useConnection({ enabled = true } = {}): {
  readonly connection: Connection | undefined;
  readonly error: Error | null;
} {
  const { data, error } = useQuery({
    queryKey: STATUS,
    queryFn: () => call("spotify.status", {}),
    enabled,
  });
  return { connection: data, error };
}

/** Asks Spotify who we are; what is wrong comes back as the connection's problem. */
export function useCheck(): UseMutationResult<Connection, Error, void> {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: () => call("spotify.check", {}),
    onSuccess: (connection) => client.setQueryData(STATUS, connection),
    onSettled: () => client.invalidateQueries({ queryKey: STATUS }),
  });
}

export function useAppOnly(): UseMutationResult<
  Connection,
  Error,
  CallArgument<"spotify.useAppOnly">
> {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (input: CallArgument<"spotify.useAppOnly">) => call("spotify.useAppOnly", input),
    onSuccess: (connection) => client.setQueryData(STATUS, connection),
  });
}

/** Another port for the way back from Spotify; the redirect URI changes with it. */
export function usePort(): UseMutationResult<unknown, Error, number> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (spotifyPort: number) => call("settings.set", { spotifyPort }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["settings"] });
      await client.invalidateQueries({ queryKey: STATUS });
    },
  });
}

export function useDisconnect(): UseMutationResult<
  DisconnectReport,
  Error,
  CallArgument<"spotify.disconnect">
> {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (input: CallArgument<"spotify.disconnect">) => call("spotify.disconnect", input),
    onSuccess: async () => {
      sync.clear();
      await client.invalidateQueries({ queryKey: ["spotify"] });
    },
  });
}

/** The user's playlists as they were listed last: no request. */
export function useRemotePlaylists(): {
  readonly playlists: readonly RemotePlaylist[] | undefined;
  readonly error: Error | null;
} {
  const { data, error } = useQuery({
    queryKey: PLAYLISTS,
    queryFn: () => call("spotify.playlists", {}),
  });
  return { playlists: data, error };
}

const LIST_ANEW = ["spotify", "list-anew"];

/** Asks Spotify for the list: one request for each 50 playlists. */
export function useListAnew(): UseMutationResult<RemotePlaylist[], Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationKey: LIST_ANEW,
    meta: { quiet: true },
    mutationFn: () => call("spotify.playlists", { refresh: true }),
    onSuccess: (playlists) => client.setQueryData(PLAYLISTS, playlists),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: STATUS });
      void client.invalidateQueries({ queryKey: ESTIMATE });
    },
  });
}

/** Which playlists a sync brings in; the window shows it at once. */
export function useChoose(): (change: {
  readonly ids: readonly string[];
  readonly chosen: boolean;
}) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationKey: CHOOSE,
    mutationFn: ({ ids, chosen }: { readonly ids: readonly string[]; readonly chosen: boolean }) =>
      call("spotify.choose", { ids: [...ids], chosen }),
    onMutate: ({ ids, chosen }) => {
      // An answer that is on its way is older than this choice.
      void client.cancelQueries({ queryKey: PLAYLISTS });
      const changed = new Set(ids);
      client.setQueryData<RemotePlaylist[]>(PLAYLISTS, (before) =>
        before?.map((one) => (changed.has(one.id) ? { ...one, chosen } : one)),
      );
    },
    onSettled: () => afterChoosing(client),
  });
  return mutate;
}

const CHOOSE = ["spotify", "choose"];

async function afterChoosing(client: QueryClient): Promise<void> {
  // While a later choice is on its way, the list of now would take it back for a moment.
  if (client.isMutating({ mutationKey: CHOOSE }) > 1) return;
  await client.invalidateQueries({ queryKey: PLAYLISTS });
  await client.invalidateQueries({ queryKey: ESTIMATE });
}

/** What a sync would cost. The last answer stays while a new one is on its way. */
export function useEstimate(full: boolean): SyncEstimate | undefined {
  return useQuery({
    queryKey: [...ESTIMATE, full],
    queryFn: () => call("spotify.estimate", { full }),
    placeholderData: (before) => before,
  }).data;
}

const sync = createLongRun<string, SyncReport>({
  kind: "sync",
  isSeen: () => currentView().screen === "spotify",
  show: () => showScreen("spotify"),
  sentence: syncSentence,
});

export function useSyncRun(): RunState<string, SyncReport> {
  return sync.useState();
}

export const cancelSync = sync.cancel;
export const forgetSync = sync.clear;

/** What is chosen, or these playlists alone (ids, addresses or names). */
export function startSync(options: {
  readonly full?: boolean;
  readonly playlists?: readonly string[];
}): void {
  const { full = false, playlists } = options;
  sync.start(playlists ? "these playlists" : "Spotify", (onProgress) =>
    call(
      "spotify.sync",
      { full, ...(playlists ? { playlists: [...playlists] } : {}) },
      { onProgress },
    ),
  );
}
