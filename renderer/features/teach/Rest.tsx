import { useEffect, useRef, type ReactNode } from "react";
import { CircleCheck, Coffee } from "lucide-react";
import type { Suggestions } from "../../../common/domain/learning.ts";
import { runCommand } from "../../app/commands.ts";
import { openOverlay, showScreen, showTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { useMoods } from "../moods/queries.ts";
import { useModels, useReport } from "../training/queries.ts";
import { agreementWords, movedWords } from "../training/words.ts";
import { shareWords } from "./Answers.tsx";
import { answeredInRound, goOn, type useSession } from "./session.ts";

/** The end of a round, or of what is worth asking: what came of it, and where to go now. */
export function Rest({
  session,
  suggestions: { expectedChange },
  isEnough,
}: {
  readonly session: ReturnType<typeof useSession>;
  readonly suggestions: Suggestions;
  readonly isEnough: boolean;
}): ReactNode {
  const moods = useMoods();
  const labels = moods.reduce((sum, mood) => sum + mood.labelled, 0);
  const inUse = useModels()?.find((model) => model.inUse);
  const { report } = useReport(inUse?.id ?? null);
  // Where training by itself is switched off.
  const unlearnt = labels - (inUse?.labels ?? 0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const answered = answeredInRound(session);
  const Icon = isEnough ? CircleCheck : Coffee;
  return (
    <section className="card rest" aria-labelledby="rest-title">
      <Icon size={32} strokeWidth={1.5} aria-hidden className="rest__icon" />
      <h2 id="rest-title" ref={heading} tabIndex={-1}>
        {isEnough ? "That is enough for now" : `${countOf(answered, "answer")}: a round is done`}
      </h2>
      <p>
        {expectedChange === null
          ? ""
          : `Another 20 answers would change about ${shareWords(expectedChange)} of the guesses${
              isEnough ? ", which is less than one in a hundred." : "."
            }`}{" "}
        {answered > 0 && unlearnt <= 0 ? `${movedWords(session.moved)} since you started.` : ""}
      </p>
      <p className="soft">
        {unlearnt > 0
          ? `The model has not learnt from ${countOf(unlearnt, "label")} yet.`
          : report
            ? agreementWords(report)
            : `${countOf(labels, "label")} so far.`}
      </p>
      <div className="rest__doors">
        <Button look={isEnough ? "plain" : "primary"} onClick={() => goOn(isEnough)}>
          {isEnough ? "Go on all the same" : "Another round"}
        </Button>
        {unlearnt > 0 ? (
          <Button onClick={() => runCommand("training.run")}>Retrain now</Button>
        ) : null}
        {inUse && answered > 0 && unlearnt <= 0 ? (
          <Button onClick={() => openOverlay({ kind: "report", model: inUse.id })}>
            What moved
          </Button>
        ) : null}
        <Button onClick={() => showTracks({ by: "unsure" })}>Unsure songs</Button>
        <Button onClick={() => showScreen("doctor")}>Check my labels</Button>
        <Button onClick={() => showScreen("model")}>The model</Button>
      </div>
    </section>
  );
}
