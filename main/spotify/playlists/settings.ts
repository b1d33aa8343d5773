import type { MoodPlaylist, MoodPlaylistPatch } from "../../../common/domain/mood-playlist.ts";
import { playlistRulesSchema } from "../../../common/domain/mood-playlist.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import {
  ensureMoodPlaylist,
  listMoodPlaylists,
  saveMoodPlaylist,
  type KeptPlaylist,
} from "../../library/mood-playlists.ts";
import { getMood, listMoods } from "../../library/moods.ts";
import type { PlaylistDeps } from "./deps.ts";
import { aboutOf } from "./about.ts";
import { countWanted } from "./wanted-songs.ts";

/** Every mood, in the user's order, with the playlist that it has or would have. */
export async function showPlaylists(deps: PlaylistDeps): Promise<MoodPlaylist[]> {
  const { db } = deps.library;
  const kept = new Map(listMoodPlaylists(db).map((playlist) => [playlist.moodId, playlist]));
  return Promise.all(listMoods(db).map((mood) => show(deps, mood, kept.get(mood.id) ?? null)));
}

/** Throws AppError `not_found` for a mood that is gone. */
export async function changePlaylist(
  deps: PlaylistDeps,
  patch: MoodPlaylistPatch,
): Promise<MoodPlaylist> {
  const { library } = deps;
  const { db } = library;
  const { mood, kept } = await library.write(() => {
    const mood = getMood(db, patch.mood);
    const before = ensureMoodPlaylist(db, mood.id);
    saveMoodPlaylist(db, before.id, {
      chosen: patch.chosen ?? before.chosen,
      name: patch.name === undefined ? before.name : patch.name,
      description: patch.description === undefined ? before.description : patch.description,
      public: patch.public ?? before.public,
      rules: playlistRulesSchema.parse({ ...before.rules, ...patch.rules }),
    });
    return { mood, kept: ensureMoodPlaylist(db, mood.id) };
  });
  deps.events.emit({ type: "changed", tables: ["spotify"] });
  return show(deps, mood, kept);
}

async function show(
  deps: PlaylistDeps,
  mood: Mood,
  kept: KeptPlaylist | null,
): Promise<MoodPlaylist> {
  const rules = kept?.rules ?? playlistRulesSchema.parse({});
  const externalId = kept?.externalId ?? null;
  return {
    mood: mood.id,
    moodName: mood.name,
    chosen: kept?.chosen ?? false,
    ...aboutOf(kept, mood.name, deps.ports.settings.get()),
    rules,
    externalId,
    url: externalId === null ? null : `https://open.spotify.com/playlist/${externalId}`,
    writtenAt: kept?.writtenAt ?? null,
    writtenCount: externalId === null ? null : (kept?.written?.length ?? null),
    matching: await countWanted(deps.library, mood.id, rules),
  };
}
