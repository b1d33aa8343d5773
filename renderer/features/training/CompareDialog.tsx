import { useState, type ReactNode } from "react";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Field, Select } from "../../elements/Field.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { sentenceOf } from "../moods/errors.ts";
import { DiffFigures } from "./DiffFigures.tsx";
import { DiffLabels } from "./DiffLabels.tsx";
import { DiffMoods } from "./DiffMoods.tsx";
import { DiffMoved } from "./DiffMoved.tsx";
import { useModelDiff } from "./queries.ts";
import { pairedWords } from "./words.ts";
import "./CompareDialog.css";

/** Two models side by side; either can be exchanged for another one. */
export function CompareDialog({
  models,
  first,
  onClose,
}: {
  /** The newest first; two at least. */
  readonly models: readonly ModelSummary[];
  /** The model that the comparison was asked for. */
  readonly first: number;
  readonly onClose: () => void;
}): ReactNode {
  const [{ a, b }, setPair] = useState(() => pairOf(models, first));
  const { data, error, isFetching } = useModelDiff(a, b);
  return (
    <Dialog
      title="Compare two models"
      size="l"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="compare">
        <div className="compare__choice">
          <Choice
            label="First model"
            models={models}
            value={a}
            onChange={(id) => setPair({ a: id, b })}
          />
          <Choice
            label="Second model"
            models={models}
            value={b}
            onChange={(id) => setPair({ a, b: id })}
          />
        </div>
        {a === b ? <Notice tone="info">Choose two different models.</Notice> : null}
        {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
        {isFetching ? (
          <ProgressBar label="Asking both models about the whole library" done={0} total={null} />
        ) : null}
        {data && a !== b ? (
          <>
            <p className="compare__paired">{pairedWords(data.paired)}</p>
            <DiffFigures diff={data} />
            <DiffMoods diff={data} />
            <DiffLabels diff={data} />
            <DiffMoved diff={data} />
            {data.notes.length > 0 ? (
              <ul className="soft compare__notes">
                {data.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            ) : null}
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

/** With the one in use; if it is that one, with the one before it. The older one comes first. */
function pairOf(models: readonly ModelSummary[], first: number): { a: number; b: number } {
  const inUse = models.find((model) => model.inUse && model.id !== first);
  const other =
    inUse ?? models.find(({ id }) => id < first) ?? models.find(({ id }) => id !== first);
  const pair = [first, other?.id ?? first].toSorted((one, two) => one - two);
  return { a: pair[0] ?? first, b: pair[1] ?? first };
}

function Choice({
  label,
  models,
  value,
  onChange,
}: {
  readonly label: string;
  readonly models: readonly ModelSummary[];
  readonly value: number;
  readonly onChange: (id: number) => void;
}): ReactNode {
  return (
    <Field label={label}>
      {(ids) => (
        <Select
          {...ids}
          value={String(value)}
          options={models.map((model) => ({ value: String(model.id), label: nameOf(model) }))}
          onChange={(id) => onChange(Number(id))}
        />
      )}
    </Field>
  );
}

function nameOf({ createdAt, labels, inUse, source }: ModelSummary): string {
  const learnt = source === "imported" ? "imported" : countOf(labels, "label");
  return `${formatMoment(createdAt)}, ${learnt}${inUse ? ", in use" : ""}`;
}
