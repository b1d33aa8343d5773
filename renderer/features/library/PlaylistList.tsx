import type { ReactNode } from "react";

export function PlaylistList(): ReactNode {
  return null;
}
