import { useQuery } from "@tanstack/react-query";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { call } from "../../client.ts";

const NONE: readonly MoodSummary[] = [];

/** All moods in the user's order, with counts. */
export function useMoods(): readonly MoodSummary[] {
  const { data } = useQuery({ queryKey: ["moods", "list"], queryFn: () => call("moods.list", {}) });
  return data ?? NONE;
}
