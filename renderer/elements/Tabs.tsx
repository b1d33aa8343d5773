import type { ReactNode } from "react";
import { Tabs as Base } from "@base-ui/react/tabs";
import "./Tabs.css";

export type TabPanel<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly panel: ReactNode;
};

/** Panels of which one is shown. `label` names the row of tabs. */
export function Tabs<Value extends string>({
  label,
  value,
  panels,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly panels: readonly TabPanel<Value>[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <Base.Root
      className="tabs"
      value={value}
      onValueChange={(next) => {
        const chosen = panels.find((panel) => panel.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Base.List className="tabs__list" aria-label={label}>
        {panels.map((panel) => (
          <Base.Tab key={panel.value} value={panel.value} className="tabs__tab">
            {panel.label}
          </Base.Tab>
        ))}
      </Base.List>
      {panels.map((panel) => (
        <Base.Panel key={panel.value} value={panel.value} className="tabs__panel">
          {panel.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
