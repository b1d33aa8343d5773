import { useCallback, useEffect, type ReactNode } from "react";
import type { AppEvent } from "../../../common/domain/job.ts";
import { useAppEvent } from "../../app/events.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { sentenceOf } from "../moods/errors.ts";
import { Answers } from "./Answers.tsx";
import { useAnswering } from "./answering.ts";
import { NothingToAsk } from "./NothingToAsk.tsx";
import { usePrepared, useSuggestions } from "./queries.ts";
import { Rest } from "./Rest.tsx";
import { answeredInRound, nextOf, noteTraining, ROUND, showSong, useSession } from "./session.ts";
import { SongCard } from "./SongCard.tsx";
import "./TeachScreen.css";

/** With fewer songs left the next ones are fetched. */
const FEW = 8;

/** Asks about one song after the other, the one first whose answer teaches most. */
export function TeachScreen(): ReactNode {
  const session = useSession();
  const { suggestions, error, isFetching, refetch } = useSuggestions();
  const answering = useAnswering();
  const onEvent = useCallback((event: AppEvent) => {
    if (event.type === "trained" && !event.heldBack) noteTraining(event.model, event.moved);
  }, []);
  useAppEvent(onEvent);

  const { current, isResting, goesOn } = session;
  const list = suggestions?.suggestions ?? NO_SONGS;
  const next = nextOf(session, list);
  const isEnough = suggestions?.enough === true && !goesOn;
  const mayAsk = current === null && !isResting && !isEnough;
  useEffect(() => {
    if (mayAsk && next) showSong(next);
  }, [mayAsk, next]);
  usePrepared(next?.id);
  const left = list.filter(({ id }) => !session.answers.some(({ song }) => song.id === id)).length;
  const given = session.answers.length;
  useEffect(() => {
    if (given > 0 && left < FEW) refetch();
  }, [given, left, refetch]);

  const isAsking = current !== null && !isResting;
  return (
    <div className="screen">
      <div className="screen__inner teach">
        <header className="screen__header">
          <div>
            <h1>Teach</h1>
            <p className="soft">
              Undertone asks about the songs whose answers help it most with all the others.
            </p>
          </div>
        </header>
        {error && !current ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
        {isAsking ? (
          <div className="teach__columns">
            <div className="teach__main">
              <Progress done={answeredInRound(session)} />
              <SongCard key={current.id} song={current} answering={answering} />
            </div>
            <Answers session={session} expectedChange={suggestions?.expectedChange ?? null} />
          </div>
        ) : null}
        {!isAsking && suggestions && (isResting || isEnough) ? (
          <Rest session={session} suggestions={suggestions} isEnough={isEnough} />
        ) : null}
        {!isAsking && !isResting && !isEnough && !next ? (
          isFetching || !suggestions ? (
            error ? null : (
              <Searching />
            )
          ) : (
            <NothingToAsk session={session} refetch={refetch} />
          )
        ) : null}
      </div>
    </div>
  );
}

const NO_SONGS = [] as const;

function Searching(): ReactNode {
  return (
    <div className="card teach__searching" role="status">
      <p>Looking for the songs that would teach most…</p>
      <ProgressBar label="Looking for songs" done={0} total={null} />
    </div>
  );
}

/** "Song 7 of 20." */
function Progress({ done }: { readonly done: number }): ReactNode {
  const place = Math.min(ROUND, done + 1);
  return (
    <div className="teach__progress">
      <span>
        Song {place} of {ROUND}
      </span>
      <ProgressBar label="Answers of this round" done={done} total={ROUND} />
    </div>
  );
}
