import type { ReactNode } from "react";

export function LibraryScreen(): ReactNode {
  return null;
}
