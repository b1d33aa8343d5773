import { useMemo } from "react";
import { announce } from "../../app/toasts.ts";
import { countOf } from "../../elements/format.ts";
import { useHistory } from "../library/history.ts";
import { useChangeLabels } from "../library/queries.ts";
import { settle, unsettle, useKeep } from "./queries.ts";

type Named = { readonly id: number; readonly title: string };

export type Decisions = {
  /** Gives tracks another label; what is in the list about them goes. */
  readonly change: (
    tracks: readonly Named[],
    mood: { readonly id: number; readonly name: string },
  ) => void;
  /** Stands by the labels that are there. */
  readonly keep: (tracks: readonly Named[]) => void;
};

/** What can be decided on a doubt. Both can be undone from the message that tells of it. */
export function useDecisions(): Decisions {
  const { mutateAsync: changeLabels } = useChangeLabels();
  const { mutateAsync: keepLabels } = useKeep();
  const { undoNewest } = useHistory();
  return useMemo(
    () => ({
      change(tracks, mood) {
        const ids = tracks.map(({ id }) => id);
        settle(ids);
        changeLabels({ kind: "set", target: { ids }, mood: mood.id }).then(
          ({ decision }) =>
            announce(`${nameOf(tracks)} is ${mood.name} now.`, {
              label: "Undo",
              run() {
                unsettle(ids);
                if (decision) undoNewest(decision.id);
              },
            }),
          () => unsettle(ids),
        );
      },
      keep(tracks) {
        const ids = tracks.map(({ id }) => id);
        settle(ids);
        keepLabels({ ids, keep: true }).then(
          () =>
            announce(`${nameOf(tracks)} stays as it is and is not doubted again.`, {
              label: "Undo",
              run() {
                unsettle(ids);
                keepLabels({ ids, keep: false }).catch(() => undefined);
              },
            }),
          () => unsettle(ids),
        );
      },
    }),
    [changeLabels, keepLabels, undoNewest],
  );
}

function nameOf(tracks: readonly Named[]): string {
  const [first] = tracks;
  return tracks.length === 1 && first ? `“${first.title}”` : countOf(tracks.length, "recording");
}
