import type { ReactNode } from "react";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { Coverage } from "../../../common/domain/coverage.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { Notice } from "../../elements/Notice.tsx";
import { startFetch, useFetchRun, useProviders, type Chosen } from "./queries.ts";
import { answerWords, stateWords, TERMS } from "./words.ts";
import "./Services.css";

/** The services that can be asked: which, in which order, on which terms, and how things stand with each. */
export function Services({ coverage }: { readonly coverage: Coverage | undefined }): ReactNode {
  const { chosen, save } = useProviders();
  if (!coverage) return null;
  const move = (index: number, by: 1 | -1) => {
    const moved = chosen[index];
    if (moved) save(chosen.toSpliced(index, 1).toSpliced(index + by, 0, moved));
  };
  return (
    <div className="services">
      <p className="soft services__intro">
        They are asked from top to bottom, each only about tracks that lack something it could know.
        Nothing is sent before you press “Find features”, and nothing but the ids named below.
      </p>
      <ol className="services__list">
        {chosen.map((one, index) => {
          const service = coverage.providers.find(({ id }) => id === one.id);
          return service ? (
            <Service
              key={one.id}
              service={service}
              enabled={one.enabled}
              onSwitch={(enabled) => save(switched(chosen, one.id, enabled))}
              onUp={index === 0 ? null : () => move(index, -1)}
              onDown={index === chosen.length - 1 ? null : () => move(index, 1)}
            />
          ) : null;
        })}
      </ol>
    </div>
  );
}

function switched(chosen: Chosen, id: Chosen[number]["id"], enabled: boolean): Chosen {
  return chosen.map((one) => (one.id === id ? { ...one, enabled } : one));
}

function Service({
  service,
  enabled,
  onSwitch,
  onUp,
  onDown,
}: {
  readonly service: Coverage["providers"][number];
  readonly enabled: boolean;
  readonly onSwitch: (enabled: boolean) => void;
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
}): ReactNode {
  const isRunning = useFetchRun().state === "running";
  const state = stateWords(service);
  const { id, name, due } = service;
  return (
    <li className="card service">
      <div className="service__main">
        <Checkbox
          checked={enabled}
          onChange={(event) => onSwitch(event.target.checked)}
          label={<strong>{name}</strong>}
          hint={TERMS[id]}
        />
        {state === null ? null : <Notice tone="warning">{state}</Notice>}
        <div className="service__facts">
          <span className="soft">{answerWords(service, enabled)}</span>
          {due > 0 && enabled ? (
            <Button disabled={isRunning} onClick={() => startFetch({ providers: [id] })}>
              Ask {name} now
            </Button>
          ) : null}
        </div>
      </div>
      <div className="service__order">
        <IconButton
          icon={ArrowUp}
          label={`Ask ${name} earlier`}
          disabled={!onUp}
          onClick={() => onUp?.()}
        />
        <IconButton
          icon={ArrowDown}
          label={`Ask ${name} later`}
          disabled={!onDown}
          onClick={() => onDown?.()}
        />
      </div>
    </li>
  );
}
