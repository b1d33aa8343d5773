import { useState, type ReactNode } from "react";
import { CircleCheck } from "lucide-react";
import type { Plan, PlaylistPlan, TheirEditsChoice } from "../../../common/domain/mood-playlist.ts";
import type { Quota } from "../../../common/domain/spotify.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { countOf, formatCount, formatMoment } from "../../elements/format.ts";
import { Notice } from "../../elements/Notice.tsx";
import { PlannedPlaylist } from "./PlannedPlaylist.tsx";
import { useQuotaNow } from "./queries.ts";
import { planTotals, type PlanTotals } from "./words.ts";
import { closeWriting, lookAtChanges, writePlan } from "./writing.ts";
import "./PlanStep.css";

type Choices = Readonly<Record<number, TheirEditsChoice>>;

/** Everything that a write would change, playlist by playlist, and the choices that are left to the user. */
export function PlanStep({ plan }: { readonly plan: Plan }): ReactNode {
  // A merge loses nothing of anyone: it is what is proposed.
  const [choices, setChoices] = useState<Choices>({});
  const [isOutdated, setOutdated] = useState(false);
  const quota = useQuotaNow();
  const choiceOf = ({ mood }: PlaylistPlan) => choices[mood] ?? "merge";
  const conflicts = plan.playlists.filter(({ theirs }) => theirs !== null);
  const isNothing = plan.playlists.every(({ action }) => action === "nothing");
  // What follows from another choice than a merge is not known beforehand; what is kept costs nothing.
  const known = plan.playlists.filter(
    (playlist) => playlist.theirs === null || choiceOf(playlist) === "merge",
  );
  const requests = plan.playlists
    .filter((playlist) => playlist.theirs === null || choiceOf(playlist) !== "keep")
    .reduce((sum, playlist) => sum + playlist.requests, 0);
  const isOnlyChoice =
    requests === 0 && conflicts.every((playlist) => choiceOf(playlist) !== "ours");
  const canWrite = plan.playlists.some(({ action }) => action === "create" || action === "update");
  const write = () =>
    writePlan(
      plan.id,
      conflicts.map((playlist) => ({ mood: playlist.mood, choice: choiceOf(playlist) })),
    );
  return (
    <Dialog
      title="What would change on Spotify"
      description={isNothing ? undefined : "Nothing is written yet. Have a look, then decide."}
      size="l"
      onClose={closeWriting}
      footer={
        <>
          {canWrite ? <Cost requests={requests} quota={quota} /> : null}
          <Button onClick={closeWriting}>{canWrite ? "Not now" : "Close"}</Button>
          {isOutdated ? (
            <Button look="primary" onClick={() => lookAtChanges()}>
              Look again
            </Button>
          ) : null}
          {canWrite && !isOutdated ? (
            <Button look="primary" onClick={write}>
              {isOnlyChoice ? "Remember my choice" : "Write to Spotify"}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="plan">
        {isNothing ? (
          <NothingToChange count={plan.playlists.length} />
        ) : (
          <Totals totals={planTotals(known)} />
        )}
        {isOutdated ? (
          <Notice tone="info">
            The rules have changed since this plan was made. Look again to see what they give now.
          </Notice>
        ) : null}
        <QuotaNotice requests={requests} quota={quota} />
        <ul className="plan__playlists">
          {plan.playlists.map((playlist) => (
            <PlannedPlaylist
              key={playlist.mood}
              playlist={playlist}
              choice={choiceOf(playlist)}
              onChoose={(choice) =>
                setChoices((before) => ({ ...before, [playlist.mood]: choice }))
              }
              onRulesChanged={() => setOutdated(true)}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function NothingToChange({ count }: { readonly count: number }): ReactNode {
  return (
    <EmptyState icon={CircleCheck} title="Nothing to change">
      {count === 1
        ? "Your mood playlist on Spotify is just as its rules say."
        : `Your ${formatCount(count)} mood playlists on Spotify are just as their rules say.`}{" "}
      Label some songs or change a rule, and look again.
    </EmptyState>
  );
}

const FIGURES: readonly { readonly key: keyof PlanTotals; readonly label: string }[] = [
  { key: "created", label: "Playlists to make" },
  { key: "added", label: "Songs to add" },
  { key: "removed", label: "Songs to remove" },
  { key: "moved", label: "Songs to move" },
];

function Totals({ totals }: { readonly totals: PlanTotals }): ReactNode {
  if (FIGURES.every(({ key }) => totals[key] === 0)) return null;
  return (
    <dl className="plan__figures">
      {FIGURES.map(({ key, label }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{formatCount(totals[key])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Cost({
  requests,
  quota,
}: {
  readonly requests: number;
  readonly quota: Quota | undefined;
}): ReactNode {
  return (
    <p className="plan__cost soft">
      About {countOf(requests, "request")}
      {quota
        ? ` · ${formatCount(quota.used)} of ${formatCount(quota.limit)} used in the last 24 hours`
        : ""}
    </p>
  );
}

function QuotaNotice({
  requests,
  quota,
}: {
  readonly requests: number;
  readonly quota: Quota | undefined;
}): ReactNode {
  if (!quota || requests === 0) return null;
  if (quota.blockedUntil !== null) {
    return (
      <Notice tone="warning">
        Spotify has asked Undertone to wait until {formatMoment(quota.blockedUntil)}. Until then
        nothing can be written; this plan does not get lost.
      </Notice>
    );
  }
  const left = Math.max(0, quota.limit - quota.used);
  if (requests <= left) return null;
  return (
    <Notice tone="warning">
      Today’s requests will not do: about {countOf(requests, "request")} are needed and{" "}
      {formatCount(left)} are left. Writing then stops, and goes on later from where it stopped.
    </Notice>
  );
}
