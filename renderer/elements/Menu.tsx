import type { ComponentProps, ReactElement, ReactNode, RefObject } from "react";
import { Menu as Base } from "@base-ui/react/menu";
import { ChevronRight, type LucideIcon } from "lucide-react";
import "./Menu.css";

/** A button that opens a menu. `trigger` is the button, e.g. `<Button>Sort</Button>`. */
export function Menu({
  trigger,
  children,
}: {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <MenuPopup>{children}</MenuPopup>
    </Base.Root>
  );
}

/** A menu at a place in the window (a right click); open while it is rendered. */
export function MenuAt({
  label,
  place,
  returnFocus,
  onClose,
  children,
}: {
  readonly label: string;
  /** In CSS pixels of the window. */
  readonly place: { readonly x: number; readonly y: number };
  readonly returnFocus: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Root open modal={false} onOpenChange={(open) => (open ? undefined : onClose())}>
      <MenuPopup
        label={label}
        finalFocus={returnFocus}
        anchor={{ getBoundingClientRect: () => new DOMRect(place.x, place.y, 0, 0) }}
      >
        {children}
      </MenuPopup>
    </Base.Root>
  );
}

export function Submenu({
  icon: Icon,
  label,
  children,
}: {
  readonly icon?: LucideIcon;
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu__item">
        {Icon ? <Icon size={16} aria-hidden /> : null}
        <span className="menu__text">{label}</span>
        <ChevronRight size={14} aria-hidden />
      </Base.SubmenuTrigger>
      <MenuPopup>{children}</MenuPopup>
    </Base.SubmenuRoot>
  );
}

/** `mark` stands before the words (an icon, a dot), `shortcut` after them. */
export function MenuItem({
  mark,
  shortcut,
  disabled = false,
  onSelect,
  children,
}: {
  readonly mark?: ReactNode;
  readonly shortcut?: ReactNode;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Item className="menu__item" disabled={disabled} onClick={onSelect}>
      {mark}
      <span className="menu__text">{children}</span>
      {shortcut ? <kbd className="menu__shortcut">{shortcut}</kbd> : null}
    </Base.Item>
  );
}

export function MenuHeading({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="menu__heading">{children}</div>;
}

export function MenuLine(): ReactNode {
  return <Base.Separator className="menu__line" />;
}

function MenuPopup({
  label,
  anchor,
  finalFocus,
  children,
}: {
  readonly label?: string;
  readonly anchor?: ComponentProps<typeof Base.Positioner>["anchor"];
  readonly finalFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Portal>
      <Base.Positioner
        className="menu__place"
        align="start"
        sideOffset={4}
        {...(anchor ? { anchor } : {})}
      >
        <Base.Popup
          className="menu"
          {...(label ? { "aria-label": label } : {})}
          {...(finalFocus ? { finalFocus } : {})}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
