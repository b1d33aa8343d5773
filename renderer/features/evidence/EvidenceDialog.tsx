import type { ReactNode } from "react";
import type { EvidenceKind, WeakKind } from "../../../common/domain/evidence-kind.ts";
import type { EvidenceList } from "../../../common/domain/evidence.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { formatMoment } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { useHistory } from "../library/history.ts";
import { useMoods } from "../moods/queries.ts";
import { useEvidenceList, useRemoveEvidence } from "./queries.ts";
import { KIND_HINTS, KIND_WORDS } from "./words.ts";
import "./EvidenceDialog.css";

/** The songs behind one kind; weak ones can be taken away, one by one or all at once. */
export function EvidenceDialog({
  kind,
  onClose,
}: {
  readonly kind: EvidenceKind;
  readonly onClose: () => void;
}): ReactNode {
  const { items, loaded, error, more } = useEvidenceList(kind);
  const { mutate, isPending } = useRemoveEvidence();
  const { undoNewest } = useHistory();
  const weak = kind === "seen" || kind === "batch" ? kind : null;
  const remove = (which: { readonly kind: WeakKind; readonly ids?: number[] }) =>
    mutate(which, {
      onSuccess: ({ decision }) => {
        if (decision)
          announce(`${decision.what}.`, { label: "Undo", run: () => undoNewest(decision.id) });
      },
    });
  return (
    <Dialog
      title={KIND_WORDS[kind]}
      description={KIND_HINTS[kind]}
      onClose={onClose}
      footer={
        <>
          {weak && items.length > 0 ? (
            <Button look="danger" disabled={isPending} onClick={() => remove({ kind: weak })}>
              {weak === "seen" ? "Count none of them" : "Take all of them back"}
            </Button>
          ) : null}
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {error ? <Notice tone="error">{error.message}</Notice> : null}
      {loaded && items.length === 0 ? <p className="soft">None.</p> : null}
      <ul className="evidence-list">
        {items.map((item) => (
          <Item
            key={item.id}
            item={item}
            onRemove={weak ? () => remove({ kind: weak, ids: [item.id] }) : null}
            verb={weak === "seen" ? "Do not count" : "Take back"}
          />
        ))}
      </ul>
      {more ? <Button onClick={more}>Show more</Button> : null}
    </Dialog>
  );
}

function Item({
  item: { title, artists, mood, at },
  verb,
  onRemove,
}: {
  readonly item: EvidenceList["items"][number];
  readonly verb: string;
  readonly onRemove: (() => void) | null;
}): ReactNode {
  const found = useMoods().find(({ id }) => id === mood);
  return (
    <li className="evidence-list__item">
      <span className="evidence-list__names">
        <span className="cut" title={title}>
          {title}
        </span>
        <span className="cut soft">{artists.join(", ")}</span>
      </span>
      <MoodBadge name={found?.name ?? "…"} color={found?.color ?? null} />
      <time className="soft" dateTime={at}>
        {formatMoment(at)}
      </time>
      {onRemove ? (
        <Button look="quiet" aria-label={`${verb}: ${title}`} onClick={onRemove}>
          {verb}
        </Button>
      ) : null}
    </li>
  );
}
