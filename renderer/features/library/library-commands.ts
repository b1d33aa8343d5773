import { useMemo } from "react";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { useCommands, type Command } from "../../app/commands.ts";
import { announce, announceError } from "../../app/toasts.ts";
import { alsoFitting } from "../evidence/also-fitting.ts";
import { passedOver } from "../evidence/passed-over.ts";
import { clearFilters } from "./FilterChips.tsx";
import type { History } from "./history.ts";
import type { ListCursor } from "./list-cursor.ts";
import { fetchDetail } from "./queries.ts";
import type { LabelAction, Relabel } from "./relabel.tsx";
import { aimOf } from "./selection.ts";
import { tableState, togglePanel } from "./table-state.ts";

const GROUP = "Library";

/** Offers what can be done in the library to palette and keys, the moods' own keys among them. */
export function useLibraryCommands({
  history: { undo, redo },
  listCursor,
  relabel,
  moods,
  find,
}: {
  readonly history: History;
  readonly listCursor: ListCursor;
  readonly relabel: Relabel;
  readonly moods: readonly MoodSummary[];
  readonly find: () => void;
}): void {
  const general = useMemo<Command[]>(
    () => [
      {
        id: "library.undo",
        title: "Undo the last change of moods",
        group: GROUP,
        keys: ["Mod+z"],
        run: undo,
      },
      {
        id: "library.redo",
        title: "Redo what was undone",
        group: GROUP,
        keys: ["Mod+Shift+z", "Mod+y"],
        run: redo,
      },
      { id: "library.find", title: "Search tracks", group: GROUP, keys: ["Mod+f"], run: find },
      {
        id: "library.clearFilters",
        title: "Clear search and filters",
        group: GROUP,
        run: clearFilters,
      },
      {
        id: "library.panel",
        title: "Show or hide details",
        group: GROUP,
        keys: ["i"],
        run: togglePanel,
      },
    ],
    [undo, redo, find],
  );
  const labelling = useMemo<Command[]>(() => {
    const act = (action: LabelAction, goOn: boolean) => () => {
      const { selection, cursor } = tableState();
      const aim = aimOf(selection, cursor);
      if (aim) relabel(action, aim, goOn ? listCursor.goOn : undefined);
    };
    return [
      {
        id: "library.selectAll",
        title: "Select the whole result",
        group: GROUP,
        keys: ["Mod+a"],
        run: listCursor.selectAll,
      },
      {
        id: "library.skip",
        title: "Skip to the next track",
        group: GROUP,
        keys: ["s"],
        run: () => {
          const { cursor } = tableState();
          if (cursor) passedOver.skip(cursor.id);
          listCursor.moveBy(1, false);
        },
      },
      {
        id: "library.accept",
        title: "Accept the guess and go on",
        group: GROUP,
        run: act({ kind: "accept" }, true),
      },
      {
        id: "library.alsoFits",
        title: "Add the further mood that fits best",
        group: GROUP,
        keys: ["Plus"],
        run: () => {
          const { cursor } = tableState();
          if (cursor) addFitting(cursor.id, moods, relabel).catch(announceError);
        },
      },
      {
        id: "library.clear",
        title: "Clear my label",
        group: GROUP,
        run: act({ kind: "clear" }, false),
      },
      ...moods.flatMap(({ id, name, key }) => [
        {
          id: `library.set.${id}`,
          title: `Set mood: ${name}`,
          group: "Set mood",
          ...(key === null ? {} : { keys: [key] }),
          run: act({ kind: "set", mood: id, name }, true),
        },
        {
          id: `library.also.${id}`,
          title: `Add second mood: ${name}`,
          group: "Set mood",
          ...(key === null ? {} : { keys: [`Shift+${key}`] }),
          run: act({ kind: "also", mood: id, name }, false),
        },
      ]),
    ];
  }, [listCursor, relabel, moods]);
  useCommands(general);
  useCommands(labelling);
}

async function addFitting(
  id: number,
  moods: readonly MoodSummary[],
  relabel: Relabel,
): Promise<void> {
  const [best] = alsoFitting(await fetchDetail(id));
  const mood = moods.find((one) => one.id === best?.mood);
  if (!mood) {
    announce("No further mood fits this track well enough to be added.");
    return;
  }
  const { id: moodId, name } = mood;
  relabel(
    { kind: "also", mood: moodId, name },
    { target: { ids: [id] }, size: 1, exact: true },
    () => announce(`Added ${name} as a second mood.`),
  );
}
