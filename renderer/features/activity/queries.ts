import { useCallback } from "react";
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { AppEvent, Job, JobKind } from "../../../common/domain/job.ts";
import type { CallOutput } from "../../../common/contract.ts";
import { useAppEvent } from "../../app/events.ts";
import { call } from "../../client.ts";

const KEY = ["jobs"];
const NO_JOBS: readonly Job[] = [];

/** All jobs of this session, the newest first; follows the events of the main process. */
export function useJobs(): readonly Job[] {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const listed = await call("jobs.list", {});
      // Events that came while the list was on its way are newer than it.
      return listed.reduce(withJob, client.getQueryData<readonly Job[]>(KEY) ?? NO_JOBS);
    },
  });
  const onEvent = useCallback(
    (event: AppEvent) => {
      if (event.type !== "job") return;
      client.setQueryData<readonly Job[]>(KEY, (before) => withJob(before ?? NO_JOBS, event.job));
    },
    [client],
  );
  useAppEvent(onEvent);
  return data ?? NO_JOBS;
}

/** Puts a job in its place. One that has ended does not run again: an older state of it is dropped. */
function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const known = jobs.find(({ id }) => id === job.id);
  if (known && known.endedAt !== null && job.endedAt === null) return jobs;
  return [...jobs.filter(({ id }) => id !== job.id), job].toSorted((a, b) => b.id - a.id);
}

export function useCancelJob(): UseMutationResult<unknown, Error, number> {
  return useMutation({ mutationFn: (id: number) => call("jobs.cancel", { id }) });
}

/**
 * Asks the newest running job of a kind to stop. The call that started it then ends with what really became of it,
 * where an aborted request would end at once and not know. False if none runs (yet, or any more).
 */
export async function cancelNewest(kind: JobKind): Promise<boolean> {
  const jobs = await call("jobs.list", {});
  const newest = jobs.findLast((job) => job.kind === kind && job.endedAt === null);
  if (!newest) return false;
  const { cancelled } = await call("jobs.cancel", { id: newest.id });
  return cancelled;
}

export function useAppInfo(): CallOutput<"app.info"> | undefined {
  return useQuery({ queryKey: ["app", "info"], queryFn: () => call("app.info", {}) }).data;
}
