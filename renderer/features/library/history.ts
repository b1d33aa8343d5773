import { useCallback, useMemo } from "react";
import { announce } from "../../app/toasts.ts";
import { fetchDecisions, useRedo, useUndo } from "./queries.ts";

export type History = {
  readonly undo: () => void;
  readonly redo: () => void;
  /** Takes back this decision and all that came after it, newest first. */
  readonly undoThrough: (decision: number) => void;
  /** Takes back this decision if it is still the newest; says so if not. */
  readonly undoNewest: (decision: number) => void;
};

/** Undo and redo of label changes, with a word about what they did. Errors are told where all mutations' are. */
export function useHistory(): History {
  const { mutateAsync: undoOne } = useUndo();
  const { mutateAsync: redoOne } = useRedo();

  const undo = useCallback(() => {
    undoOne().then(
      ({ decision }) =>
        announce(decision ? `Undone: ${decision.what}` : "There is nothing to undo."),
      () => {},
    );
  }, [undoOne]);

  const redo = useCallback(() => {
    redoOne().then(
      ({ decision }) =>
        announce(decision ? `Done again: ${decision.what}` : "There is nothing to redo."),
      () => {},
    );
  }, [redoOne]);

  const undoThrough = useCallback(
    (decision: number) => {
      const next = async (count: number): Promise<void> => {
        const { decision: undone } = await undoOne();
        if (undone && undone.id > decision) return next(count + 1);
        announce(count === 0 ? `Undone: ${undone?.what ?? ""}` : `${count + 1} decisions undone.`);
      };
      next(0).catch(() => {});
    },
    [undoOne],
  );

  const undoNewest = useCallback(
    (decision: number) => {
      const attempt = async () => {
        const { decisions } = await fetchDecisions();
        const newest = decisions.find(({ undone }) => !undone);
        if (newest?.id === decision) undo();
        else
          announce(
            "Later changes stand after that one. Undo those first, from the list of decisions.",
          );
      };
      attempt().catch(() => {});
    },
    [undo],
  );

  return useMemo(
    () => ({ undo, redo, undoThrough, undoNewest }),
    [undo, redo, undoThrough, undoNewest],
  );
}
