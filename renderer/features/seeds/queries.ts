import { useMutation, useQuery, type UseMutationResult } from "@tanstack/react-query";
import type { CallArgument } from "../../../common/contract.ts";
import type { LabelResult } from "../../../common/domain/label.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import type { Seed } from "../../../common/domain/seed.ts";
import type { Playlist } from "../../../common/domain/track.ts";
import { call } from "../../client.ts";

/** Playlists whose names say a mood. Asked anew each time: names, moods and labels may have changed. */
export function useSeeds(): {
  readonly seeds: readonly Seed[] | undefined;
  readonly error: Error | null;
} {
  const { data, error, isFetching } = useQuery({
    queryKey: ["seeds"],
    queryFn: () => call("seeds.propose", {}),
    staleTime: 0,
    gcTime: 0,
  });
  return { seeds: isFetching ? undefined : data, error };
}

/** A playlist whose name says nothing, as a seed that the user chose. */
export async function seedOf(playlist: Playlist, mood: Mood): Promise<Seed> {
  const { total: labelled } = await call("tracks.query", {
    query: { playlist: playlist.id, by: "labelled" },
    limit: 1,
  });
  return {
    playlist: playlist.id,
    name: playlist.name,
    mood: mood.id,
    moodName: mood.name,
    because: "",
    tracks: playlist.count,
    unlabelled: Math.max(0, playlist.count - labelled),
  };
}

export function useAcceptSeeds(): UseMutationResult<
  LabelResult,
  Error,
  CallArgument<"seeds.accept">["pairs"]
> {
  return useMutation({
    mutationFn: (pairs: CallArgument<"seeds.accept">["pairs"]) => call("seeds.accept", { pairs }),
    meta: { quiet: true },
  });
}
