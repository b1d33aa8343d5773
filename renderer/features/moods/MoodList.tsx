import { useState, type ReactNode } from "react";
import { CircleHelp, Library, Plus, SquareDashed, type LucideIcon } from "lucide-react";
import type { TrackQueryInput } from "../../../common/domain/track.ts";
import { showTracks, useViewPart } from "../../app/view.ts";
import { IconButton } from "../../elements/Button.tsx";
import { countOf, formatCount } from "../../elements/format.ts";
import { MoodDot } from "../../elements/MoodBadge.tsx";
import { useTrackCount } from "../library/queries.ts";
import { useUnsureBelow } from "../training/queries.ts";
import { NewMoodDialog } from "./NewMoodDialog.tsx";
import { useMoods } from "./queries.ts";
import "./MoodList.css";

const ALL: TrackQueryInput = {};
const NONE: TrackQueryInput = { mood: "none" };
const UNSURE: TrackQueryInput = { by: "unsure" };
const WITHOUT: TrackQueryInput = { missing: "features" };

/** The moods in the side bar with their counts, and the filters that need the user's eye. */
export function MoodList(): ReactNode {
  const moods = useMoods();
  const unsureBelow = useUnsureBelow();
  const [adding, setAdding] = useState(false);
  return (
    <nav aria-label="Moods" className="mood-list">
      <ul>
        <QuickFilter icon={Library} label="All tracks" query={ALL} always />
      </ul>
      <div className="sidebar__heading">
        <h2 className="mood-list__heading">Moods</h2>
        <IconButton
          icon={Plus}
          label="Add a mood"
          className="mood-list__add"
          onClick={() => setAdding(true)}
        />
      </div>
      <ul>
        {moods.map(({ id, name, color, key, count, labelled }) => (
          <Place
            key={id}
            query={{ mood: id }}
            title={`${name}: ${countOf(count, "track")}, ${formatCount(labelled)} labelled${key === null ? "" : `; key ${key}`}`}
            mark={<MoodDot color={color} />}
            label={name}
            shortcut={key}
            count={count}
          />
        ))}
        <QuickFilter icon={SquareDashed} label="No mood" query={NONE} />
      </ul>
      <ul className="mood-list__filters">
        <QuickFilter
          icon={CircleHelp}
          label="Unsure"
          query={UNSURE}
          hint={`The guess is below ${Math.round(unsureBelow * 100)} % sure: your word helps most here`}
        />
        <QuickFilter
          icon={SquareDashed}
          label="Without features"
          query={WITHOUT}
          hint="Nothing is known of how they sound, so there is no guess"
        />
      </ul>
      {adding ? <NewMoodDialog onClose={() => setAdding(false)} /> : null}
    </nav>
  );
}

/** Left out while it finds nothing, unless it is there always. */
function QuickFilter({
  icon: Icon,
  label,
  query,
  hint,
  always = false,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly query: TrackQueryInput;
  readonly hint?: string;
  readonly always?: boolean;
}): ReactNode {
  const count = useTrackCount(query);
  if (!always && !count) return null;
  return (
    <Place
      query={query}
      title={hint}
      mark={<Icon size={16} aria-hidden />}
      label={label}
      shortcut={null}
      count={count}
    />
  );
}

function Place({
  query,
  title,
  mark,
  label,
  shortcut,
  count,
}: {
  readonly query: TrackQueryInput;
  readonly title: string | undefined;
  readonly mark: ReactNode;
  readonly label: string;
  readonly shortcut: string | null;
  readonly count: number | undefined;
}): ReactNode {
  const isShown = useViewPart((view) => view.screen === "library" && sameFilter(query, view.query));
  return (
    <li>
      <button
        type="button"
        className="sidebar__item"
        aria-current={isShown ? "true" : undefined}
        title={title}
        onClick={() => showTracks(query)}
      >
        <span className="mood-list__mark">{mark}</span>
        <span className="cut">{label}</span>
        {shortcut === null ? null : <kbd className="mood-list__key">{shortcut}</kbd>}
        {count === undefined ? null : <span className="sidebar__count">{formatCount(count)}</span>}
      </button>
    </li>
  );
}

/** Sorting is not filtering: a sorted list of a mood is still that mood's. */
function sameFilter(
  place: TrackQueryInput,
  { sort: _, descending: __, ...shown }: TrackQueryInput,
) {
  const keys = Object.keys(shown) as (keyof typeof shown)[];
  const wanted = Object.keys(place) as (keyof typeof shown)[];
  return keys.length === wanted.length && wanted.every((key) => place[key] === shown[key]);
}
