import type { ReactElement, ReactNode } from "react";
import { Popover as Base } from "@base-ui/react/popover";
import "./Menu.css";
import "./Popover.css";

/** A button that opens a small panel. `title` is the panel's name and its heading. */
export function Popover({
  trigger,
  title,
  align = "start",
  children,
}: {
  readonly trigger: ReactElement;
  readonly title: string;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popover__place" align={align} sideOffset={6}>
          <Base.Popup className="popover">
            <Base.Title className="popover__title">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
