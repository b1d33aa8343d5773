import { useState, type ReactNode } from "react";
import { Folder, FolderX } from "lucide-react";
import type { SoundFolder } from "../../../common/domain/audio.ts";
import { Button } from "../../elements/Button.tsx";
import { Checkbox } from "../../elements/Field.tsx";
import { RemoveFolderDialog } from "./RemoveFolderDialog.tsx";
import { startScan, useScanRun, useWatchFolder } from "./queries.ts";
import { folderWords } from "./words.ts";
import "./FolderCard.css";

/** A folder of music: what became of its files, and what can be done with it. */
export function FolderCard({ folder }: { readonly folder: SoundFolder }): ReactNode {
  const [isRemoving, setRemoving] = useState(false);
  const isScanning = useScanRun().state === "running";
  const { mutate, isPending, variables } = useWatchFolder();
  const { id, path, watched, present } = folder;
  const Icon = present ? Folder : FolderX;
  return (
    <li className="card folder-card">
      <Icon size={20} strokeWidth={1.75} aria-hidden className="folder-card__icon" />
      <div className="folder-card__words">
        <h3 className="folder-card__path">{path}</h3>
        <p className="soft">{folderWords(folder)}</p>
        {present ? null : (
          <p className="folder-card__absent">
            Not there now: connect its disk, or remove it here. Its tracks and what was measured
            stay.
          </p>
        )}
        <Checkbox
          checked={isPending ? variables.watched : watched}
          onChange={(event) => mutate({ id, watched: event.target.checked })}
          label="Take in new and changed files by itself"
        />
      </div>
      <div className="folder-card__buttons">
        <Button
          disabled={isScanning || !present}
          aria-label={`Scan ${path} now`}
          onClick={() => startScan(id)}
        >
          Scan now
        </Button>
        <Button look="quiet" aria-label={`Remove ${path}…`} onClick={() => setRemoving(true)}>
          Remove…
        </Button>
      </div>
      {isRemoving ? (
        <RemoveFolderDialog folder={folder} onClose={() => setRemoving(false)} />
      ) : null}
    </li>
  );
}
