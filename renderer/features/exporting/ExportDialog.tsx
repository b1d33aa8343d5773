import type { ReactNode } from "react";

export function ExportDialog(_: {
  readonly query: import("../../../common/domain/track.ts").TrackQueryInput | null;
}): ReactNode {
  return null;
}
