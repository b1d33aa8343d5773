import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { Search, X } from "lucide-react";
import { currentView, refineTracks } from "../../app/view.ts";
import { IconButton } from "../../elements/Button.tsx";
import { useFirstPageAhead } from "./queries.ts";
import "./SearchField.css";

/** Searches are at least that far apart (ms). The first letter is searched for at once, so nothing waits for a pause. */
const APART = 60;

/** Searches while the user types. Escape empties it; Enter and ↓ go to the list. */
export function SearchField({
  input,
  text,
  onLeave,
}: {
  readonly input: RefObject<HTMLInputElement | null>;
  /** What the list is searched for now. */
  readonly text: string;
  readonly onLeave: () => void;
}): ReactNode {
  const [typed, setTyped] = useState(text);
  const [seen, setSeen] = useState(text);
  if (text !== seen) {
    setSeen(text);
    // Not what was typed here: a mood was chosen, or filters were cleared.
    if (text !== typed.trim()) setTyped(text);
  }
  const send = useThrottledSearch();
  const change = (value: string) => {
    setTyped(value);
    send(value);
  };
  return (
    <div className="search-field">
      <Search size={16} aria-hidden className="search-field__icon" />
      <input
        ref={input}
        type="search"
        className="input search-field__input"
        aria-label="Search in title, artist and album"
        placeholder="Search title, artist, album"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && typed !== "") {
            event.preventDefault();
            change("");
          } else if (["Escape", "Enter", "ArrowDown"].includes(event.key)) {
            event.preventDefault();
            onLeave();
          }
        }}
      />
      {typed === "" ? null : (
        <IconButton
          icon={X}
          label="Clear the search"
          className="search-field__clear"
          onClick={() => {
            change("");
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}

function useThrottledSearch(): (text: string) => void {
  const last = useRef(0);
  const timer = useRef(0);
  const ahead = useFirstPageAhead();
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (text) => {
    const now = () => {
      last.current = performance.now();
      // The field keeps the spaces that are typed; only words are looked for.
      refineTracks({ text: text.trim() === "" ? undefined : text.trim() });
      ahead(currentView().query);
    };
    window.clearTimeout(timer.current);
    const wait = last.current + APART - performance.now();
    if (wait <= 0) now();
    else timer.current = window.setTimeout(now, wait);
  };
}
