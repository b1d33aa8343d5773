import type { Seed } from "../../common/domain/seed.ts";
import type { LabelResult } from "../../common/domain/label.ts";
import type { CallInput } from "../../common/contract.ts";
import { AppError } from "../../common/errors.ts";
import { decide, readLabel, type LabelStep } from "../library/labels.ts";
import type { Library } from "../library/library.ts";
import { getMood, listMoods } from "../library/moods.ts";
import { playlistTracks } from "../library/playlists.ts";
import { playlistsToSeedFrom } from "../library/seed-playlists.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Events } from "../rpc/events.ts";
import { moodInName } from "./name-match.ts";

type Deps = {
  readonly library: Library;
  readonly events: Events;
  readonly retrain: () => void;
};

/** First labels from playlists that the user has already: “Chill” → chill. */
export function seedHandlers(deps: Deps): Pick<Handlers, "seeds.propose" | "seeds.accept"> {
  return {
    "seeds.propose": () => propose(deps.library),
    "seeds.accept": ({ pairs }) => accept(deps, pairs),
  };
}

/** Playlists that have nothing left to label are not proposed, nor those that Undertone made itself. */
function propose({ db }: Library): Seed[] {
  const moods = listMoods(db);
  return playlistsToSeedFrom(db).flatMap(({ id, name, tracks, unlabelled }) => {
    const match = unlabelled === 0 ? null : moodInName(name, moods);
    if (!match) return [];
    const { mood, because } = match;
    const about = { mood: mood.id, moodName: mood.name, because };
    return [{ playlist: id, name, ...about, tracks, unlabelled }];
  });
}

/** A track that is in playlists of two moods gets the first one's. */
async function accept(
  { library, events, retrain }: Deps,
  pairs: CallInput<"seeds.accept">["pairs"],
): Promise<LabelResult> {
  const { db } = library;
  const at = new Date().toISOString();
  const result = await library.write(() => {
    const there = new Set(playlistsToSeedFrom(db).map(({ id }) => id));
    const steps = new Map<number, LabelStep>();
    for (const { playlist, mood } of pairs) {
      getMood(db, mood);
      if (!there.has(playlist)) {
        throw new AppError(
          "not_found",
          "There is no such playlist any more, or Undertone made it itself. Look at the proposals anew.",
        );
      }
      for (const trackId of playlistTracks(db, playlist)) {
        if (steps.has(trackId)) continue;
        const before = readLabel(db, trackId);
        if (before.mood !== null) continue;
        const also = before.also.filter((other) => other !== mood);
        steps.set(trackId, { trackId, before, after: { mood, source: "playlist", at, also } });
      }
    }
    if (steps.size === 0) return null;
    const all = [...steps.values()];
    return { steps: all, decision: decide(db, describe(all.length, pairs.length), all, at) };
  });
  if (!result) return { decision: null, changed: 0 };
  await library.apply((columns) => {
    for (const { trackId, after } of result.steps) {
      columns.setState(trackId, after);
    }
  });
  events.emit({ type: "changed", tables: ["tracks", "labels", "moods"] });
  retrain();
  return { decision: result.decision, changed: result.steps.length };
}

/** Without the playlists' names: the history is not to keep what came from Spotify. */
function describe(tracks: number, playlists: number): string {
  const from = playlists === 1 ? "a playlist" : `${playlists} playlists`;
  return `Labelled ${tracks === 1 ? "1 track" : `${tracks} tracks`} from ${from}`;
}
