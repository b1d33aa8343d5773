import { useQuery } from "@tanstack/react-query";
import type { Explanation } from "../../../common/domain/learning.ts";
import { call } from "../../client.ts";

/** Why the model in use says what it says of a track. The last one stays in sight until the next has come. */
export function useExplanation(id: number | null): {
  readonly explanation: Explanation | undefined;
  readonly error: Error | null;
} {
  const { data, error } = useQuery({
    queryKey: ["tracks", "explain", id],
    queryFn: ({ signal }) => call("learning.explain", { id: id ?? 0 }, { signal }),
    enabled: id !== null,
    placeholderData: (before) => before,
  });
  const isOfThis = data?.track.id === id;
  return { explanation: id === null || (error && !isOfThis) ? undefined : data, error };
}
