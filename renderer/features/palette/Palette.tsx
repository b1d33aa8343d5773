import { useState, type ReactNode } from "react";
import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useAllCommands, type Command as AppCommand } from "../../app/commands.ts";
import { closeOverlay, showTracks } from "../../app/view.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useMoods } from "../moods/queries.ts";
import { KeyCombo } from "./KeyCombo.tsx";
import "../../elements/Dialog.css";
import "./KeysDialog.css";
import "./Palette.css";

/** Every command by a few letters of its name. */
export function Palette(): ReactNode {
  const groups = useGroupedCommands();
  const moods = useMoods();
  const [typed, setTyped] = useState("");
  const choose = (run: () => void) => {
    closeOverlay();
    // When the palette is gone: what it covered has the focus again then.
    window.setTimeout(run, 0);
  };
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : closeOverlay())}>
      <Base.Portal>
        <Base.Backdrop className="dialog__backdrop" />
        <Base.Popup className="dialog dialog--m palette" aria-label="Find a command">
          <Command label="Commands" loop>
            <div className="palette__field">
              <Search size={18} aria-hidden />
              <Command.Input
                autoFocus
                className="palette__input"
                placeholder="What would you like to do?"
                value={typed}
                onValueChange={setTyped}
              />
            </div>
            <Command.List className="palette__list" label="Commands">
              <Command.Empty className="palette__empty">
                No command is called that. Press Ctrl or ⌘ and F to search tracks.
              </Command.Empty>
              {groups.map(({ name, commands }) => (
                <Command.Group key={name} heading={name} className="palette__group">
                  {commands.map(({ id, title, keys, run }) => (
                    <Command.Item
                      key={id}
                      value={`${title} ${name}`}
                      className="palette__item"
                      onSelect={() => choose(run)}
                    >
                      <span className="palette__title">{title}</span>
                      {keys?.[0] ? <KeyCombo keys={keys[0]} /> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              <Command.Group heading="Show mood" className="palette__group">
                {moods.map(({ id, name, color }) => (
                  <Command.Item
                    key={id}
                    value={`Show mood: ${name}`}
                    className="palette__item"
                    onSelect={() => choose(() => showTracks({ mood: id }))}
                  >
                    <MoodDot color={color} />
                    <span className="palette__title">Show mood: {name}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function useGroupedCommands(): { readonly name: string; readonly commands: AppCommand[] }[] {
  const commands = useAllCommands().filter(({ inPalette }) => inPalette !== false);
  const groups = new Map<string, AppCommand[]>();
  for (const command of commands) {
    const others = groups.get(command.group) ?? [];
    // The later of two with one id is the one that its key runs.
    groups.set(command.group, [...others.filter(({ id }) => id !== command.id), command]);
  }
  return Array.from(groups, ([name, grouped]) => ({ name, commands: grouped }));
}
