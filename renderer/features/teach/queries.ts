import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import type { Suggestions } from "../../../common/domain/learning.ts";
import { call } from "../../client.ts";
import { notToAsk } from "./session.ts";

export type Song = Suggestions["suggestions"][number];

/** Songs fetched at a time: a round, and some more for those that are skipped. */
const FETCHED = 30;

/**
 * The songs whose labels would teach most now. They are asked for anew after each training; the list of before stays
 * meanwhile.
 */
export function useSuggestions(): {
  readonly suggestions: Suggestions | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly refetch: () => void;
} {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["models", "suggest"],
    queryFn: ({ signal }) =>
      call("learning.suggest", { count: FETCHED, without: notToAsk() }, { signal }),
    // Labels may have changed on other screens.
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const again = useCallback(() => void refetch(), [refetch]);
  return { suggestions: data, error, isFetching, refetch: again };
}

/** Has what the next song's card shows ready before it is its turn. */
export function usePrepared(id: number | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (id === undefined) return;
    void client.prefetchQuery({
      queryKey: ["tracks", "detail", id],
      queryFn: ({ signal }) => call("tracks.get", { id }, { signal }),
    });
    void client.prefetchQuery({
      queryKey: ["tracks", "explain", id],
      queryFn: ({ signal }) => call("learning.explain", { id }, { signal }),
    });
  }, [client, id]);
}
