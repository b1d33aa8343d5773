import { useState, type ReactNode } from "react";
import type { Settings, SettingsPatch } from "../../../common/domain/settings.ts";
import { countOf, formatCount, formatPercent } from "../../elements/format.ts";
import { RadioCards } from "../../elements/RadioCards.tsx";
import { Slider } from "../../elements/Slider.tsx";
import { useTrackCount } from "../library/queries.ts";
import { useModelState } from "../training/queries.ts";

const UNSURE = { by: "unsure" } as const;
const GUESSED = { by: "guess" } as const;
/** Where a fixed limit starts when nothing has been said by a model. */
const USUAL = 0.6;

type Save = (patch: SettingsPatch) => void;

/** From when on a guess is called sure: where the model says that enough of them are right, or at a fixed confidence. */
export function UnsureBelow({
  settings,
  save,
}: {
  readonly settings: Settings;
  readonly save: Save;
}): ReactNode {
  const state = useModelState();
  const { unsureBelow, sureShare } = settings;
  const own = state?.sureFrom ?? null;
  return (
    <>
      <RadioCards
        legend="Which guesses are called sure"
        value={unsureBelow === null ? "model" : "fixed"}
        options={[
          {
            value: "model",
            label: `By the model${nowWords(own)}`,
            hint: "Each training finds out from which confidence on its guesses are right often enough.",
          },
          {
            value: "fixed",
            label: "A fixed value",
            hint: "The same confidence for every model, however often it is right.",
          },
        ]}
        onChange={(choice) =>
          save({
            unsureBelow:
              choice === "model" ? null : Math.min(0.95, Math.round((own ?? USUAL) * 20) / 20),
          })
        }
      />
      {unsureBelow === null ? (
        <SureShare value={sureShare} save={save} />
      ) : (
        <FixedLimit value={unsureBelow} save={save} />
      )}
    </>
  );
}

function SureShare({ value, save }: { readonly value: number; readonly save: Save }): ReactNode {
  const [dragged, setDragged] = useState<number | null>(null);
  const counted = useCounted();
  const percent = dragged ?? Math.round(value * 100);
  return (
    <Slider
      label="Of the guesses called sure, this many should be right"
      value={percent}
      shown={`at least ${percent} %`}
      min={60}
      max={95}
      step={5}
      hint={`More means fewer sure guesses, and more to check. It counts from the next training on.${counted ? ` Now ${counted}` : ""}`}
      onChange={setDragged}
      onCommit={(next) => {
        setDragged(null);
        save({ sureShare: next / 100 });
      }}
    />
  );
}

function FixedLimit({ value, save }: { readonly value: number; readonly save: Save }): ReactNode {
  const [dragged, setDragged] = useState<number | null>(null);
  const counted = useCounted();
  const percent = dragged ?? Math.round(value * 100);
  return (
    <Slider
      label="Call a guess unsure below"
      value={percent}
      shown={`${percent} %`}
      min={20}
      max={95}
      step={5}
      hint={`${unsureWords(percent)}${counted ? ` At ${formatPercent(value)}: ${counted}` : ""}`}
      onChange={setDragged}
      onCommit={(next) => {
        setDragged(null);
        save({ unsureBelow: next / 100 });
      }}
    />
  );
}

/** Where the model in use puts it; 1 = nowhere. */
function nowWords(own: number | null): string {
  if (own === null) return "";
  return own >= 1 ? " (now none is sure enough)" : ` (now from ${formatPercent(own)})`;
}

/** "212 of 586 guesses are unsure."; empty where there are none. */
function useCounted(): string {
  const unsure = useTrackCount(UNSURE);
  const guessed = useTrackCount(GUESSED);
  if (unsure === undefined || guessed === undefined || guessed === 0) return "";
  return `${formatCount(unsure)} of ${countOf(guessed, "guess", "guesses")} ${unsure === 1 ? "is" : "are"} unsure.`;
}

/** What the threshold means for the one who decides. */
function unsureWords(percent: number): string {
  if (percent < 45) return "Only close calls between moods are marked as unsure.";
  if (percent <= 70) return "Doubtful guesses are marked as unsure.";
  return "All but the clear cases are marked as unsure, so there is more to check.";
}
