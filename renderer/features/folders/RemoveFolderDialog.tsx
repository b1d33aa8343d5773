import type { ReactNode } from "react";
import type { SoundFolder } from "../../../common/domain/audio.ts";
import { announce } from "../../app/toasts.ts";
import { Button } from "../../elements/Button.tsx";
import { Dialog } from "../../elements/Dialog.tsx";
import { useRemoveFolder } from "./queries.ts";

/** Says what removing a folder means, and does it. */
export function RemoveFolderDialog({
  folder: { id, path },
  onClose,
}: {
  readonly folder: SoundFolder;
  readonly onClose: () => void;
}): ReactNode {
  const { mutate, isPending } = useRemoveFolder();
  const remove = () =>
    mutate(id, {
      onSuccess: () => {
        onClose();
        announce(`${path} is no longer a music folder.`);
      },
    });
  return (
    <Dialog
      title="Remove this music folder?"
      description={path}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" disabled={isPending} onClick={remove}>
            Remove the folder
          </Button>
        </>
      }
    >
      <p>
        The files on your disk are not touched. Their tracks stay in the library with their moods
        and what was measured; they can only no longer be played here. Choose the folder again, and
        they can.
      </p>
    </Dialog>
  );
}
