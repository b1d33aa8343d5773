import type { ReactNode } from "react";
import type { Check } from "../../../common/domain/checks.ts";
import { Figure, FigureList } from "../../elements/FigureList.tsx";
import { formatNumber, formatPercent } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { intervalWords } from "../training/words.ts";
import { CurveChart } from "./CurveChart.tsx";
import { ReliabilityChart } from "./ReliabilityChart.tsx";
import { comparisonWords, curveWords, driftWords, isMeasured, reliabilityWords } from "./words.ts";

/** What a thorough check found. */
export function CheckResult({ check }: { readonly check: Check }): ReactNode {
  const { figures, comparison, drift, note } = check;
  return (
    <div className="checks">
      {note === null ? null : <Notice tone="info">{note}</Notice>}
      {figures && isMeasured(check) ? <Measured figures={figures} /> : null}
      {isMeasured(check) ? (
        <Finding title="Since the model before">
          {comparison
            ? comparisonWords(comparison)
            : "There is no earlier model that had learnt from other labels."}
        </Finding>
      ) : null}
      {drift ? <Finding title="Songs without a label">{driftWords(drift)}</Finding> : null}
    </div>
  );
}

function Measured({
  figures: { evaluation, repeats, learningCurve },
}: {
  readonly figures: NonNullable<Check["figures"]>;
}): ReactNode {
  const { reliability } = evaluation;
  return (
    <>
      <FigureList>
        <Figure
          label="Agreement with held-out labels"
          value={intervalWords(repeats.interval)}
          hint="In brackets: where it lies in 95 of 100 cases"
        />
        <Figure
          label={`From division to division (${repeats.repeats})`}
          value={`${Math.round(repeats.accuracy.least * 100)}–${formatPercent(repeats.accuracy.most)}`}
          hint="The least and the most of it when the labels are divided anew"
        />
        <Figure
          label="Macro F1"
          value={formatNumber(repeats.macroF1.mean, 2)}
          hint="The mean of the moods’ F1, each mood counting the same"
        />
        <Figure
          label="Log loss"
          value={formatNumber(repeats.logLoss.mean, 2)}
          hint="How wrong its confidences are; less is better"
        />
        <Figure
          label="Calibration error"
          value={formatNumber(repeats.ece.mean, 2)}
          hint="How far confidences are off on average"
        />
      </FigureList>
      <div className="checks__charts">
        {reliability ? (
          <section className="checks__chart">
            <h3>Is it as often right as it says?</h3>
            <p>{reliabilityWords(reliability, repeats.ece.mean)}</p>
            <ReliabilityChart reliability={reliability} />
          </section>
        ) : null}
        <section className="checks__chart">
          <h3>Would more labels help?</h3>
          <p>{curveWords(learningCurve)}</p>
          <CurveChart curve={learningCurve} />
        </section>
      </div>
    </>
  );
}

function Finding({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      <p className="checks__words">{children}</p>
    </section>
  );
}
