import { useMemo } from "react";
import { useCommands, type Command } from "../../app/commands.ts";
import { announce } from "../../app/toasts.ts";
import { currentView } from "../../app/view.ts";
import { countOf } from "../../elements/format.ts";
import { tableState } from "../library/table-state.ts";
import { useMoods } from "../moods/queries.ts";
import { showMoreOfMood, showSimilar } from "./open.ts";

const GROUP = "Similar songs";

/** What the palette offers of similar songs. Mount once. */
export function useSimilarCommands(): void {
  const moods = useMoods();
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "similar.this",
        title: "Songs like this",
        group: GROUP,
        keys: ["l"],
        when: () => currentView().screen === "library",
        run: likeThis,
      },
      ...moods.map(({ id, name }) => ({
        id: `similar.mood.${id}`,
        title: `More like ${name}`,
        group: GROUP,
        run: () => void showMoreOfMood(id, name),
      })),
    ],
    [moods],
  );
  useCommands(commands);
}

/** Like the picked tracks, else like the one under the cursor. */
function likeThis(): void {
  const { selection, cursor } = tableState();
  if (selection.kind === "ids") {
    showSimilar({
      ids: [...selection.ids],
      title: `the ${countOf(selection.ids.size, "picked song")}`,
    });
  } else if (cursor) {
    showSimilar({ ids: [cursor.id], title: "this song" });
  } else {
    announce("Choose a track in the library first.");
  }
}
