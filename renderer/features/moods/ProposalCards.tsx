import { useState, type ReactNode } from "react";
import { ListMusic, Plus, Split } from "lucide-react";
import type { MoodProposal, SplitProposal } from "../../../common/domain/discovery.ts";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { showTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { countOf, formatPercent } from "../../elements/format.ts";
import { MoodBadge } from "../../elements/MoodBadge.tsx";
import { DefinitionWords } from "./DefinitionWords.tsx";
import { ExampleSongs } from "./ExampleSongs.tsx";
import { NewMoodDialog } from "./NewMoodDialog.tsx";
import { putAside } from "./put-aside.ts";
import { SplitDialog } from "./SplitDialog.tsx";

/** What a proposal is remembered by while it is put aside. */
export function nameOfMood({ words, size }: MoodProposal): string {
  return `mood ${words.join(" ")} ${size}`;
}

export function nameOfSplit({ mood }: SplitProposal): string {
  return `split ${mood}`;
}

/** "172 quiet, acoustic songs": a mood that may be missing. */
export function MoodProposalCard({ proposal }: { readonly proposal: MoodProposal }): ReactNode {
  const [making, setMaking] = useState(false);
  const { name, words, size, unsettled, definition, examples } = proposal;
  return (
    <li className="card proposal">
      <h3>
        {countOf(size, "song")}: {words.join(", ")}
      </h3>
      <p className="soft">
        They lie close together, apart from all else, and your moods are in doubt about{" "}
        {unsettled > 0.995 ? "all" : formatPercent(unsettled)} of them.
      </p>
      <DefinitionWords definition={definition} />
      <ExampleSongs songs={examples} />
      <div className="proposal__doors">
        <Button look="primary" icon={Plus} onClick={() => setMaking(true)}>
          Make it a mood
        </Button>
        <Button icon={ListMusic} onClick={() => showTracks({ ranges: { ...definition } })}>
          Look at the songs
        </Button>
        <Button look="quiet" onClick={() => putAside(nameOfMood(proposal))}>
          Not now
        </Button>
      </div>
      {making ? (
        <NewMoodDialog
          definition={definition}
          suggestedName={name}
          onMade={() => putAside(nameOfMood(proposal))}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </li>
  );
}

/** A mood whose songs are of two kinds. */
export function SplitProposalCard({
  proposal,
  mood,
}: {
  readonly proposal: SplitProposal;
  readonly mood: MoodSummary;
}): ReactNode {
  const [splitting, setSplitting] = useState(false);
  const { groups, between } = proposal;
  return (
    <li className="card proposal proposal--wide">
      <h3>
        <MoodBadge name={`“${mood.name}” is two moods`} color={mood.color} />
      </h3>
      <p className="soft">
        {between < 0.1
          ? "Its songs are of two kinds, with hardly any between them."
          : `Its songs are of two kinds; between them lie ${formatPercent(between)} as many as around the middle of the smaller one.`}
      </p>
      <div className="proposal__kinds">
        {groups.map(({ name, size, definition, examples }) => (
          <section key={name} aria-label={name}>
            <h4>
              {name} <span className="soft">{countOf(size, "song")}</span>
            </h4>
            <DefinitionWords definition={definition} />
            <ExampleSongs songs={examples} />
          </section>
        ))}
      </div>
      <div className="proposal__doors">
        <Button look="primary" icon={Split} onClick={() => setSplitting(true)}>
          Split it in two
        </Button>
        <Button icon={ListMusic} onClick={() => showTracks({ mood: mood.id })}>
          Look at the songs
        </Button>
        <Button look="quiet" onClick={() => putAside(nameOfSplit(proposal))}>
          Not now
        </Button>
      </div>
      {splitting ? (
        <SplitDialog
          mood={mood}
          onMade={() => putAside(nameOfSplit(proposal))}
          onClose={() => setSplitting(false)}
        />
      ) : null}
    </li>
  );
}
