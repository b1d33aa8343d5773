import type { ReactNode } from "react";
import { Columns3 } from "lucide-react";
import { settingsSchema } from "../../../common/domain/settings.ts";
import { Button, IconButton } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { Popover } from "../../elements/Popover.tsx";
import { useSaveSettings } from "../settings/queries.ts";
import { ALL_COLUMNS } from "./columns.tsx";
import "./ColumnChooser.css";

/** Which columns the table shows; kept in the settings. */
export function ColumnChooser({ chosen }: { readonly chosen: readonly string[] }): ReactNode {
  const save = useSaveSettings();
  const choose = (name: string, wanted: boolean) => {
    if (!wanted) save({ columns: chosen.filter((other) => other !== name) });
    else save({ columns: inserted(chosen, name) });
  };
  return (
    <Popover
      title="Columns"
      align="end"
      trigger={<IconButton icon={Columns3} label="Choose columns" />}
    >
      <div className="column-chooser">
        {ALL_COLUMNS.map((column) => {
          const name = column.id ?? "";
          const on = chosen.includes(name);
          return (
            <Checkbox
              key={name}
              label={column.meta?.full}
              checked={on}
              // A table without a column would have no way back.
              disabled={on && chosen.length === 1}
              onChange={(event) => choose(name, event.target.checked)}
            />
          );
        })}
      </div>
      <Button
        look="quiet"
        onClick={() => save({ columns: settingsSchema.shape.columns.parse(undefined) })}
      >
        The usual columns
      </Button>
    </Popover>
  );
}

/** Puts a column where the list of all columns has it: after the last chosen one that comes before it there. */
function inserted(chosen: readonly string[], name: string): string[] {
  const order = ALL_COLUMNS.map((column) => column.id ?? "");
  const before = new Set(order.slice(0, order.indexOf(name)));
  const after = chosen.findLastIndex((other) => before.has(other));
  return chosen.toSpliced(after + 1, 0, name);
}
