import type { ReactNode } from "react";
import { History as HistoryIcon } from "lucide-react";
import { Button, IconButton } from "../../elements/Button.tsx";
import { formatMoment } from "../../elements/format.ts";
import { Popover } from "../../elements/Popover.tsx";
import type { History } from "./history.ts";
import { useDecisions } from "./queries.ts";
import "./RecentDecisions.css";

/** The last ten decisions, newest first. One goes back through them in order, as undo does. */
export function RecentDecisions({ history }: { readonly history: History }): ReactNode {
  const { decisions = [], canRedo = false } = useDecisions() ?? {};
  const newest = decisions.find(({ undone }) => !undone);
  return (
    <Popover
      title="Last decisions"
      align="end"
      trigger={<IconButton icon={HistoryIcon} label="Last decisions" />}
    >
      {decisions.length === 0 ? (
        <p className="soft">Nothing yet. Every mood that you set is kept here and can be undone.</p>
      ) : (
        <ol className="decisions">
          {decisions.map(({ id, what, at, undone }) => (
            <li key={id} className={`decisions__item ${undone ? "decisions__item--undone" : ""}`}>
              <div>
                <div className="decisions__what">
                  {what}
                  {undone ? " (undone)" : ""}
                </div>
                <time className="soft" dateTime={at}>
                  {formatMoment(at)}
                </time>
              </div>
              {undone ? null : (
                <Button
                  look="quiet"
                  aria-label={id === newest?.id ? `Undo: ${what}` : `Undo back to: ${what}`}
                  onClick={() => history.undoThrough(id)}
                >
                  {id === newest?.id ? "Undo" : "Undo to here"}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {canRedo ? <Button onClick={history.redo}>Redo the last undone</Button> : null}
    </Popover>
  );
}
