import { randomBytes } from "node:crypto";
import { saveWriteCreated, type WriteEntry } from "../../library/mood-playlist-receipts.ts";
import {
  saveCreated,
  saveMark,
  type KeptPlaylist,
  type PlaylistAbout,
} from "../../library/mood-playlists.ts";
import type { PlaylistDeps } from "./deps.ts";
import { withMark } from "./about.ts";
import type { Remote } from "./remote.ts";
import { inLibrary, isLost } from "./writing.ts";

type Creating = {
  readonly deps: PlaylistDeps;
  readonly remote: Remote;
  readonly write: WriteEntry;
};

export type Created = {
  readonly externalId: string;
  /** It is one whose answer was lost: what it holds is to be seen. */
  readonly foundAgain: boolean;
};

/**
 * Makes a playlist and puts its id down at once. A mark in its description, put down before, tells it from all others
 * if the answer is lost: one without it is never taken for ours, whatever its name.
 */
export async function create(
  creating: Creating,
  kept: KeptPlaylist,
  about: PlaylistAbout,
  account: string,
): Promise<Created> {
  const { deps, remote } = creating;
  const known = kept.mark;
  const mark = known ?? randomBytes(6).toString("hex");
  const find = async (): Promise<Created | null> => {
    const found = await remote.findMarked(about.name, mark, account);
    return found && keep(creating, kept.id, account, about, { ...found, foundAgain: true });
  };
  if (known === null) await deps.library.write(() => saveMark(deps.library.db, kept.id, mark));
  else {
    const found = await find();
    if (found) return found;
  }
  const marked = { ...about, description: withMark(about.description, mark) };
  try {
    return await keep(creating, kept.id, account, about, await remote.create(marked));
  } catch (error) {
    if (!isLost(error)) throw error;
    const found = await find();
    if (found) return found;
    return keep(creating, kept.id, account, about, await remote.create(marked));
  }
}

async function keep(
  creating: Creating,
  id: number,
  accountId: string,
  about: PlaylistAbout,
  made: { readonly id: string; readonly snapshotId: string | null; readonly foundAgain?: boolean },
): Promise<Created> {
  await inLibrary(creating, (db) => {
    saveCreated(db, id, {
      externalId: made.id,
      accountId,
      snapshot: made.snapshotId,
      about,
      at: new Date().toISOString(),
    });
    saveWriteCreated(db, creating.write);
  });
  return { externalId: made.id, foundAgain: made.foundAgain ?? false };
}
