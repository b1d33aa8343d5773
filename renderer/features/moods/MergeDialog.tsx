import { useState, type ReactNode } from "react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Field, Select } from "../../elements/Field.tsx";
import { countOf } from "../../elements/format.ts";
import { useMergeMoods, useMoods } from "./queries.ts";

/** Puts a mood's labels under another one. */
export function MergeDialog({
  mood,
  onClose,
}: {
  readonly mood: MoodSummary;
  readonly onClose: () => void;
}): ReactNode {
  const others = useMoods().filter((other) => other.id !== mood.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const into = others.find((other) => String(other.id) === chosen) ?? others[0];
  const { mutate, isPending } = useMergeMoods();
  if (!into) return null;
  const merge = () =>
    mutate(
      { id: mood.id, into: into.id },
      {
        onSuccess: ({ relabelled }) => {
          onClose();
          announce(
            `Merged “${mood.name}” into “${into.name}”: ${countOf(relabelled, "label")} moved.`,
          );
        },
      },
    );
  return (
    <Dialog
      size="s"
      title={`Merge “${mood.name}” into another mood`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={isPending} onClick={merge}>
            Merge into “{into.name}”
          </Button>
        </>
      }
    >
      <div className="mood-form">
        <Field label="Into">
          {(ids) => (
            <Select
              {...ids}
              value={String(into.id)}
              options={others.map(({ id, name }) => ({ value: String(id), label: name }))}
              onChange={setChosen}
            />
          )}
        </Field>
        <p>
          {mood.labelled === 0
            ? `“${mood.name}” has no labels, so no label moves.`
            : `${countOf(mood.labelled, "label")} of “${mood.name}” become “${into.name}”.`}{" "}
          Its other songs get a new guess. “{mood.name}” and its definition are gone; this cannot be
          undone.
        </p>
      </div>
    </Dialog>
  );
}
