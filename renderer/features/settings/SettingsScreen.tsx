import { useState, type ReactNode } from "react";
import { Keyboard, Monitor, Moon, Sun } from "lucide-react";
import type { SettingsPatch } from "../../../common/domain/settings.ts";
import { openOverlay } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { NumberField } from "../../elements/NumberField.tsx";
import { countOf } from "../../elements/format.ts";
import { RadioCards } from "../../elements/RadioCards.tsx";
import { Slider } from "../../elements/Slider.tsx";
import { useAppInfo } from "../activity/queries.ts";
import { SpotifySettings } from "../spotify/SpotifySettings.tsx";
import { useSaveSettings, useSaveState, useSettings } from "./queries.ts";
import { UnsureBelow } from "./UnsureBelow.tsx";
import "./SettingsScreen.css";

const THEMES = [
  { value: "system", label: "As the system", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

export function SettingsScreen(): ReactNode {
  const settings = useSettings();
  const save = useSaveSettings();
  return (
    <div className="screen">
      <div className="screen__inner settings">
        <header className="screen__header">
          <div>
            <h1>Settings</h1>
            <p className="soft">Every change is saved at once.</p>
          </div>
          <SaveState />
        </header>
        <Section title="Appearance">
          <RadioCards
            legend="Theme"
            layout="row"
            value={settings.theme}
            options={THEMES}
            onChange={(theme) => save({ theme })}
          />
          <Button
            className="settings__keys"
            icon={Keyboard}
            onClick={() => openOverlay({ kind: "keys" })}
          >
            Show all keys
          </Button>
        </Section>
        <Section title="Learning">
          <Checkbox
            checked={settings.retrainAutomatically}
            onChange={(event) => save({ retrainAutomatically: event.target.checked })}
            label="Retrain by itself after corrections"
            hint="Otherwise Undertone learns only when you press “Retrain now”."
          />
          <RetrainDelay
            milliseconds={settings.retrainDelayMs}
            disabled={!settings.retrainAutomatically}
            save={save}
          />
          <UnsureBelow settings={settings} save={save} />
        </Section>
        <Section title="Importing">
          <NumberField
            label="Import at most this many tracks"
            hint="Counts for each import. Empty: no limit."
            className="settings__number"
            empty="No limit"
            value={settings.maxTracks}
            min={1}
            max={999_999_999}
            onCommit={(maxTracks) => save({ maxTracks })}
          />
        </Section>
        <Section title="Spotify">
          <SpotifySettings settings={settings} save={save} />
        </Section>
        <About />
      </div>
    </div>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="card settings__section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function SaveState(): ReactNode {
  const state = useSaveState();
  const words = { none: "", saving: "Saving…", saved: "Saved", failed: "Not saved" } as const;
  return (
    <span className={`settings__state settings__state--${state}`} role="status">
      {words[state]}
    </span>
  );
}

function RetrainDelay({
  milliseconds,
  disabled,
  save,
}: {
  readonly milliseconds: number;
  readonly disabled: boolean;
  readonly save: (patch: SettingsPatch) => void;
}): ReactNode {
  const [dragged, setDragged] = useState<number | null>(null);
  const seconds = dragged ?? milliseconds / 1000;
  return (
    <Slider
      label="Wait after the last correction"
      value={seconds}
      shown={seconds === 0 ? "Do not wait" : countOf(seconds, "second")}
      min={0}
      max={10}
      step={0.5}
      disabled={disabled}
      onChange={setDragged}
      onCommit={(value) => {
        setDragged(null);
        save({ retrainDelayMs: value * 1000 });
      }}
    />
  );
}

function About(): ReactNode {
  const info = useAppInfo();
  if (!info) return null;
  const place = {
    electron: "desktop app",
    browser: "in the browser, served from this computer",
    cli: "command line",
  }[info.host];
  return (
    <Section title="About">
      <dl className="settings__facts">
        <dt>Version</dt>
        <dd>
          Undertone {info.version} – {place}
        </dd>
        <dt>Your library</dt>
        <dd>
          <code>{info.libraryFile}</code>
          <span className="soft">
            One SQLite file. It is yours: copy it to back it up, while Undertone is closed. Nothing
            leaves this computer but what you export or write to Spotify.
          </span>
        </dd>
        <dt>Licence</dt>
        <dd>
          MIT. The works of others in it, and their licences, are listed in the file NOTICE that
          comes with Undertone.
        </dd>
      </dl>
    </Section>
  );
}
