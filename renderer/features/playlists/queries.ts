import { useCallback, useEffect } from "react";
import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type {
  MoodPlaylist,
  MoodPlaylistPatch,
  PlaylistRules,
  Receipt,
} from "../../../common/domain/mood-playlist.ts";
import type { Quota } from "../../../common/domain/spotify.ts";
import type { Track } from "../../../common/domain/track.ts";
import type { AppEvent } from "../../../common/domain/job.ts";
import { useAppEvent } from "../../app/events.ts";
import { call } from "../../client.ts";
import { useConnection } from "../spotify/queries.ts";

const NO_TRACKS: readonly Track[] = [];
const LIST = ["spotify", "moodPlaylists"];
const UPDATE = ["spotify", "moodPlaylists", "update"];
const RECEIPTS = ["spotify", "receipts"];

/** What the counts of a mood's playlist hang on, besides its own table. */
const FOLLOWED: ReadonlySet<string> = new Set(["tracks", "labels", "moods", "models", "settings"]);

/** The playlists of all moods, chosen or not, in the moods' order. */
export function useMoodPlaylists(): {
  readonly playlists: readonly MoodPlaylist[] | undefined;
  readonly error: Error | null;
} {
  const client = useQueryClient();
  const onEvent = useCallback(
    (event: AppEvent) => {
      if (event.type !== "changed" || !event.tables.some((table) => FOLLOWED.has(table))) {
        return;
      }
      void client.invalidateQueries({ queryKey: LIST });
    },
    [client],
  );
  useAppEvent(onEvent);
  const { data, error } = useQuery({
    queryKey: LIST,
    queryFn: () => call("moodPlaylists.list", {}),
  });
  return { playlists: data, error };
}

export type PlaylistChange = Omit<MoodPlaylistPatch, "mood" | "rules"> & {
  readonly rules?: Partial<PlaylistRules>;
};

/** Changes what a mood's playlist is to be; the window shows it at once, and Spotify hears of it with the next plan. */
export function useUpdatePlaylist(
  mood: number,
): UseMutationResult<MoodPlaylist, Error, PlaylistChange> {
  const client = useQueryClient();
  return useMutation({
    mutationKey: UPDATE,
    mutationFn: ({ rules, ...change }: PlaylistChange) =>
      call("moodPlaylists.update", {
        mood,
        ...change,
        // Whole: what is left out of rules would be set to its default.
        ...(rules ? { rules: { ...known(client, mood)?.rules, ...rules } } : {}),
      }),
    onMutate: async (change) => {
      // An answer that is on its way is older than this change.
      await client.cancelQueries({ queryKey: LIST });
      client.setQueryData<readonly MoodPlaylist[]>(LIST, (before) =>
        before?.map((playlist) => (playlist.mood === mood ? changed(playlist, change) : playlist)),
      );
    },
    onSettled: async () => {
      // While a later change is on its way, the list of now would take it back for a moment.
      if (client.isMutating({ mutationKey: UPDATE }) > 1) return;
      await client.invalidateQueries({ queryKey: LIST });
    },
  });
}

function known(client: QueryClient, mood: number): MoodPlaylist | undefined {
  return client
    .getQueryData<readonly MoodPlaylist[]>(LIST)
    ?.find((playlist) => playlist.mood === mood);
}

function changed(playlist: MoodPlaylist, change: PlaylistChange): MoodPlaylist {
  return {
    ...playlist,
    ...(change.chosen === undefined ? {} : { chosen: change.chosen }),
    ...(change.name ? { name: change.name } : {}),
    ...(change.description ? { description: change.description } : {}),
    ...(change.public === undefined ? {} : { public: change.public }),
    ...(change.rules ? { rules: { ...playlist.rules, ...change.rules } } : {}),
  };
}

/** Asks for the quota anew when the component appears: the plan before it took requests, and told nobody. */
export function useQuotaNow(): Quota | undefined {
  const client = useQueryClient();
  useEffect(() => void client.invalidateQueries({ queryKey: ["spotify", "status"] }), [client]);
  return useConnection().connection?.quota;
}

/** What was written so far, the newest first. */
export function useReceipts(): readonly Receipt[] | undefined {
  return useQuery({ queryKey: RECEIPTS, queryFn: () => call("moodPlaylists.receipts", {}) }).data;
}

/** Enough to find a song by its name. */
const FOUND = 5;

/** The first songs of a mood that have these words in their names; none for no words. */
export function useSongsOf(mood: number, text: string): readonly Track[] {
  const { data } = useQuery({
    queryKey: ["tracks", "found", mood, text],
    queryFn: ({ signal }) =>
      call("tracks.query", { query: { mood, text, sort: "title" }, limit: FOUND }, { signal }),
    enabled: text !== "",
    placeholderData: (before) => before,
  });
  return text === "" || !data ? NO_TRACKS : data.rows;
}

/** Ids of a library playlist's tracks in its order, `most` at the most. */
export async function fetchOrder(playlist: number, most: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < most) {
    const { rows, total } = await call("tracks.query", {
      query: { playlist, sort: "position" },
      start: ids.length,
      limit: Math.min(1000, most - ids.length),
    });
    ids.push(...rows.map(({ id }) => id));
    if (rows.length === 0 || ids.length >= total) break;
  }
  return [...new Set(ids)];
}
