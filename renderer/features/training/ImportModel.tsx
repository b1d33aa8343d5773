import { useState, type ReactNode } from "react";
import { FileUp } from "lucide-react";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { countOf, formatMoment } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { sentenceOf } from "../moods/errors.ts";
import { useMoods } from "../moods/queries.ts";
import { useChooseModel, useImportModel, type ChosenModel } from "./queries.ts";
import { intervalWords, movedWords } from "./words.ts";
import "./ImportModel.css";

/** Asks for a model's file, shows what it holds, and takes it in. */
export function ImportModel(): ReactNode {
  const [chosen, setChosen] = useState<ChosenModel | null>(null);
  const choose = useChooseModel();
  return (
    <>
      <Button
        icon={FileUp}
        disabled={choose.isPending}
        onClick={() => choose.mutate(undefined, { onSuccess: setChosen })}
      >
        Import a model
      </Button>
      {chosen ? <Question chosen={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function Question({
  chosen: { file, preview },
  onClose,
}: {
  readonly chosen: ChosenModel;
  readonly onClose: () => void;
}): ReactNode {
  const missing = preview.moods.filter(({ id }) => id === null);
  const known = preview.moods.length - missing.length;
  const [createMoods, setCreate] = useState(known < 2);
  const [use, setUse] = useState(false);
  const { mutate, isPending, error } = useImportModel();
  const tooFew = known < 2 && !createMoods;
  const take = () =>
    mutate(
      { file: file.token, createMoods, use },
      {
        onSuccess: ({ inUse, moved }) => {
          onClose();
          announce(
            inUse
              ? `The imported model is in use. ${movedWords(moved)}.`
              : "The model is in the history; it is not in use.",
          );
        },
      },
    );
  return (
    <Dialog
      title={`Import “${file.name}”?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={isPending || tooFew} onClick={take}>
            {use ? "Import and use" : "Import"}
          </Button>
        </>
      }
    >
      <div className="import-model">
        {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
        <p>{figuresWords(preview)}</p>
        <MoodMatches moods={preview.moods} />
        {missing.length > 0 ? (
          <Checkbox
            checked={createMoods}
            onChange={(event) => setCreate(event.target.checked)}
            label={`Make ${missing.length === 1 ? "the mood" : `the ${missing.length} moods`} that your library lacks`}
            hint={
              tooFew
                ? "With fewer than two of its moods the model has nothing to choose between."
                : "Otherwise the model guesses among the others."
            }
          />
        ) : null}
        <Checkbox
          checked={use}
          onChange={(event) => setUse(event.target.checked)}
          label="Put it in use"
          hint="All guesses become those of this model, until one that learnt from your own labels agrees with them at least as well, on 20 labels or more. Your labels stay as they are."
        />
      </div>
    </Dialog>
  );
}

function figuresWords({ figures, createdAt }: ChosenModel["preview"]): string {
  const made = `A model of ${formatMoment(createdAt)}`;
  if (!figures) return `${made}. How well it did is not recorded.`;
  const learnt = `${made}, learnt from ${countOf(figures.labels, "label")}`;
  return figures.accuracy
    ? `${learnt}. Where it was made it agreed with ${intervalWords(figures.accuracy)} of held-out labels; with yours it may agree less.`
    : `${learnt}. How well it agreed with them was not measured.`;
}

function MoodMatches({ moods }: { readonly moods: ChosenModel["preview"]["moods"] }): ReactNode {
  const own = new Map(useMoods().map((mood) => [mood.id, mood]));
  return (
    <ul className="import-model__moods" aria-label="Its moods">
      {moods.map(({ name, id }) => {
        const mood = own.get(id ?? 0);
        return (
          <li key={name}>
            <MoodBadge
              name={mood?.name ?? name}
              color={mood?.color ?? null}
              note={id === null ? "not in your library" : "in your library"}
            />
          </li>
        );
      })}
    </ul>
  );
}
