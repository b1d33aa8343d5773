import type { LabelResult } from "../../../common/domain/label.ts";
import type { Suggestions } from "../../../common/domain/learning.ts";
import { createStore, useStore } from "../../app/store.ts";

type Song = Suggestions["suggestions"][number];

/** Answers in a round, after which one may rest. */
export const ROUND = 20;
/** Songs named as not to be asked; the contract's bound. */
const MOST_NAMED = 5000;

export type Answer = {
  readonly song: Song;
  /** Null: skipped. */
  readonly mood: number | null;
  /** What the change of the label came to; null for a skipped one. */
  readonly result: Promise<LabelResult | null>;
};

/** One sitting; it stays while another screen is shown. */
type Session = {
  /** The song on the card; null: the next one has to be chosen. */
  readonly current: Song | null;
  /** Songs that come before those that are suggested: one went back over them. */
  readonly ahead: readonly Song[];
  /** Oldest first, each song once. */
  readonly answers: readonly Answer[];
  /** Answers before this round, skipped ones left out. */
  readonly before: number;
  /** A round has ended, and the user has not gone on yet. */
  readonly isResting: boolean;
  /** Asked to go on though little would change. */
  readonly goesOn: boolean;
  /** Songs that changed their mood in the trainings of this sitting. */
  readonly moved: number;
  /** Of the last training; null before there was one. */
  readonly lastMoved: number | null;
  readonly lastModel: number | null;
};

const START: Session = {
  current: null,
  ahead: [],
  answers: [],
  before: 0,
  isResting: false,
  goesOn: false,
  moved: 0,
  lastMoved: null,
  lastModel: null,
};

const session = createStore<Session>(START);

export function useSession(): Session {
  return useStore(session);
}

export function currentSession(): Session {
  return session.get();
}

/** Answers of this round. */
export function answeredInRound({ answers, before }: Session): number {
  return answers.filter(({ mood }) => mood !== null).length - before;
}

/** The first song of a list that was neither answered nor skipped nor is on the card. */
export function nextOf(
  { answers, ahead, current }: Session,
  suggested: readonly Song[],
): Song | undefined {
  const gone = new Set(answers.map(({ song }) => song.id));
  return [...ahead, ...suggested].find(({ id }) => !gone.has(id) && id !== current?.id);
}

/** Tracks that the next list need not have. */
export function notToAsk(): number[] {
  return session
    .get()
    .answers.slice(-MOST_NAMED)
    .map(({ song }) => song.id);
}

export function showSong(current: Song | null): void {
  session.set((before) => ({
    ...before,
    current,
    ahead: before.ahead.filter(({ id }) => id !== current?.id),
  }));
}

/** Notes the answer to the song on the card, which then makes room for the next one. */
export function noteAnswer(answer: Answer): void {
  session.set((before) => {
    const others = before.answers.filter(({ song }) => song.id !== answer.song.id);
    const after = { ...before, current: null, answers: [...others, answer] };
    return { ...after, isResting: answer.mood !== null && answeredInRound(after) >= ROUND };
  });
}

/** Brings an answered song back onto the card; the one that was there comes after it. */
export function revisit(id: number): void {
  session.set((before) => {
    const found = before.answers.find(({ song }) => song.id === id);
    if (!found) return before;
    return {
      ...before,
      isResting: false,
      current: found.song,
      ahead: before.current ? [before.current, ...before.ahead] : before.ahead,
      answers: before.answers.filter((answer) => answer !== found),
    };
  });
}

/** Begins another round; `allTheSame`: though little would change. */
export function goOn(allTheSame: boolean): void {
  session.set((before) => ({
    ...before,
    isResting: false,
    goesOn: before.goesOn || allTheSame,
    before: before.answers.filter(({ mood }) => mood !== null).length,
  }));
}

/** Skipped songs may be asked about again. */
export function forgetSkipped(): void {
  session.set((before) => ({
    ...before,
    answers: before.answers.filter(({ mood }) => mood !== null),
  }));
}

export function noteTraining(model: number, moved: number): void {
  session.set((before) => ({
    ...before,
    moved: before.moved + moved,
    lastMoved: moved,
    lastModel: model,
  }));
}
