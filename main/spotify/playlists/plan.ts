import type { Plan, PlaylistPlan } from "../../../common/domain/mood-playlist.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import { AppError } from "../../../common/errors.ts";
import { savePlan, type Wanted } from "../../library/mood-playlist-plans.ts";
import {
  ensureMoodPlaylist,
  listMoodPlaylists,
  type KeptPlaylist,
} from "../../library/mood-playlists.ts";
import { getMood, listMoods } from "../../library/moods.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import type { ListedPlaylist } from "../api.ts";
import type { PlaylistDeps } from "./deps.ts";
import { aboutOf } from "./about.ts";
import { ANOTHER_ACCOUNT, requireAccount } from "./account.ts";
import { look, type There } from "./look.ts";
import { createRemote, type Remote } from "./remote.ts";
import { showPlaylist } from "./show-plan.ts";
import { wantedSongs } from "./wanted-songs.ts";

type Input = { readonly moods?: readonly number[] | undefined; readonly recreate: boolean };
type Part = { readonly mood: Mood; readonly kept: KeptPlaylist };

/** What an apply would change, with as few requests as can be, none of which writes. */
export async function makePlan(
  deps: PlaylistDeps,
  { moods, recreate }: Input,
  context: CallContext,
): Promise<Plan> {
  const { library } = deps;
  const account = await requireAccount(deps);
  const remote = createRemote(deps.api, context.signal);
  const parts = await library.write(() => partsOf(deps, moods));
  const listed = await remote.list(
    new Set(
      parts.flatMap(({ kept }) =>
        kept.externalId !== null && kept.accountId === account ? [kept.externalId] : [],
      ),
    ),
  );
  const found: { shown: PlaylistPlan; wanted: Wanted }[] = [];
  for (const part of parts) {
    context.report({
      stage: `Comparing “${part.mood.name}” with Spotify`,
      done: found.length,
      total: parts.length,
    });
    const { songs, left } = await wantedSongs(library, part.mood.id, part.kept.rules);
    const there = await findThere(deps, remote, part.kept, account, listed);
    found.push(
      showPlaylist(library.db, {
        ...part,
        songs,
        left,
        there,
        recreate,
        about: aboutOf(part.kept, part.mood.name, deps.ports.settings.get()),
      }),
    );
  }
  const playlists = found.map(({ shown }) => shown);
  return library.write(() =>
    savePlan(
      library.db,
      {
        at: new Date().toISOString(),
        playlists,
        requests: playlists.reduce((sum, { requests }) => sum + requests, 0),
      },
      { account, playlists: found.map(({ wanted }) => wanted) },
    ),
  );
}

/** Throws AppError `not_found` for a mood that is gone, and `bad_input` where there is none to plan. */
function partsOf({ library }: PlaylistDeps, wanted: readonly number[] | undefined): Part[] {
  const { db } = library;
  if (wanted) {
    return [...new Set(wanted)].map((id) => ({
      mood: getMood(db, id),
      kept: ensureMoodPlaylist(db, id),
    }));
  }
  const chosen = new Map(
    listMoodPlaylists(db).flatMap((kept) => (kept.chosen ? [[kept.moodId, kept] as const] : [])),
  );
  const parts = listMoods(db).flatMap((mood) => {
    const kept = chosen.get(mood.id);
    return kept ? [{ mood, kept }] : [];
  });
  if (parts.length > 0) return parts;
  throw new AppError(
    "bad_input",
    "No mood is chosen to have a playlist. Choose some, or name them, and plan again.",
    { path: "moods" },
  );
}

async function findThere(
  deps: PlaylistDeps,
  remote: Remote,
  kept: KeptPlaylist,
  account: string,
  listed: ReadonlyMap<string, ListedPlaylist>,
): Promise<There> {
  const { externalId } = kept;
  if (externalId === null) return { kind: "none" };
  if (kept.accountId !== account) return { kind: "gone", reason: ANOTHER_ACCOUNT };
  const entry = listed.get(externalId);
  if (!entry)
    return { kind: "gone", reason: "It is not among your playlists on Spotify any more." };
  try {
    return { kind: "there", ...(await look(deps.library, remote, { ...kept, externalId }, entry)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One playlist that cannot be read does not stop the others.
    if (error.code === "not_found") return { kind: "gone", reason: "Spotify has it no more." };
    if (error.code === "not_yours") return { kind: "gone", reason: error.message };
    throw error;
  }
}
