import { useEffect } from "react";
import { createStore, useStore } from "./store.ts";

/** Something the user can do from the palette, a key, or the menu. */
export type Command = {
  /** Stable, e.g. "library.undo". */
  readonly id: string;
  readonly title: string;
  /** Heading in the palette and in the list of keys. */
  readonly group: string;
  /** As `KeyboardEvent.key` names, but "Space"; "Mod" is Ctrl or Cmd: "Mod+Shift+z", "s", "?". Several may do the same. */
  readonly keys?: readonly string[];
  readonly run: () => void;
  /** Its keys are left to others while this says no. */
  readonly when?: () => boolean;
  /** False: its key works, but the palette does not list it (moving the cursor, say). */
  readonly inPalette?: boolean;
};

const registry = createStore<{ readonly commands: readonly Command[] }>({ commands: [] });

/** Offers commands while the component is there. Pass a memoised array. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    registry.set(({ commands: before }) => ({ commands: [...before, ...commands] }));
    return () =>
      registry.set(({ commands: before }) => ({
        commands: before.filter((command) => !commands.includes(command)),
      }));
  }, [commands]);
}

export function useAllCommands(): readonly Command[] {
  return useStore(registry).commands;
}

export function runCommand(id: string): void {
  registry
    .get()
    .commands.findLast((command) => command.id === id)
    ?.run();
}

/** With Mod these belong to the field in which the user types. */
const EDITING = new Set(["a", "c", "v", "x", "y", "z"]);

/** One listener for all keys. Keys without Mod are left alone while the user types, or while a dialog is open. */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const withMod = event.ctrlKey || event.metaKey;
      if (!withMod && (isTyping(event.target) || isCovered())) return;
      if (isForControl(event)) return;
      if (isTyping(event.target) && EDITING.has(event.key.toLowerCase())) return;
      if (withMod && isCovered() && event.key.toLowerCase() !== "k") return;
      const command = registry
        .get()
        .commands.findLast(
          ({ keys, when }) => keys?.some((combo) => matches(combo, event)) && when?.() !== false,
        );
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Keys that cannot be written as they are: one parts the others, the other is not seen. */
const SPELLED: Readonly<Record<string, string>> = { Plus: "+", Space: " " };

function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split("+");
  const last = parts.at(-1) ?? "";
  const key = SPELLED[last] ?? last;
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if (wants("Mod") !== (event.ctrlKey || event.metaKey)) return false;
  if (wants("Alt") !== event.altKey) return false;
  // Shift+1 gives "!" or "\"" by layout: the physical digit counts then.
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const pressed = [event.key.toLowerCase(), ...(event.shiftKey && digit ? [digit] : [])];
  if (!pressed.includes(key.toLowerCase())) return false;
  const symbol = key.length === 1 && !/[a-z0-9]/i.test(key);
  return symbol || wants("Shift") === event.shiftKey;
}

/** Controls that Space presses, and those that arrows move. */
const PRESSED = "button, summary, select, input, [role='button'], [role='checkbox']";
const MOVED = "select, input, [role='slider'], [role='tab'], [role='radio']";

/** A key that the control with the focus answers to itself. */
function isForControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (key === " ") return target.closest(PRESSED) !== null;
  return key.startsWith("Arrow") && target.closest(MOVED) !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button", "range"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function isCovered(): boolean {
  // Messages in the corner are dialogs too, but they cover nothing.
  return (
    document.querySelector(
      '[role="dialog"]:not(.toast), [role="alertdialog"]:not(.toast), [role="menu"], [role="listbox"]',
    ) !== null
  );
}
