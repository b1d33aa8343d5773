import type { AppEvent, Progress } from "./domain/job.ts";
import type { Envelope } from "./envelope.ts";

/**
 * What the desktop's preload puts at `window.undertone`: all that the sandboxed window sees of Electron.
 * `DroppedFile` is the DOM's File, which this layer does not know.
 */
export type Bridge<DroppedFile> = {
  /** `id` is the window's own number for the call: progress and cancel name it. */
  readonly call: (id: number, name: string, input: unknown) => Promise<Envelope>;
  readonly cancel: (id: number) => void;
  readonly onProgress: (listener: (id: number, progress: Progress) => void) => () => void;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** An envelope with the FileRef of a file that the user dropped on the window. */
  readonly acceptFile: (file: DroppedFile) => Promise<Envelope>;
};

/** The names of the messages between preload and main. */
export type Channel =
  | "undertone:call"
  | "undertone:cancel"
  | "undertone:accept-file"
  | "undertone:progress"
  | "undertone:event";
