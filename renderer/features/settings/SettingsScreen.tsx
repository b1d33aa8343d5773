import { useState, type ReactNode } from "react";
import { Keyboard, Monitor, Moon, Sun } from "lucide-react";
import type { SettingsPatch } from "../../../common/domain/settings.ts";
import { openOverlay } from "../../app/view.ts";
import { Button } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { NumberField } from "../../elements/NumberField.tsx";
import { countOf, formatCount, formatPercent } from "../../elements/format.ts";
import { RadioCards } from "../../elements/RadioCards.tsx";
import { Slider } from "../../elements/Slider.tsx";
import { useAppInfo } from "../activity/queries.ts";
import { useTrackCount } from "../library/queries.ts";
import { SpotifySettings } from "../spotify/SpotifySettings.tsx";
import { useSaveSettings, useSaveState, useSettings } from "./queries.ts";
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
          <UnsureBelow value={settings.unsureBelow} save={save} />
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

function UnsureBelow({
  value,
  save,
}: {
  readonly value: number;
  readonly save: (patch: SettingsPatch) => void;
}): ReactNode {
  const [dragged, setDragged] = useState<number | null>(null);
  const percent = dragged ?? Math.round(value * 100);
  const unsure = useTrackCount(UNSURE);
  const guessed = useTrackCount(GUESSED);
  const counted =
    unsure === undefined || guessed === undefined || guessed === 0
      ? ""
      : ` At ${formatPercent(value)}: ${formatCount(unsure)} of ${countOf(guessed, "guess", "guesses")}.`;
  return (
    <Slider
      label="Call a guess unsure below"
      value={percent}
      shown={`${percent} %`}
      min={20}
      max={95}
      step={5}
      hint={`${unsureWords(percent)}${counted}`}
      onChange={setDragged}
      onCommit={(next) => {
        setDragged(null);
        save({ unsureBelow: next / 100 });
      }}
    />
  );
}

const UNSURE = { by: "unsure" } as const;
const GUESSED = { by: "guess" } as const;

/** What the threshold means for the one who decides. */
function unsureWords(percent: number): string {
  if (percent < 45) return "Only close calls between moods are marked as unsure.";
  if (percent <= 70) return "Doubtful guesses are marked as unsure.";
  return "All but the clear cases are marked as unsure, so there is more to check.";
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
