import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { CallArgument } from "../../../common/contract.ts";
import type { EvidenceKind } from "../../../common/domain/evidence-kind.ts";
import type { EvidenceList, EvidenceSummary } from "../../../common/domain/evidence.ts";
import type { LabelResult } from "../../../common/domain/label.ts";
import { call } from "../../client.ts";

/** Tells what was passed over. Whatever goes wrong is told by the correction that follows it. */
export function useReportSeen(): (marks: CallArgument<"evidence.seen">["marks"]) => void {
  const { mutate } = useMutation({
    mutationFn: (marks: CallArgument<"evidence.seen">["marks"]) => call("evidence.seen", { marks }),
    meta: { quiet: true },
  });
  return mutate;
}

/** What the model learns from; undefined until it is known. */
export function useEvidence(): EvidenceSummary | undefined {
  const { data } = useQuery({
    queryKey: ["labels", "evidence", "summary"],
    queryFn: () => call("evidence.summary", {}),
  });
  return data;
}

type EvidencePages = {
  readonly items: EvidenceList["items"];
  readonly loaded: boolean;
  readonly error: Error | null;
  /** Null when all are there. */
  readonly more: (() => void) | null;
};

/** The songs behind one kind, the newest first, part by part. */
export function useEvidenceList(kind: EvidenceKind): EvidencePages {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["labels", "evidence", "list", kind],
    queryFn: ({ pageParam, signal }) =>
      call("evidence.list", { kind, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: null as EvidenceList["next"],
    getNextPageParam: ({ next }) => next,
  });
  return {
    items: data?.pages.flatMap(({ items }) => items) ?? [],
    loaded: data !== undefined,
    error,
    more: hasNextPage ? () => void fetchNextPage() : null,
  };
}

/** Lets it count no more; undo takes that back. */
export function useRemoveEvidence(): UseMutationResult<
  LabelResult,
  Error,
  CallArgument<"evidence.remove">
> {
  return useMutation({
    mutationFn: (which: CallArgument<"evidence.remove">) => call("evidence.remove", which),
  });
}
