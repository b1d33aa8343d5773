import type { ComponentProps, ReactNode } from "react";
import type { LucideIcon } from "lucide-react";
import "./Button.css";

type Look = "plain" | "primary" | "quiet" | "danger";

/** A button with words, and an icon beside them if it helps. */
export function Button({
  look = "plain",
  icon: Icon,
  children,
  className,
  ...rest
}: ComponentProps<"button"> & { readonly look?: Look; readonly icon?: LucideIcon }): ReactNode {
  return (
    <button type="button" {...rest} className={`button button--${look} ${className ?? ""}`}>
      {Icon ? <Icon size={16} aria-hidden /> : null}
      {children}
    </button>
  );
}

/** A button of an icon alone; `label` is its name and its tooltip. */
export function IconButton({
  icon: Icon,
  label,
  className,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & {
  readonly icon: LucideIcon;
  readonly label: string;
}): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`icon-button ${className ?? ""}`}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
