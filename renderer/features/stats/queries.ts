import { useQuery } from "@tanstack/react-query";
import type { LibraryStats } from "../../../common/domain/stats.ts";
import { call } from "../../client.ts";
import { useUnsureBelow } from "../training/queries.ts";

/** Counts and figures of the library and of each mood; undefined until they have come. */
export function useLibraryStats(): LibraryStats | undefined {
  // What counts as unsure is the model's word, or a setting.
  const unsureBelow = useUnsureBelow();
  const { data } = useQuery({
    queryKey: ["tracks", "statistics", unsureBelow],
    queryFn: ({ signal }) => call("stats.library", {}, { signal }),
    placeholderData: (before) => before,
  });
  return data;
}
