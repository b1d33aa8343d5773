import type { ReactNode } from "react";
import { ScrollArea } from "@base-ui/react/scroll-area";
import "./Scroller.css";

/** A part that scrolls by itself, by keyboard too. `label` is its name; `className` gives its largest height. */
export function Scroller({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <ScrollArea.Root className={`scroller ${className ?? ""}`}>
      <ScrollArea.Viewport className="scroller__viewport" role="region" aria-label={label}>
        {children}
      </ScrollArea.Viewport>
      <ScrollArea.Scrollbar className="scroller__bar">
        <ScrollArea.Thumb className="scroller__thumb" />
      </ScrollArea.Scrollbar>
    </ScrollArea.Root>
  );
}
