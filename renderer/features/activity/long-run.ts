import type { JobKind, Progress } from "../../../common/domain/job.ts";
import { AppError } from "../../../common/errors.ts";
import { createStore, useStore } from "../../app/store.ts";
import { announce, announceError } from "../../app/toasts.ts";
import { cancelNewest } from "./queries.ts";

/** What a dialog shows of a long call. `subject` is what it was started with, in words or values of the dialog. */
export type RunState<Subject, Result> =
  | { readonly state: "idle" }
  | {
      readonly state: "running";
      readonly subject: Subject;
      readonly progress: Progress | null;
      readonly cancelling: boolean;
    }
  | { readonly state: "done"; readonly subject: Subject; readonly result: Result }
  | { readonly state: "failed"; readonly subject: Subject; readonly error: AppError };

export type LongRun<Subject, Result> = {
  readonly useState: () => RunState<Subject, Result>;
  readonly get: () => RunState<Subject, Result>;
  /** Does nothing while an earlier one is running. */
  readonly start: (
    subject: Subject,
    work: (onProgress: (progress: Progress) => void) => Promise<Result>,
  ) => void;
  readonly cancel: () => void;
  /** Forgets a result or a failure once it has been seen. */
  readonly clear: () => void;
};

/**
 * A long call that goes on when its dialog is closed: its state lives outside React. If it ends unseen, a message
 * in the corner says so and leads to the result.
 */
export function createLongRun<Subject, Result>({
  kind,
  isSeen,
  show,
  sentence,
}: {
  readonly kind: JobKind;
  /** True if the dialog that shows the result is open. */
  readonly isSeen: () => boolean;
  /** Opens that dialog. */
  readonly show: () => void;
  readonly sentence: (result: Result) => string;
}): LongRun<Subject, Result> {
  const store = createStore<RunState<Subject, Result>>({ state: "idle" });
  const toIdle = () => store.set({ state: "idle" });

  const end = (subject: Subject, result: Result) => {
    const done = { state: "done", subject, result } as const;
    if (isSeen()) {
      store.set(done);
      return;
    }
    toIdle();
    announce(sentence(result), {
      label: "Show result",
      run: () => {
        if (store.get().state !== "running") store.set(done);
        show();
      },
    });
  };

  return {
    useState: () => useStore(store),
    get: store.get,
    start(subject, work) {
      if (store.get().state === "running") return;
      store.set({ state: "running", subject, progress: null, cancelling: false });
      const onProgress = (progress: Progress) =>
        store.set((before) => (before.state === "running" ? { ...before, progress } : before));
      void work(onProgress).then(
        (result) => end(subject, result),
        (error: unknown) => {
          if (isSeen()) {
            store.set({ state: "failed", subject, error: toAppError(error) });
          } else {
            toIdle();
            announceError(error);
          }
        },
      );
    },
    cancel() {
      const setCancelling = (cancelling: boolean) =>
        store.set((before) => (before.state === "running" ? { ...before, cancelling } : before));
      setCancelling(true);
      void cancelNewest(kind)
        .then((found) => (found ? undefined : setCancelling(false)))
        .catch((error: unknown) => {
          setCancelling(false);
          announceError(error);
        });
    },
    clear() {
      if (store.get().state !== "running") toIdle();
    },
  };
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(
    "internal",
    "Something went wrong in this window. Try again; reload the window if it stays.",
    { cause: error },
  );
}
