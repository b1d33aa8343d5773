import type { ReactNode } from "react";
import { Button } from "../../elements/Button.tsx";
import { formatMoment } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { useKeepModel, useModelState } from "./queries.ts";
import { useGoBack } from "./use-model.ts";
import "./HeldBack.css";

const nothing = () => undefined;

/** A newer model waits because it agrees less: which one is wanted. Nothing while none does. */
export function HeldBack(): ReactNode {
  const waiting = useModelState()?.waiting;
  const { goBack, isPending } = useGoBack(nothing);
  const keep = useKeepModel();
  if (!waiting) return null;
  const { asked, sentence, model, createdAt } = waiting;
  return (
    <Notice
      tone={asked ? "warning" : "info"}
      action={
        <span className="held-back__actions">
          <Button
            disabled={isPending || keep.isPending}
            onClick={() => goBack({ id: model, createdAt })}
          >
            Use the new one
          </Button>
          {asked ? (
            <Button disabled={isPending || keep.isPending} onClick={() => keep.mutate()}>
              Keep
            </Button>
          ) : null}
        </span>
      }
    >
      {sentence}{" "}
      <span className="held-back__when">
        {asked
          ? `It was trained ${formatMoment(createdAt)}. Your labels are safe either way.`
          : "Further trainings are compared with it in the same way."}
      </span>
    </Notice>
  );
}
