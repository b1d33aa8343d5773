import type { ReactNode } from "react";
import "./ProgressBar.css";

/** `done` of `total`; total null = how long is not known. */
export function ProgressBar({
  label,
  done,
  total,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}): ReactNode {
  const known = total !== null && total > 0;
  return (
    <progress
      className="progress-bar"
      aria-label={label}
      {...(known ? { value: Math.min(done, total), max: total } : {})}
    />
  );
}
