import { randomUUID } from "node:crypto";
import { cpSync, existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { startApp } from "./app.ts";
import { fillLibrary } from "./many-tracks.ts";

/** The sample library, or so many made-up tracks; both with first guesses. */
export type LibraryKind = "sample" | number;

/**
 * Puts a copy of a library into the folder `data`. It is made once in a run of tests: importing and training it anew
 * would take most of the time of most tests.
 */
export async function copyLibrary(kind: LibraryKind, data: string): Promise<void> {
  const folder = join(inject("preparedLibraries"), String(kind));
  if (!existsSync(folder)) await prepare(kind, folder);
  cpSync(folder, data, { recursive: true });
}

async function prepare(kind: LibraryKind, folder: string): Promise<void> {
  // Another worker may be at it as well: whoever comes first puts its own there.
  const mine = `${folder}-${randomUUID()}`;
  if (kind !== "sample") await fillLibrary(mine, kind);
  const { app, call } = await startApp({ data: mine });
  if (kind === "sample") await call("importing.sample", {});
  else await call("training.run", {});
  await app.settled();
  await app.close();
  if (!existsSync(folder)) renameSync(mine, folder);
}
