import { Fragment, type ReactNode } from "react";

const MAC = /mac|iphone|ipad/i.test(navigator.userAgent);

const NAMES: Readonly<Record<string, string>> = {
  Mod: MAC ? "⌘" : "Ctrl",
  Shift: MAC ? "⇧" : "Shift",
  Alt: MAC ? "⌥" : "Alt",
  Plus: "+",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "Page up",
  PageDown: "Page down",
  Escape: "Esc",
  Backspace: MAC ? "⌫" : "Backspace",
  ContextMenu: "Menu",
};

/** Keys as this system's keyboards name them. `keys` is written as commands write them: "Mod+Shift+z". */
export function KeyCombo({ keys }: { readonly keys: string }): ReactNode {
  const parts = keys.split("+").map((part) => NAMES[part] ?? shown(part));
  return (
    <span className="key-combo">
      {parts.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && !MAC ? <span aria-hidden>+</span> : null}
          <kbd>{part}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

function shown(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}
