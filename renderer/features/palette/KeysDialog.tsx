import type { ReactNode } from "react";

export function KeysDialog(): ReactNode {
  return null;
}
