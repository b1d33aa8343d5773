import type { ReactNode } from "react";
import { FolderPlus, RefreshCw } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { EmptyState } from "../../elements/EmptyState.tsx";
import { AmbiguousFiles } from "./AmbiguousFiles.tsx";
import { BrokenFiles } from "./BrokenFiles.tsx";
import { FolderCard } from "./FolderCard.tsx";
import { NoFolderDialogue } from "./NoFolderDialogue.tsx";
import { startScan, useAddFolder, useFolders, useScanRun } from "./queries.ts";
import { ScanProgress } from "./ScanProgress.tsx";
import "./FoldersPart.css";

/** Folders of music on this computer: their files are listened to, and become tracks or belong to some. */
export function FoldersPart(): ReactNode {
  const folders = useFolders();
  const run = useScanRun();
  const add = useAddFolder();
  if (!folders) return null;
  const addButton = (
    <Button
      look="primary"
      icon={FolderPlus}
      disabled={add.isPending || run.state === "running"}
      onClick={() => add.mutate()}
    >
      Add a folder…
    </Button>
  );
  return (
    <div className="folders">
      <ScanProgress run={run} />
      {folders.length === 0 ? (
        <EmptyState icon={FolderPlus} title="Listen to your own music" actions={addButton}>
          Choose a folder: Undertone listens to its files on this computer and measures tempo, key,
          loudness and an estimate of energy. Files that are tracks of yours are recognised, all
          others become tracks. The files are never changed, and nothing is sent anywhere.
        </EmptyState>
      ) : (
        <>
          <div className="folders__head">
            <p className="soft">
              Undertone listens to these folders on this computer. Files are never changed, and
              nothing is sent anywhere.
            </p>
            <div className="folders__buttons">
              <Button
                icon={RefreshCw}
                disabled={run.state === "running"}
                onClick={() => startScan(null)}
              >
                Scan all now
              </Button>
              {addButton}
            </div>
          </div>
          <ul className="folders__list">
            {folders.map((folder) => (
              <FolderCard key={folder.id} folder={folder} />
            ))}
          </ul>
        </>
      )}
      {add.isSuccess && add.data === null ? <NoFolderDialogue /> : null}
      <AmbiguousFiles />
      <BrokenFiles />
      <p className="soft folders__kinds">
        Undertone listens to MP3, FLAC, Ogg Vorbis, Opus, WAV and AIFF. M4A (AAC) files become
        tracks too, and can be played, but only their tags are read: no free decoder for them may
        come with Undertone. Convert them to FLAC, Opus or MP3 to have them measured.
      </p>
    </div>
  );
}
