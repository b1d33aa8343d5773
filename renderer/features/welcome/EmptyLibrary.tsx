import type { ReactNode } from "react";
import type { LucideIcon } from "lucide-react";
import { openOverlay, showScreen } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";

/** What a screen shows that needs tracks while there are none: why it is empty, and the ways to tracks. */
export function EmptyLibrary({
  icon,
  title,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        <>
          <Button look="primary" onClick={() => openOverlay({ kind: "import", file: null })}>
            Import tracks
          </Button>
          <Button onClick={() => showScreen("library")}>Other ways to start</Button>
        </>
      }
    >
      {children}
    </EmptyState>
  );
}
