import type { ReactNode } from "react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { countOf } from "../../elements/format.ts";
import { useRemoveMood } from "./queries.ts";

export function RemoveDialog({
  mood,
  onClose,
}: {
  readonly mood: MoodSummary;
  readonly onClose: () => void;
}): ReactNode {
  const { mutate, isPending } = useRemoveMood();
  const { id, name, labelled, count } = mood;
  const remove = () =>
    mutate(id, {
      onSuccess: ({ unlabelled }) =>
        announce(
          unlabelled === 0
            ? `Deleted “${name}”.`
            : `Deleted “${name}” and ${countOf(unlabelled, "label")}.`,
        ),
      onSettled: onClose,
    });
  return (
    <Dialog
      size="s"
      title={`Delete “${name}”?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" disabled={isPending} onClick={remove}>
            Delete “{name}”
          </Button>
        </>
      }
    >
      <p>
        {labelled === 0
          ? `You lose its definition; none of your songs is labelled “${name}”.`
          : `You lose its definition and ${countOf(labelled, "label")} that say “${name}”.`}{" "}
        {count === 0
          ? ""
          : `Its ${countOf(count, "track")} stay in the library and get a new guess. `}
        This cannot be undone. To keep the labels, merge it into another mood instead.
      </p>
    </Dialog>
  );
}
