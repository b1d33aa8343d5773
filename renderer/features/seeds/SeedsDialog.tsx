import { useState, type ReactNode } from "react";
import { Sprout } from "lucide-react";
import type { Seed } from "../../../common/domain/seed.ts";
import { announce } from "../../app/toasts.ts";
import { closeOverlay, openOverlay, showScreen } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { countOf } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { useHistory } from "../library/history.ts";
import { usePlaylists } from "../library/queries.ts";
import { sentenceOf } from "../moods/errors.ts";
import { AddPlaylist } from "./AddPlaylist.tsx";
import { useAcceptSeeds, useSeeds } from "./queries.ts";
import { SeedRows, type SeedChoice } from "./SeedRows.tsx";
import "./SeedsDialog.css";

const NONE: readonly Seed[] = [];

type Choices = Readonly<Record<number, SeedChoice>>;

/** Labels by the names of playlists that exist already; each is accepted or not. */
export function SeedsDialog(): ReactNode {
  const { seeds: proposed, error: refused } = useSeeds();
  const [added, setAdded] = useState<readonly Seed[]>([]);
  const seeds = proposed && [...proposed, ...added];
  const [choices, setChoices] = useState<Choices>({});
  const { mutate, isPending, error } = useAcceptSeeds();
  const { undoNewest } = useHistory();
  const choiceOf = (seed: Seed): SeedChoice => choices[seed.playlist] ?? proposalOf(seed);
  const accepted = seeds?.filter((seed) => choiceOf(seed).accepted) ?? [];
  const songs = accepted.reduce((sum, { unlabelled }) => sum + unlabelled, 0);
  const accept = () =>
    mutate(
      accepted.map((seed) => ({ playlist: seed.playlist, mood: choiceOf(seed).mood })),
      {
        onSuccess: ({ changed, decision }) => {
          closeOverlay();
          announce(
            changed === 0
              ? "All of these songs had a label already."
              : `${countOf(changed, "song")} labelled by ${countOf(accepted.length, "playlist")}.`,
            decision ? { label: "Undo", run: () => undoNewest(decision.id) } : undefined,
          );
        },
      },
    );
  return (
    <Dialog
      title="Start from your playlists"
      description={
        seeds && seeds.length > 0
          ? "The names of these playlists say a mood. Accept what fits: their songs get that label, unless they have one already."
          : undefined
      }
      size="l"
      onClose={closeOverlay}
      footer={
        seeds && seeds.length > 0 ? (
          <>
            <Button onClick={closeOverlay}>Cancel</Button>
            <Button look="primary" disabled={songs === 0 || isPending} onClick={accept}>
              {labelWords(songs, accepted.length)}
            </Button>
          </>
        ) : (
          <Button onClick={closeOverlay}>Close</Button>
        )
      }
    >
      <div className="seeds">
        {refused ? <Notice tone="error">{sentenceOf(refused)}</Notice> : null}
        {error ? <Notice tone="error">{sentenceOf(error)}</Notice> : null}
        {!seeds && !refused ? (
          <ProgressBar label="Reading the names of your playlists" done={0} total={null} />
        ) : null}
        {seeds?.length === 0 ? <NoSeeds onAdd={(seed) => setAdded([seed])} /> : null}
        {seeds && seeds.length > 0 ? (
          <>
            <SeedRows
              seeds={seeds}
              choiceOf={choiceOf}
              onChoose={(playlist, choice) =>
                setChoices((before) => ({ ...before, [playlist]: choice }))
              }
            />
            <AddPlaylist shown={seeds} onAdd={(seed) => setAdded((before) => [...before, seed])} />
            <p className="soft seeds__note">
              These labels remember that they came from a playlist, and count less in learning than
              the ones you set by hand. Any of them can be corrected later, as a guess can.
            </p>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

/** Where nothing would be labelled there is nothing to accept. */
function proposalOf({ mood, unlabelled }: Seed): SeedChoice {
  return { accepted: unlabelled > 0, mood };
}

/** A song in two of the playlists is labelled once: with several, the sum is a bound. */
function labelWords(songs: number, playlists: number): string {
  if (songs === 0) return "Label songs";
  return `Label ${playlists > 1 ? "up to " : ""}${countOf(songs, "song")}`;
}

function NoSeeds({ onAdd }: { readonly onAdd: (seed: Seed) => void }): ReactNode {
  const playlists = usePlaylists();
  if (playlists.length === 0) {
    return (
      <EmptyState
        icon={Sprout}
        title="No playlists yet"
        actions={
          <>
            <Button
              look="primary"
              onClick={() => {
                closeOverlay();
                showScreen("spotify");
              }}
            >
              Sync from Spotify
            </Button>
            <Button onClick={() => openOverlay({ kind: "import", file: null })}>
              Import a file
            </Button>
          </>
        }
      >
        A playlist called “Chill” says what its songs sound like. Once there are playlists in the
        library, their names can give the first labels.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Sprout}
      title="No playlist’s name says a mood"
      actions={<AddPlaylist shown={NONE} onAdd={onAdd} />}
    >
      None of your {countOf(playlists.length, "playlist")} has a mood, or a word close to one, in
      its name. Choose playlists yourself, and say which mood each is.
    </EmptyState>
  );
}
