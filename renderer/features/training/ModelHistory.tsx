import { useState, type ReactNode } from "react";
import { Check } from "lucide-react";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { Button } from "../../elements/Button.tsx";
import { DataTable, type DataColumn } from "../../elements/DataTable.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { formatCount, formatMoment, formatNumber, NOT_KNOWN } from "../../elements/format.ts";
import { CompareDialog } from "./CompareDialog.tsx";
import { ModelMenu } from "./ModelMenu.tsx";
import { useGoBack } from "./use-model.ts";
import { ENOUGH_LABELS, intervalWords } from "./words.ts";

type Row = ModelSummary & {
  readonly onUse: () => void;
  readonly onCompare: (() => void) | undefined;
};

const COLUMNS: readonly DataColumn<Row>[] = [
  { heading: "Trained", cell: ({ createdAt }) => formatMoment(createdAt) },
  {
    heading: "Labels",
    numeric: true,
    cell: ({ labels, source }) =>
      source === "imported" ? <span className="soft">imported</span> : formatCount(labels),
  },
  {
    heading: "Agreement (95 %)",
    hint: "With labels that were held out while it learnt",
    numeric: true,
    cell: ({ labels, accuracy, source }) => {
      if (source === "imported") return NOT_KNOWN;
      if (labels < ENOUGH_LABELS) return <span className="soft">too early</span>;
      return accuracy ? intervalWords(accuracy) : NOT_KNOWN;
    },
  },
  {
    heading: "Macro F1",
    hint: "The mean of the moods’ F1, each mood counting the same",
    numeric: true,
    cell: ({ labels, macroF1 }) => measured(labels, macroF1),
  },
  {
    heading: "Log loss",
    hint: "How wrong its confidences are; less is better",
    numeric: true,
    cell: ({ labels, logLoss }) => measured(labels, logLoss),
  },
  {
    heading: "Use",
    cell: ({ onUse, onCompare: _, ...model }) =>
      model.inUse ? (
        <span className="model-history__in-use">
          <Check size={16} aria-hidden /> in use
        </span>
      ) : (
        <span className="model-history__use">
          <Button aria-label={`Use the model of ${formatMoment(model.createdAt)}`} onClick={onUse}>
            Use this one
          </Button>
          {model.heldBack ? (
            <span className="soft" title="It agreed less with your labels than the one in use">
              not put in use
            </span>
          ) : null}
        </span>
      ),
  },
  {
    heading: "More",
    cell: ({ onUse: _, onCompare, ...model }) => <ModelMenu model={model} onCompare={onCompare} />,
  },
];

/** All models that are kept; an earlier one can be put back in use. */
export function ModelHistory({ models }: { readonly models: readonly ModelSummary[] }): ReactNode {
  const [asked, setAsked] = useState<ModelSummary | null>(null);
  const [compared, setCompared] = useState<number | null>(null);
  return (
    <>
      <DataTable
        caption="Models, the newest first"
        captionHidden
        columns={COLUMNS}
        rows={models.map((model) => ({
          ...model,
          onUse: () => setAsked(model),
          onCompare: models.length < 2 ? undefined : () => setCompared(model.id),
        }))}
        rowKey={({ id }) => id}
      />
      {asked ? <Question model={asked} onClose={() => setAsked(null)} /> : null}
      {compared === null ? null : (
        <CompareDialog models={models} first={compared} onClose={() => setCompared(null)} />
      )}
    </>
  );
}

function measured(labels: number, figure: number | null): string {
  return labels < ENOUGH_LABELS ? NOT_KNOWN : formatNumber(figure, 2);
}

function Question({
  model,
  onClose,
}: {
  readonly model: ModelSummary;
  readonly onClose: () => void;
}): ReactNode {
  const { goBack, isPending } = useGoBack(onClose);
  return (
    <Dialog
      size="s"
      title={`Use the model of ${formatMoment(model.createdAt)}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" autoFocus disabled={isPending} onClick={() => goBack(model)}>
            Use this model
          </Button>
        </>
      }
    >
      <p>
        All guesses become those of this model. Your labels stay as they are, and the next training
        learns from all of them again. You can come back to today’s model here.
      </p>
    </Dialog>
  );
}
