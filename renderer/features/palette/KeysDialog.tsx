import type { ReactNode } from "react";
import { useAllCommands } from "../../app/commands.ts";
import { closeOverlay } from "../../app/view.ts";
import { Dialog } from "../../elements/Dialog.tsx";
import { LIST_KEYS } from "../library/list-keys.ts";
import { useMoods } from "../moods/queries.ts";
import { KeyCombo } from "./KeyCombo.tsx";
import "./KeysDialog.css";

type Line = { readonly title: string; readonly keys: readonly string[] };
type Group = { readonly name: string; readonly lines: readonly Line[] };

/** Every key there is, by what it belongs to. */
export function KeysDialog(): ReactNode {
  return (
    <Dialog
      title="All keys"
      description="Keys without Ctrl or ⌘ do nothing while you type in a field. Change the moods' own keys on the Moods screen."
      size="l"
      onClose={closeOverlay}
    >
      <div className="keys-dialog">
        {useGroups().map(({ name, lines }) => (
          <section key={name} className="keys-dialog__group" aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {lines.map(({ title, keys }) => (
                <div key={title} className="keys-dialog__line">
                  <dt>{title}</dt>
                  <dd>
                    {keys.map((combo) => (
                      <KeyCombo key={combo} keys={combo} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function useGroups(): Group[] {
  const commands = useAllCommands();
  const moods = useMoods();
  const groups = new Map<string, Line[]>();
  for (const { id, title, group, keys } of commands) {
    // Moods' keys are listed below, whichever screen is open.
    if (!keys || /^library\.(set|also)\./.test(id)) continue;
    const lines = groups.get(group) ?? [];
    groups.set(group, [...lines.filter((line) => line.title !== title), { title, keys }]);
  }
  const withKey = moods.flatMap(({ name, key }) => (key === null ? [] : [{ name, key }]));
  return [
    ...Array.from(groups, ([name, lines]) => ({ name, lines })),
    { name: "List of tracks", lines: LIST_KEYS },
    {
      name: "Moods",
      lines: [
        ...withKey.map(({ name, key }) => ({ title: `Set ${name} and go on`, keys: [key] })),
        ...(withKey[0] ? [{ title: "Add a second mood", keys: [`Shift+${withKey[0].key}`] }] : []),
      ],
    },
  ];
}
