import type { ReactNode } from "react";

export function TrainControl(): ReactNode {
  return null;
}
