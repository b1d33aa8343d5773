import type { ReactNode } from "react";
import { Telescope } from "lucide-react";
import type { Discovery } from "../../../common/domain/discovery.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf } from "../../elements/format.ts";
import { RunFailure } from "../activity/RunFailure.tsx";
import { RunningCard } from "../activity/RunningCard.tsx";
import { GroupCounts } from "./GroupCounts.tsx";
import { MoodProposalCard, nameOfMood, nameOfSplit, SplitProposalCard } from "./ProposalCards.tsx";
import { bringBack, usePutAside } from "./put-aside.ts";
import { cancelDiscovery, discover, useDiscovery, useMoods } from "./queries.ts";
import "./Discover.css";

/** What else is in the library: moods that may be missing, moods that are two, and how many kinds of songs there are. */
export function Discover(): ReactNode {
  const run = useDiscovery();
  const isRunning = run.state === "running";
  return (
    <div className="discover">
      <p className="soft discover__intro">
        Looks for songs that lie close together and that your moods make nothing of, for moods whose
        songs are of two kinds, and for how many kinds of songs you have. Nothing is changed until
        you say so.
      </p>
      {isRunning ? (
        <RunningCard title="Looking for what else is there" run={run} onCancel={cancelDiscovery} />
      ) : (
        <Button
          look={run.state === "done" ? "plain" : "primary"}
          icon={Telescope}
          className="discover__look"
          onClick={discover}
        >
          {run.state === "done" ? "Look again" : "Look what else is there"}
        </Button>
      )}
      {run.state === "failed" ? <RunFailure error={run.error} /> : null}
      {run.state === "done" ? <Found found={run.result} /> : null}
    </div>
  );
}

function Found({ found }: { readonly found: Discovery }): ReactNode {
  const moods = useMoods();
  const aside = usePutAside();
  const newMoods = found.newMoods.filter((proposal) => !aside.has(nameOfMood(proposal)));
  // A mood may be gone since.
  const splits = found.splits.flatMap((proposal) => {
    const mood = moods.find(({ id }) => id === proposal.mood);
    return mood && !aside.has(nameOfSplit(proposal)) ? [{ proposal, mood }] : [];
  });
  const hidden = [...found.newMoods.map(nameOfMood), ...found.splits.map(nameOfSplit)].filter(
    (name) => aside.has(name),
  );
  const count = newMoods.length + splits.length;
  return (
    <>
      <section aria-label="Proposals" className="discover__part">
        <h2>Proposals</h2>
        <p role="status">
          {count > 0
            ? `${countOf(count, "proposal")} from ${countOf(found.tracks, "song")}.`
            : hidden.length > 0
              ? "Nothing else."
              : found.reason === "too-few"
                ? "There are too few songs with audio features to find anything in."
                : "No group of songs stands apart from your moods, and no mood is clearly two."}{" "}
          {hidden.length > 0 ? (
            <Button look="quiet" onClick={() => bringBack(hidden)}>
              Show {hidden.length} put aside
            </Button>
          ) : null}
        </p>
        {count > 0 ? (
          <ul className="discover__cards">
            {newMoods.map((proposal) => (
              <MoodProposalCard key={nameOfMood(proposal)} proposal={proposal} />
            ))}
            {splits.map(({ proposal, mood }) => (
              <SplitProposalCard key={nameOfSplit(proposal)} proposal={proposal} mood={mood} />
            ))}
          </ul>
        ) : null}
      </section>
      <section aria-label="How many kinds of songs" className="discover__part">
        <h2>How many kinds of songs</h2>
        <p>
          {found.because}
          {found.sampled < found.tracks
            ? ` Judged by ${countOf(found.sampled, "song")} drawn from ${countOf(found.tracks, "song")}.`
            : ""}
        </p>
        <GroupCounts found={found} />
      </section>
    </>
  );
}
