import type { FileRef } from "../../../common/domain/import.ts";
import { AppError } from "../../../common/errors.ts";
import { createStore, useStore } from "../../app/store.ts";
import { currentView, openOverlay } from "../../app/view.ts";
import { transport } from "../../client.ts";
import { forgetImport, isImporting } from "./queries.ts";

/** On the way from the user to the dialog: a browser sends the whole file first. */
type Choosing = {
  /** The system's file dialog is open, or what was chosen in it is being taken in. */
  readonly asking: boolean;
  /** Name of the file that is being taken in. */
  readonly taking: string | null;
  readonly problem: string | null;
};

const NOTHING: Choosing = { asking: false, taking: null, problem: null };
const choosing = createStore<Choosing>(NOTHING);

export function useChoosing(): Choosing {
  return useStore(choosing);
}

export function forgetChoosing(): void {
  choosing.set(NOTHING);
}

/** Asks the user for a file and shows it in the import dialog. Call it from a click or a key. */
export async function chooseFile(): Promise<void> {
  const asked: Choosing = { ...NOTHING, asking: true };
  choosing.set(asked);
  try {
    const file = await transport.openTable();
    // The user may have closed the dialog, or have dropped a file, meanwhile.
    if (choosing.get() !== asked) return;
    if (file) show(file);
    else forgetChoosing();
  } catch (error) {
    if (choosing.get() === asked) fail(error);
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
      ...NOTHING,
      problem: `${what}; Undertone imports one file at a time. Drop a CSV, Excel or JSON file.`,
    });
    return;
  }
  const taking: Choosing = { ...NOTHING, taking: file.name };
  choosing.set(taking);
  try {
    const taken = await transport.acceptFile(file);
    // The user may have closed the dialog, or have dropped another file, meanwhile.
    if (choosing.get() === taking) show(taken);
  } catch (error) {
    if (choosing.get() === taking) fail(error);
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
  choosing.set({ ...NOTHING, problem });
  if (currentView().overlay?.kind !== "import") openOverlay({ kind: "import", file: null });
}
