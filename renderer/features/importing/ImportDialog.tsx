import type { ReactNode } from "react";

export function ImportDialog(_: {
  readonly file: import("../../../common/domain/import.ts").FileRef | null;
}): ReactNode {
  return null;
}
