import type { ReactNode } from "react";
import { ArrowLeftRight, Download, FileText, MoreHorizontal } from "lucide-react";
import type { ModelSummary } from "../../../common/domain/model.ts";
import { announce } from "../../app/toasts.ts";
import { openOverlay } from "../../app/view.ts";
import { IconButton } from "../../elements/Button.tsx";
import { formatMoment } from "../../elements/format.ts";
import { Menu, MenuItem } from "../../elements/Menu.tsx";
import { useExportModel } from "./queries.ts";
import { modelFileName } from "./words.ts";

/** What can be done with a model beside using it. */
export function ModelMenu({
  model,
  onCompare,
}: {
  readonly model: ModelSummary;
  /** Left out where there is no other one. */
  readonly onCompare?: (() => void) | undefined;
}): ReactNode {
  const { mutate, isPending } = useExportModel();
  const { id, createdAt } = model;
  const save = () =>
    mutate(
      { id, name: modelFileName(createdAt) },
      {
        onSuccess: (report) => {
          const [file] = report?.files ?? [];
          if (file) announce("The model is exported. No tracks and no labels went with it.");
        },
      },
    );
  return (
    <Menu
      trigger={
        <IconButton
          icon={MoreHorizontal}
          label={`More for the model of ${formatMoment(createdAt)}`}
        />
      }
    >
      <MenuItem
        mark={<FileText size={16} aria-hidden />}
        onSelect={() => openOverlay({ kind: "report", model: id })}
      >
        Report of its training
      </MenuItem>
      {onCompare ? (
        <MenuItem mark={<ArrowLeftRight size={16} aria-hidden />} onSelect={onCompare}>
          Compare…
        </MenuItem>
      ) : null}
      <MenuItem mark={<Download size={16} aria-hidden />} disabled={isPending} onSelect={save}>
        Export…
      </MenuItem>
    </Menu>
  );
}
