import type { ReactNode } from "react";

export function ActivityBar(): ReactNode {
  return null;
}
