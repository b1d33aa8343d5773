/** Keys that the list of tracks answers to while it has the focus; the list of all keys shows them. */
export const LIST_KEYS = [
  { keys: ["ArrowUp", "ArrowDown"], title: "Previous or next track" },
  { keys: ["Shift+ArrowUp", "Shift+ArrowDown"], title: "Select more tracks" },
  { keys: ["PageUp", "PageDown"], title: "A page up or down" },
  { keys: ["Home", "End"], title: "First or last track" },
  { keys: ["Escape"], title: "Clear the selection" },
  { keys: ["Enter"], title: "Accept the guess and go on" },
  { keys: ["Backspace", "Delete"], title: "Clear my label" },
  { keys: ["Shift+F10", "ContextMenu"], title: "Menu of the track" },
] as const;

export type ListKey =
  | {
      readonly kind: "move";
      readonly to: "up" | "down" | "pageUp" | "pageDown" | "first" | "last";
      readonly extend: boolean;
    }
  | { readonly kind: "escape" | "accept" | "clear" | "menu" };

const MOVES = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "pageUp",
  PageDown: "pageDown",
  Home: "first",
  End: "last",
} as const;

/** What a key press means to the list, or null. */
export function listKey(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): ListKey | null {
  const { key, shiftKey, altKey } = event;
  if (altKey || event.ctrlKey || event.metaKey) return null;
  if (key in MOVES) {
    return { kind: "move", to: MOVES[key as keyof typeof MOVES], extend: shiftKey };
  }
  switch (key) {
    case "F10":
      return shiftKey ? { kind: "menu" } : null;
    case "ContextMenu":
      return { kind: "menu" };
    case "Escape":
      return { kind: "escape" };
    case "Enter":
      return { kind: "accept" };
    case "Backspace":
    case "Delete":
      return { kind: "clear" };
    default:
      return null;
  }
}
