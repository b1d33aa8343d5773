import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import "./Notice.css";

const ICONS = {
  info: Info,
  good: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
} as const;

/** A sentence that stands in the page: what happened, and what now. */
export function Notice({
  tone,
  children,
  action,
}: {
  readonly tone: keyof typeof ICONS;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  const Icon = ICONS[tone];
  return (
    <div className={`notice notice--${tone}`} role={tone === "error" ? "alert" : "status"}>
      <Icon size={16} aria-hidden className="notice__icon" />
      <div className="notice__text">{children}</div>
      {action}
    </div>
  );
}
