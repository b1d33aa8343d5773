import type { ReactNode } from "react";
import { AudioLines, CircleCheck, Palette, SkipForward, Sprout } from "lucide-react";
import { showScreen, showTracks } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { countOf } from "../../elements/format.ts";
import { useTrackCount } from "../library/queries.ts";
import { useMoods } from "../moods/queries.ts";
import { EmptyLibrary } from "../welcome/EmptyLibrary.tsx";
import { forgetSkipped, type useSession } from "./session.ts";

const ALL = {};
const WITHOUT = { missing: "features" } as const;

/** Why there is no song to ask about, and what to do now. */
export function NothingToAsk({
  session,
  refetch,
}: {
  readonly session: ReturnType<typeof useSession>;
  readonly refetch: () => void;
}): ReactNode {
  const tracks = useTrackCount(ALL);
  const without = useTrackCount(WITHOUT);
  const moods = useMoods();
  if (tracks === undefined || without === undefined) return null;
  if (tracks === 0) {
    return (
      <EmptyLibrary icon={Sprout} title="Nothing to ask about yet">
        Undertone learns from what you say of your own songs. It needs some first.
      </EmptyLibrary>
    );
  }
  if (moods.length < 2) {
    return (
      <EmptyState
        icon={Palette}
        title={moods.length === 0 ? "There are no moods yet" : "There is one mood only"}
        actions={
          <Button look="primary" onClick={() => showScreen("moods")}>
            Make moods
          </Button>
        }
      >
        To ask which mood a song is in, there must be two to choose from.
      </EmptyState>
    );
  }
  if (session.answers.some(({ mood }) => mood === null)) {
    return (
      <EmptyState
        icon={SkipForward}
        title="Only skipped songs are left"
        actions={
          <Button
            look="primary"
            onClick={() => {
              forgetSkipped();
              refetch();
            }}
          >
            Ask about them again
          </Button>
        }
      >
        All others have a label, or nothing is known of how they sound.
      </EmptyState>
    );
  }
  if (without === tracks) {
    return (
      <EmptyState
        icon={AudioLines}
        title="Nothing is known of how your songs sound"
        actions={
          <Button look="primary" onClick={() => showScreen("features")}>
            Get audio features
          </Button>
        }
      >
        Without energy, tempo and the like an answer to one song says nothing of the others. They
        come from files, from services, or from your own sound files.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CircleCheck}
      title="Every song has a label"
      actions={
        <>
          <Button look="primary" onClick={() => showScreen("doctor")}>
            Check my labels
          </Button>
          {without > 0 ? (
            <Button onClick={() => showTracks(WITHOUT)}>Songs without features</Button>
          ) : null}
        </>
      }
    >
      {without > 0
        ? `All but ${countOf(without, "song")}, of which nothing is known. There is nothing left to ask.`
        : "There is nothing left to ask."}
    </EmptyState>
  );
}
