import { useId, useState, type ReactNode } from "react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { Field, TextInput } from "../../elements/Field.tsx";
import { countOf } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { DefinitionWords } from "./DefinitionWords.tsx";
import { sentenceOf } from "./errors.ts";
import { showMood } from "./opened.ts";
import { useMergeMoods, useSplitMood, useSplitProposal, type SplitGroup } from "./queries.ts";
import "./SplitDialog.css";

/** Shows the two groups within a mood; one of them can become a mood of its own. */
export function SplitDialog({
  mood,
  onMade,
  onClose,
}: {
  readonly mood: MoodSummary;
  readonly onMade?: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { groups, error: refused } = useSplitProposal(mood.id);
  const [chosen, setChosen] = useState(1);
  const [typed, setTyped] = useState<string | null>(null);
  const { mutate, isPending, error } = useSplitMood();
  const merge = useMergeMoods();
  const group = groups?.[chosen];
  const name = typed ?? group?.name ?? "";
  const form = useId();
  const split = () => {
    if (!group) return;
    mutate(
      { id: mood.id, name, definition: group.definition, tracks: group.tracks },
      {
        onSuccess: (made) => {
          onClose();
          onMade?.();
          showMood(made.id);
          announce(`Split “${mood.name}”: “${made.name}” is new.`, {
            label: "Undo",
            run: () => merge.mutate({ id: made.id, into: mood.id }),
          });
        },
      },
    );
  };
  return (
    <Dialog
      title={`Split “${mood.name}” in two`}
      description="The songs of this mood fall into these two groups. Which one becomes a new mood?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form={form}
            disabled={!group || isPending || name.trim() === ""}
          >
            Make the new mood
          </Button>
        </>
      }
    >
      {refused ? <Notice tone="error">{sentenceOf(refused)}</Notice> : null}
      {!groups && !refused ? (
        <ProgressBar label="Looking for two groups" done={0} total={null} />
      ) : null}
      {groups ? (
        <form
          id={form}
          className="mood-form"
          onSubmit={(event) => {
            event.preventDefault();
            split();
          }}
        >
          <GroupChoice groups={groups} chosen={chosen} onChoose={setChosen} />
          {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
          <Field
            label="Name of the new mood"
            hint={`Your labels of these songs go with it; the other group stays “${mood.name}”. To take it back later, merge the new mood into “${mood.name}”.`}
          >
            {(ids) => (
              <TextInput
                {...ids}
                maxLength={60}
                value={name}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        </form>
      ) : null}
    </Dialog>
  );
}

function GroupChoice({
  groups,
  chosen,
  onChoose,
}: {
  readonly groups: readonly SplitGroup[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}): ReactNode {
  const radio = useId();
  return (
    <fieldset className="split-groups">
      <legend className="visually-hidden">The group that becomes a new mood</legend>
      {groups.map(({ name, tracks, examples, definition }, index) => (
        <label key={name} className="split-group">
          <span className="split-group__head">
            <input
              type="radio"
              name={radio}
              checked={index === chosen}
              onChange={() => onChoose(index)}
            />
            <strong>{name}</strong>
            <span className="soft">{countOf(tracks.length, "track")}</span>
          </span>
          <DefinitionWords definition={definition} />
          <span className="split-group__examples">
            {examples.map(({ title, artists }) => (
              <span key={`${title} ${artists.join()}`} className="cut">
                {title} <span className="soft">{artists.join(", ")}</span>
              </span>
            ))}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
