import type { Database } from "better-sqlite3";
import type { PlannedTrack, PlaylistPlan } from "../../../common/domain/mood-playlist.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import type { Wanted } from "../../library/mood-playlist-plans.ts";
import {
  songsByUri,
  type KeptPlaylist,
  type PlaylistAbout,
  type SeenContent,
} from "../../library/mood-playlists.ts";
import { sameAbout } from "./about.ts";
import { difference } from "./content/difference.ts";
import { GONE, type Item } from "./content/items.ts";
import { editsOf, merge, type Merged } from "./content/merge.ts";
import { operations } from "./content/operations.ts";
import type { There } from "./look.ts";
import { readRequests } from "./remote.ts";
import type { Chosen } from "./rules/rules.ts";

/** Songs that cannot be written, at most so many by name. */
const SHOW_LEFT = 200;

type Part = Chosen & {
  readonly mood: Mood;
  readonly kept: KeptPlaylist;
  readonly there: There;
  readonly recreate: boolean;
  readonly about: PlaylistAbout;
};

/** One playlist of a plan, for the user and for the apply. */
export function showPlaylist(db: Database, part: Part): { shown: PlaylistPlan; wanted: Wanted } {
  const { mood, kept, there, about } = part;
  const songs = part.songs.map(({ uri }) => uri);
  const frame = {
    mood: mood.id,
    moodName: mood.name,
    name: about.name,
    externalId: kept.externalId,
  };
  const base = { id: kept.id, mood: mood.id, songs, about, anew: false, edited: false };
  const leftCount = part.left.length;
  const left = part.left.slice(0, SHOW_LEFT);
  const nothing = { added: [], removed: [], moved: 0, described: false, theirs: null };
  if (there.kind === "gone" && !part.recreate) {
    return {
      shown: {
        ...frame,
        ...nothing,
        action: "missing",
        reason: there.reason,
        total: 0,
        left,
        leftCount,
        requests: 0,
      },
      wanted: { ...base, action: "missing", now: [] },
    };
  }
  if (there.kind !== "there") {
    const action = songs.length === 0 ? "nothing" : "create";
    return {
      shown: {
        ...frame,
        ...nothing,
        externalId: null,
        action,
        reason: null,
        added: describeAll(db, songs, {}),
        total: songs.length,
        left,
        leftCount,
        requests: action === "create" ? 1 + operations([], songs, new Set()).length : 0,
      },
      wanted: { ...base, action, anew: there.kind === "gone", now: [] },
    };
  }
  const { written, now, names } = there;
  const sides = { written, now, wanted: songs, theirs: kept.theirs };
  const edits = editsOf(sides);
  const merged = merge(sides);
  const { added, removed, moved } = difference(now, merged.target);
  const described = kept.about !== null && !sameAbout(kept.about, about);
  const requests = updateRequests(now, merged) + Number(described);
  const action = edits !== null || requests > 0 ? "update" : "nothing";
  const out = takenOut(part, merged);
  return {
    shown: {
      ...frame,
      action,
      reason: null,
      added: describeAll(db, added, names),
      removed: describeAll(db, removed, names),
      moved,
      described,
      total: merged.target.length,
      theirs: edits && {
        added: describeAll(db, edits.added, names),
        removed: describeAll(db, edits.removed, names),
        moved: edits.moved > 0,
      },
      left: [...out, ...left].slice(0, SHOW_LEFT),
      leftCount: out.length + leftCount,
      requests,
    },
    wanted: { ...base, action, edited: edits !== null, now: [...now] },
  };
}

/** Reading it right before, the writing, and reading it afterwards. */
function updateRequests(now: readonly Item[], { target, theirs }: Merged): number {
  const writes = operations(now, target, new Set(theirs.added)).length;
  return writes === 0 ? 0 : readRequests(now.length) + writes + readRequests(target.length);
}

function takenOut({ songs }: Part, { theirs }: Merged): PlaylistPlan["left"] {
  const out = new Set(theirs.removed);
  return songs
    .filter(({ uri }) => out.has(uri))
    .map(({ title }) => ({ title, reason: "You took it out of the playlist on Spotify." }));
}

function describeAll(
  db: Database,
  items: readonly Item[],
  names: SeenContent["names"],
): PlannedTrack[] {
  const known = songsByUri(db, items);
  return items.map((uri) => {
    const song = known.get(uri);
    const told = song ?? names[uri] ?? { title: "", artists: [] };
    return {
      uri,
      track: song?.id ?? null,
      title: told.title === "" ? unnamed(uri) : told.title,
      artists: [...told.artists],
    };
  });
}

function unnamed(item: Item): string {
  return item === GONE ? "A song that Spotify has no more" : "A song that is not in the library";
}
