import type { ReactNode } from "react";

export function MoodList(): ReactNode {
  return null;
}
