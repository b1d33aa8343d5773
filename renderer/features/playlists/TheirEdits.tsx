import type { ReactNode } from "react";
import type { PlaylistPlan, TheirEditsChoice } from "../../../common/domain/mood-playlist.ts";
import { countOf } from "../../elements/format.ts";
import { RadioCards } from "../../elements/RadioCards.tsx";
import "./TheirEdits.css";

type Theirs = NonNullable<PlaylistPlan["theirs"]>;

/** What somebody changed by hand on Spotify since we wrote last, and the choice of what is to become of it. */
export function TheirEdits({
  theirs,
  choice,
  onChoose,
}: {
  readonly theirs: Theirs;
  readonly choice: TheirEditsChoice;
  readonly onChoose: (choice: TheirEditsChoice) => void;
}): ReactNode {
  return (
    <div className="their-edits">
      <p>
        <strong>You changed this playlist on Spotify</strong> since it was written last:{" "}
        {editWords(theirs)}.
      </p>
      <Titles words="Added by you" tracks={theirs.added} />
      <Titles words="Removed by you" tracks={theirs.removed} />
      <RadioCards
        legend="What should become of your changes?"
        value={choice}
        onChange={onChoose}
        options={[
          { value: "merge", label: "Merge (proposed)", hint: mergeWords(theirs) },
          {
            value: "keep",
            label: "Keep mine",
            hint: "Nothing is written. The playlist stays as it is on Spotify, without what the rules would add.",
          },
          { value: "ours", label: "Follow the rules", hint: oursWords(theirs) },
        ]}
      />
    </div>
  );
}

function Titles({
  words,
  tracks,
}: {
  readonly words: string;
  readonly tracks: Theirs["added"];
}): ReactNode {
  if (tracks.length === 0) return null;
  const shown = tracks.slice(0, 5).map(({ title }) => `“${title}”`);
  const rest = tracks.length - shown.length;
  return (
    <p className="their-edits__titles">
      <span className="soft">{words}:</span> {shown.join(", ")}
      {rest > 0 ? ` and ${countOf(rest, "more song")}` : ""}
    </p>
  );
}

function editWords({ added, removed, moved }: Theirs): string {
  const parts = [
    added.length > 0 ? `${countOf(added.length, "song")} added` : null,
    removed.length > 0 ? `${countOf(removed.length, "song")} removed` : null,
    moved ? "put in another order" : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function mergeWords({ added, removed, moved }: Theirs): string {
  const parts = [
    added.length > 0 ? "What you added stays." : null,
    removed.length > 0 ? "What you removed stays out." : null,
    "The rest follows the rules.",
    moved ? "The order is that of the rules." : null,
  ];
  return parts.filter((part) => part !== null).join(" ");
}

function oursWords({ added, removed, moved }: Theirs): string {
  const parts = [
    added.length > 0
      ? `Your ${added.length === 1 ? "song is" : `${added.length} songs are`} taken out, unless the rules want ${added.length === 1 ? "it" : "them"} too.`
      : null,
    removed.length > 0 ? `What you removed comes back where the rules want it.` : null,
    moved ? "Your order is lost." : null,
  ];
  return parts.filter((part) => part !== null).join(" ");
}
