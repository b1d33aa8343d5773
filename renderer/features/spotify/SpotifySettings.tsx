import { useState, type ReactNode } from "react";
import type { Settings, SettingsPatch } from "../../../common/domain/settings.ts";
import { settingsSchema } from "../../../common/domain/settings.ts";
import { Checkbox, Field, TextInput } from "../../elements/Field.tsx";
import { NumberField } from "../../elements/NumberField.tsx";

type Properties = {
  readonly settings: Settings;
  readonly save: (patch: SettingsPatch) => void;
};

/** How Spotify is asked, what mood playlists are called, and what may be learnt from. */
export function SpotifySettings({ settings, save }: Properties): ReactNode {
  return (
    <>
      <NumberField
        className="settings__number"
        label="Requests in 24 hours"
        hint="Undertone stops there by itself. Spotify’s own limit is not published; people report being locked out at 800 to 1,100."
        value={settings.spotifyDailyRequests}
        min={10}
        max={100_000}
        onCommit={(spotifyDailyRequests) => save({ spotifyDailyRequests })}
      />
      <NumberField
        className="settings__number"
        label="Items to ask for at a time"
        hint="Spotify gives 50 at the most. Fewer means more requests."
        value={settings.spotifyBatchSize}
        min={1}
        max={50}
        onCommit={(spotifyBatchSize) => save({ spotifyBatchSize })}
      />
      <NumberField
        className="settings__number"
        label="Pause between two requests, in milliseconds"
        hint="250 is four requests a second. Spotify counts those of any 30 seconds."
        value={settings.spotifyDelayMs}
        min={0}
        max={60_000}
        onCommit={(spotifyDelayMs) => save({ spotifyDelayMs })}
      />
      <NameTemplate value={settings.spotifyPlaylistName} save={save} />
      <Checkbox
        checked={settings.trainOnSpotifyFeatures}
        onChange={(event) => save({ trainOnSpotifyFeatures: event.target.checked })}
        label="Learn from audio features that Spotify gave"
        hint="Spotify’s developer terms forbid training a model on what comes from it. Leave this off unless you have an old app and an agreement with Spotify that allows it; Undertone cannot know. Features from files, from the sound itself and from you are always learnt from."
      />
    </>
  );
}

function NameTemplate({
  value,
  save,
}: {
  readonly value: string;
  readonly save: (patch: SettingsPatch) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const parsed = settingsSchema.shape.spotifyPlaylistName.unwrap().safeParse(text);
  const commit = () => {
    if (typed === null || !parsed.success) return;
    setTyped(null);
    if (parsed.data !== value) save({ spotifyPlaylistName: parsed.data });
  };
  return (
    <Field
      label="Names of new mood playlists"
      hint={
        text.includes("{mood}")
          ? `“${text.trim().replaceAll("{mood}", "Chill")}” for the mood Chill. Playlists that are there keep their names until the next plan.`
          : "Without {mood} in it, all of them get the same name."
      }
      error={parsed.success ? null : "Type 1 to 100 characters. Not saved yet."}
    >
      {(ids) => (
        <TextInput
          {...ids}
          aria-invalid={!parsed.success}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
        />
      )}
    </Field>
  );
}
