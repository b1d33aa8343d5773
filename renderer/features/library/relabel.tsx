import { useCallback, useState, type ReactNode } from "react";
import type { LabelChange, LabelResult } from "../../../common/domain/label.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { formatCount } from "../../elements/format.ts";
import { passedOver } from "../evidence/passed-over.ts";
import { useReportSeen } from "../evidence/queries.ts";
import { useHistory } from "./history.ts";
import { useChangeLabels } from "./queries.ts";
import type { Aim } from "./selection.ts";

/** What to do to the tracks that are aimed at. */
export type LabelAction =
  | { readonly kind: "set" | "also" | "notAlso"; readonly mood: number; readonly name: string }
  | { readonly kind: "accept" | "clear" };

/** `done` runs when the change is on its way; not if the user does not confirm it. */
export type Relabel = (action: LabelAction, aim: Aim, done?: () => void) => void;

type Pending = { readonly action: LabelAction; readonly aim: Aim; readonly done: () => void };

/** Changes of more tracks than this are asked about first. */
const ASK_ABOVE = 1000;

/** Gives the function that changes labels, and the question that has to be shown meanwhile. */
export function useRelabel(): { readonly relabel: Relabel; readonly question: ReactNode } {
  const { mutateAsync } = useChangeLabels();
  const { undoNewest } = useHistory();
  const reportSeen = useReportSeen();
  const [pending, setPending] = useState<Pending | null>(null);

  const carryOut = useCallback(
    ({ action, aim, done }: Pending) => {
      // Before the change, so that the training that follows it knows of them.
      const passed = passedBy(action, aim);
      if (passed.length > 0) reportSeen(passed);
      mutateAsync(toChange(action, aim)).then(
        (result) => tell(action, result, undoNewest),
        () => {},
      );
      done();
    },
    [mutateAsync, undoNewest, reportSeen],
  );

  const relabel = useCallback<Relabel>(
    (action, aim, done = () => {}) => {
      const wanted = { action, aim, done };
      if (aim.size > ASK_ABOVE) setPending(wanted);
      else carryOut(wanted);
    },
    [carryOut],
  );

  const question = pending ? (
    <Question
      pending={pending}
      onCancel={() => setPending(null)}
      onConfirm={() => {
        setPending(null);
        carryOut(pending);
      }}
    />
  ) : null;
  return { relabel, question };
}

/** The songs that were passed over on the way to a decision on picked ones. */
function passedBy({ kind }: LabelAction, { target }: Aim) {
  const decides = kind === "set" || kind === "accept";
  return decides && "ids" in target ? passedOver.decide(target.ids, performance.now()) : [];
}

function Question({
  pending: { action, aim },
  onCancel,
  onConfirm,
}: {
  readonly pending: Pending;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}): ReactNode {
  const tracks = `${aim.exact ? "" : "more than "}${formatCount(aim.size)} tracks`;
  return (
    <Dialog
      size="s"
      title={`${sentence(action)} ${tracks}?`}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button look="primary" autoFocus onClick={onConfirm}>
            {sentence(action)} {tracks}
          </Button>
        </>
      }
    >
      <p>You can undo it in one step, today or later.</p>
    </Dialog>
  );
}

function sentence(action: LabelAction): string {
  switch (action.kind) {
    case "set":
      return `Set ${action.name} for`;
    case "also":
      return `Add ${action.name} to`;
    case "notAlso":
      return `Take ${action.name} from`;
    case "accept":
      return "Accept the guess for";
    case "clear":
      return "Clear your label of";
  }
}

function toChange(action: LabelAction, { target }: Aim): LabelChange {
  switch (action.kind) {
    case "set":
    case "also":
    case "notAlso":
      return { kind: action.kind, target, mood: action.mood };
    case "accept":
    case "clear":
      return { kind: action.kind, target };
  }
}

function tell(
  action: LabelAction,
  { decision, changed }: LabelResult,
  undo: (decision: number) => void,
): void {
  if (decision && changed > 1) {
    announce(`${decision.what}.`, { label: "Undo", run: () => undo(decision.id) });
  } else if (!decision && action.kind === "accept") {
    announce("There is no guess to accept here: either you said its mood already, or it has none.");
  } else if (!decision && action.kind === "clear") {
    announce("There is no label to clear: this mood is a guess.");
  }
}
