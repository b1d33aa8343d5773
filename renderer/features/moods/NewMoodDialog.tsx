import { useId, useState, type ReactNode } from "react";
import { MOOD_COLORS, type MoodColor, type MoodDefinition } from "../../../common/domain/mood.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Field, TextInput } from "../../elements/Field.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { ColorPicker } from "./ColorPicker.tsx";
import { DefinitionWords } from "./DefinitionWords.tsx";
import { sentenceOf } from "./errors.ts";
import { showMood } from "./opened.ts";
import { useCreateMood, useMoods, useRemoveMood } from "./queries.ts";

const NO_DEFINITION: MoodDefinition = {};

/** Asks for a new mood's name, colour and key. With a definition (a cluster's) it says what it will look for. */
export function NewMoodDialog({
  definition = NO_DEFINITION,
  suggestedName = "",
  onMade,
  onClose,
}: {
  readonly definition?: MoodDefinition;
  readonly suggestedName?: string;
  readonly onMade?: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const moods = useMoods();
  const used = moods.map((mood) => mood.color);
  const form = useId();
  const [name, setName] = useState(suggestedName);
  const [key, setKey] = useState(() => freeKey(moods.map((mood) => mood.key)));
  const [color, setColor] = useState<MoodColor>(
    () => MOOD_COLORS.find((token) => !used.includes(token)) ?? "mood-1",
  );
  const { mutate, isPending, error } = useCreateMood();
  const remove = useRemoveMood();
  const isEmpty = Object.keys(definition).length === 0;
  const create = () =>
    mutate(
      { name, color, key: key.trim() === "" ? null : key.trim(), definition },
      {
        onSuccess: (mood) => {
          onClose();
          onMade?.();
          showMood(mood.id);
          announce(`Added “${mood.name}”.`, {
            label: "Undo",
            run: () => remove.mutate(mood.id),
          });
        },
      },
    );
  return (
    <Dialog
      size="s"
      title="Add a mood"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form={form}
            disabled={isPending || name.trim() === ""}
          >
            Add the mood
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="mood-form"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
        <Field label="Name">
          {(ids) => (
            <TextInput
              {...ids}
              autoFocus
              required
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Key" hint="One letter or digit that sets this mood; empty for none.">
          {(ids) => (
            <TextInput
              {...ids}
              className="mood-form__key"
              maxLength={1}
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        <div className="field">
          <span className="field__label">Colour</span>
          <ColorPicker value={color} used={used} onChange={setColor} />
        </div>
        {isEmpty ? (
          <p className="soft">Next you say what it sounds like, or teach it by labelling songs.</p>
        ) : (
          <div className="field">
            <span className="field__label">It looks for</span>
            <DefinitionWords definition={definition} />
          </div>
        )}
      </form>
    </Dialog>
  );
}

function freeKey(used: readonly (string | null)[]): string {
  return ["1", "2", "3", "4", "5", "6", "7", "8", "9"].find((key) => !used.includes(key)) ?? "";
}
