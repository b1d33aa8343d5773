import { useCallback, useMemo } from "react";
import { announceError } from "../../app/toasts.ts";
import { fetchDecisions, useChangeLabels, useUndo } from "../library/queries.ts";
import { isGoingOn, playerState, playTrack } from "../player/player.ts";
import type { Song } from "./queries.ts";
import { currentSession, noteAnswer, revisit } from "./session.ts";

export type Answering = {
  /** Says the mood of the song on the card. */
  readonly say: (mood: number) => void;
  /** As {@link Answering.say}, of a second mood; the card stays. */
  readonly sayAlso: (mood: number) => void;
  readonly accept: () => void;
  readonly skip: () => void;
  /** Takes the last answer back and asks about its song again. */
  readonly back: () => void;
};

/** What one can do to the song on the card. Answers are ordinary changes of labels. */
export function useAnswering(): Answering {
  const { mutateAsync: change } = useChangeLabels();
  const { mutateAsync: undo } = useUndo();

  const say = useCallback(
    (mood: number) => {
      const song = currentSession().current;
      if (!song) return;
      const result = change({ kind: "set", target: { ids: [song.id] }, mood });
      noteAnswer({ song, mood, result });
      // The label was not stored: ask again. The message itself is shown where all mutations' are.
      result.catch(() => revisit(song.id));
    },
    [change],
  );

  const sayAlso = useCallback(
    (mood: number) => {
      const song = currentSession().current;
      if (song) change({ kind: "also", target: { ids: [song.id] }, mood }).catch(() => undefined);
    },
    [change],
  );

  const back = useCallback(() => {
    const last = currentSession().answers.at(-1);
    if (!last) return;
    revisit(last.song.id);
    const takeBack = async () => {
      const decision = (await last.result)?.decision;
      if (!decision) return;
      const { decisions } = await fetchDecisions();
      // Where something else was decided meanwhile, that is not what is to be undone.
      if (decisions.find(({ undone }) => !undone)?.id === decision.id) await undo();
      else await change({ kind: "clear", target: { ids: [last.song.id] } });
    };
    takeBack().catch(announceError);
  }, [change, undo]);

  return useMemo(
    () => ({
      say,
      sayAlso,
      accept() {
        const guess = guessOf(currentSession().current);
        if (guess !== undefined) say(guess);
      },
      skip() {
        const song = currentSession().current;
        if (song) noteAnswer({ song, mood: null, result: Promise.resolve(null) });
      },
      back,
    }),
    [say, sayAlso, back],
  );
}

/** The mood that the model would say. */
export function guessOf(song: Song | null): number | undefined {
  return song?.between[0]?.mood;
}

/** What plays goes on with the song on the card. */
export function followWithSound(id: number): void {
  if (isGoingOn(playerState())) void playTrack(id);
}
