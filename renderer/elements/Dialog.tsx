import type { ReactNode } from "react";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { IconButton } from "./Button.tsx";
import "./Dialog.css";

/** A modal dialog; Escape and the cross close it. `footer` holds its buttons, the main one last. */
export function Dialog({
  title,
  description,
  size = "m",
  onClose,
  footer,
  children,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly size?: "s" | "m" | "l";
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="dialog__backdrop" />
        <Base.Popup className={`dialog dialog--${size}`}>
          <header className="dialog__header">
            <div>
              <Base.Title className="dialog__title">{title}</Base.Title>
              {description ? (
                <Base.Description className="dialog__description" render={<div />}>
                  {description}
                </Base.Description>
              ) : null}
            </div>
            <IconButton icon={X} label="Close" onClick={onClose} />
          </header>
          <div className="dialog__body">{children}</div>
          {footer ? <footer className="dialog__footer">{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
