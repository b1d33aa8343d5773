import type { FileRef } from "../../../common/domain/import.ts";
import { AppError } from "../../../common/errors.ts";
import { createStore, useStore } from "../../app/store.ts";
import { currentView, openOverlay } from "../../app/view.ts";
import { transport } from "../../client.ts";
import { forgetImport, isImporting } from "./queries.ts";

/** On the way from the user to the dialog: a browser sends the whole file first. */
type Choosing = {
  /** Name of the file that is being taken in. */
  readonly taking: string | null;
  readonly problem: string | null;
};

const choosing = createStore<Choosing>({ taking: null, problem: null });

export function useChoosing(): Choosing {
  return useStore(choosing);
}

export function forgetChoosing(): void {
  choosing.set({ taking: null, problem: null });
}

/** Asks the user for a file and shows it in the import dialog. Call it from a click or a key. */
export async function chooseFile(): Promise<void> {
  try {
    const file = await transport.openTable();
    if (file) show(file);
  } catch (error) {
    fail(error);
  }
}

/** Takes in what was dropped on the window and shows it in the import dialog. */
export async function takeDropped(files: readonly File[], hasFolder: boolean): Promise<void> {
  const [file] = files;
  if (!file) return;
  openOverlay({ kind: "import", file: null });
  if (isImporting()) return;
  forgetImport();
  if (hasFolder || files.length > 1) {
    const what = hasFolder ? "That was a folder" : `Those were ${files.length} files`;
    choosing.set({
      taking: null,
      problem: `${what}; Undertone imports one file at a time. Drop a CSV, Excel or JSON file.`,
    });
    return;
  }
  choosing.set({ taking: file.name, problem: null });
  try {
    const taken = await transport.acceptFile(file);
    // The user may have closed the dialog, or have dropped another file, meanwhile.
    if (choosing.get().taking === file.name && currentView().overlay?.kind === "import")
      show(taken);
  } catch (error) {
    if (choosing.get().taking === file.name) fail(error);
  }
}

function show(file: FileRef): void {
  forgetChoosing();
  if (!isImporting()) forgetImport();
  openOverlay({ kind: "import", file });
}

function fail(error: unknown): void {
  const problem =
    error instanceof AppError
      ? error.message
      : "The file could not be taken in. Look whether it still exists and can be read, then try again.";
  choosing.set({ taking: null, problem });
  if (currentView().overlay?.kind !== "import") openOverlay({ kind: "import", file: null });
}
