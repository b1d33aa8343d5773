import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";

/** Of 19 at the most: about a tenth of the time where others want the processor, all of it where nobody does. */
const NICE = 10;

/**
 * Lets whoever the person waits for go first: a thread of long work gives way to the window. On Linux every thread has
 * a priority of its own (setpriority(2), "C library/kernel differences"); elsewhere this does nothing.
 */
export function stepBack(): void {
  if (process.platform !== "linux") return;
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    setPriority(thread, NICE);
  } catch {
    // Without /proc, or where it is forbidden, the work is done all the same.
  }
}
