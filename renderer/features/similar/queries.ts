import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Similar } from "../../../common/domain/learning.ts";
import type { Track } from "../../../common/domain/track.ts";
import { call } from "../../client.ts";

export type SimilarSong = Similar["similar"][number];

/** The tracks of the library that are most like some; the list of the moment stays while a longer one is fetched. */
export function useSimilar(question: {
  readonly ids: readonly number[];
  readonly notIn: number | null;
  readonly count: number;
}): {
  readonly answer: Similar | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
} {
  const { ids, notIn, count } = question;
  const { data, error, isFetching } = useQuery({
    queryKey: ["tracks", "similar", question],
    queryFn: ({ signal }) =>
      call(
        "learning.similar",
        { ids: [...ids], count, ...(notIn === null ? {} : { notIn }) },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  return { answer: data, error, isFetching };
}

/** What the window needs of a track to play it or to lead to Spotify. */
export function useTrackOf(id: number): Track | undefined {
  const { data } = useQuery({
    queryKey: ["tracks", "detail", id],
    queryFn: ({ signal }) => call("tracks.get", { id }, { signal }),
  });
  return data?.track;
}
