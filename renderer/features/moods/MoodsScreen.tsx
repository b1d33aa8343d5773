import type { ReactNode } from "react";

export function MoodsScreen(): ReactNode {
  return null;
}
