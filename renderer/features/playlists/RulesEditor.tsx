import { useState, type ReactNode } from "react";
import type { MoodPlaylist, PlaylistRules } from "../../../common/domain/mood-playlist.ts";
import { Checkbox, Field, Select } from "../../elements/Field.tsx";
import { NumberField } from "../../elements/NumberField.tsx";
import { countOf } from "../../elements/format.ts";
import { Slider } from "../../elements/Slider.tsx";
import { CommitInput } from "../moods/CommitInput.tsx";
import { useSettings } from "../settings/queries.ts";
import { CustomOrder } from "./CustomOrder.tsx";
import { ExcludeList } from "./ExcludeList.tsx";
import type { PlaylistChange } from "./queries.ts";
import { ORDERS } from "./words.ts";
import "./RulesEditor.css";

/** Spotify's playlists hold no more. */
const MOST_SONGS = 10_000;

type Change = (change: PlaylistChange) => void;

/** What a playlist is called, which songs go in, and in which order. Every change counts from the next plan on. */
export function RulesEditor({
  playlist,
  onChange,
}: {
  readonly playlist: MoodPlaylist;
  readonly onChange: Change;
}): ReactNode {
  const changeRules = (rules: Partial<PlaylistRules>) => onChange({ rules });
  return (
    <div className="rules">
      <Appearance playlist={playlist} onChange={onChange} />
      <Songs playlist={playlist} onChange={changeRules} />
      <Order playlist={playlist} onChange={changeRules} />
    </div>
  );
}

function Appearance({
  playlist: { moodName, name, description, public: isPublic },
  onChange,
}: {
  readonly playlist: MoodPlaylist;
  readonly onChange: Change;
}): ReactNode {
  const { spotifyPlaylistName: template } = useSettings();
  const byTemplate = template.replaceAll("{mood}", moodName);
  return (
    <fieldset className="rules__part">
      <legend>On Spotify</legend>
      <Field
        label="Name"
        hint={
          name === byTemplate
            ? "By the template in the settings."
            : `Empty: “${byTemplate}”, by the template in the settings.`
        }
      >
        {(ids) => (
          <CommitInput
            {...ids}
            maxLength={100}
            allowEmpty
            value={name}
            onCommit={(next) => onChange({ name: next === "" ? null : next })}
          />
        )}
      </Field>
      <Field label="Description" hint="Empty: Undertone’s own words.">
        {(ids) => (
          <CommitInput
            {...ids}
            maxLength={280}
            allowEmpty
            value={description}
            onCommit={(next) => onChange({ description: next === "" ? null : next })}
          />
        )}
      </Field>
      <Checkbox
        checked={isPublic}
        onChange={(event) => onChange({ public: event.target.checked })}
        label="Show it on my profile"
        hint="Otherwise it is private: not on your profile, though whoever has its link can open it."
      />
    </fieldset>
  );
}

function Songs({
  playlist: { mood, moodName, rules },
  onChange,
}: {
  readonly playlist: MoodPlaylist;
  readonly onChange: (rules: Partial<PlaylistRules>) => void;
}): ReactNode {
  return (
    <fieldset className="rules__part">
      <legend>Which songs</legend>
      <Checkbox
        checked={rules.labelledOnly}
        onChange={(event) => onChange({ labelledOnly: event.target.checked })}
        label="Labelled songs only"
        hint="Guesses stay out, however sure."
      />
      <Settled
        label="Guesses from"
        value={Math.round(rules.minConfidence * 100)}
        shown={(percent) => `${percent} % sure`}
        max={100}
        step={5}
        disabled={rules.labelledOnly}
        hint={`What you labelled ${moodName} always goes in.`}
        onCommit={(percent) => onChange({ minConfidence: percent / 100 })}
      />
      <Checkbox
        checked={rules.withAlso}
        onChange={(event) => onChange({ withAlso: event.target.checked })}
        label="Also songs that have it as a second mood"
        hint={`Songs of another mood to which you added ${moodName} with Shift and its key.`}
      />
      <NumberField
        label="Songs at most"
        hint="The surest go in first. Empty: all of them."
        className="rules__number"
        empty="No limit"
        value={rules.maxLength}
        min={1}
        max={MOST_SONGS}
        onCommit={(maxLength) => onChange({ maxLength })}
      />
      <ExcludeList
        mood={mood}
        moodName={moodName}
        excluded={rules.exclude}
        onChange={(exclude) => onChange({ exclude: [...exclude] })}
      />
    </fieldset>
  );
}

function Order({
  playlist: { rules },
  onChange,
}: {
  readonly playlist: MoodPlaylist;
  readonly onChange: (rules: Partial<PlaylistRules>) => void;
}): ReactNode {
  return (
    <fieldset className="rules__part">
      <legend>In which order</legend>
      <Field label="Order" hint={ORDERS.find(({ value }) => value === rules.order)?.hint}>
        {(ids) => (
          <Select
            {...ids}
            value={rules.order}
            options={ORDERS}
            onChange={(order) => onChange({ order })}
          />
        )}
      </Field>
      {rules.order === "custom" ? (
        <CustomOrder
          count={rules.custom.length}
          onChange={(custom) => onChange({ custom: [...custom] })}
        />
      ) : null}
      <Settled
        label="Same artist again after"
        value={rules.artistGap}
        shown={(songs) => (songs === 0 ? "any time" : countOf(songs, "song"))}
        max={20}
        step={1}
        hint="So many other songs in between, as far as that can be had."
        onCommit={(artistGap) => onChange({ artistGap })}
      />
    </fieldset>
  );
}

/** A slider from 0 that speaks up only when it is let go. */
function Settled({
  value,
  shown,
  onCommit,
  ...rest
}: {
  readonly label: string;
  readonly value: number;
  readonly shown: (value: number) => string;
  readonly max: number;
  readonly step: number;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onCommit: (value: number) => void;
}): ReactNode {
  const [dragged, setDragged] = useState<number | null>(null);
  const now = dragged ?? value;
  return (
    <Slider
      {...rest}
      min={0}
      value={now}
      shown={shown(now)}
      onChange={setDragged}
      onCommit={(next) => {
        setDragged(null);
        if (next !== value) onCommit(next);
      }}
    />
  );
}
