import type { ReactNode } from "react";
import { FileSpreadsheet } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { ProgressBar } from "../../elements/ProgressBar.tsx";
import { chooseFile, useChoosing } from "./chosen-file.ts";
import "./FileDoor.css";

/** Where a file comes in: by a button, or dropped here or anywhere else in the window. */
export function FileDoor({ look = "primary" }: { readonly look?: "primary" | "plain" }): ReactNode {
  const { taking, asking } = useChoosing();
  return (
    <div className="file-door">
      <FileSpreadsheet size={28} strokeWidth={1.5} aria-hidden />
      {taking === null ? (
        <>
          <p>Drop a CSV, Excel or JSON file here, or choose one.</p>
          <Button look={look} disabled={asking} onClick={() => void chooseFile()}>
            Choose a file
          </Button>
          {asking ? (
            <div className="file-door__busy">
              <ProgressBar label="Waiting for the file" done={0} total={null} />
            </div>
          ) : null}
        </>
      ) : (
        <div className="file-door__busy" role="status">
          <p>Reading “{taking}”…</p>
          <ProgressBar label={`Reading ${taking}`} done={0} total={null} />
        </div>
      )}
    </div>
  );
}
