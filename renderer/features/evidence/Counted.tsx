import type { ReactNode } from "react";
import type { EvidenceKind } from "../../../common/domain/evidence-kind.ts";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { formatMoment } from "../../elements/format.ts";
import { useRemoveEvidence } from "./queries.ts";
import { weightWords } from "./words.ts";
import "./Counted.css";

/** What the model learns from one track, and the way to take it away. */
export function Counted({
  detail: { track, counted },
  nameOf,
  onClear,
}: {
  readonly detail: TrackDetail;
  readonly nameOf: (mood: number) => string;
  /** Takes the label away, whoever gave it. */
  readonly onClear: () => void;
}): ReactNode {
  const remove = useRemoveEvidence();
  if (!counted) {
    return (
      <Frame>
        <p className="soft">Nothing: the model has not learnt from this track.</p>
      </Frame>
    );
  }
  const { kind, mood, at, weight } = counted;
  const isWeak = kind === "seen" || kind === "batch";
  return (
    <Frame>
      <p>{sentence(kind, nameOf(mood))}</p>
      <div className="counted__foot">
        <span className="soft">
          {formatMoment(at)} · counts {weightWords(weight)}
        </span>
        <Button
          look="quiet"
          disabled={remove.isPending}
          onClick={() => {
            if (!isWeak) return onClear();
            remove.mutate(
              { ids: [track.id], kind },
              { onSuccess: () => announce(kind === "seen" ? "It counts no more." : "Taken back.") },
            );
          }}
        >
          {kind === "seen" ? "Do not count it" : "Take it back"}
        </Button>
      </div>
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <section className="counted" aria-label="What counted for this">
      <h3>What counted for this</h3>
      {children}
    </section>
  );
}

function sentence(kind: EvidenceKind, mood: string): string {
  switch (kind) {
    case "hand":
      return `You said ${mood}.`;
    case "batch":
      return `You accepted ${mood} together with other guesses. Say it of this track alone and it counts fully.`;
    case "file":
      return `A file that you imported said ${mood}.`;
    case "playlist":
      return `A playlist’s name said ${mood}.`;
    case "seen":
      return `You saw it as ${mood} and left it so.`;
  }
}
