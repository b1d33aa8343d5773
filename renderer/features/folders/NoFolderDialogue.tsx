import type { ReactNode } from "react";
import { Notice } from "../../elements/Notice.tsx";
import { useAppInfo } from "../activity/queries.ts";
import { CopyLine } from "../spotify/CopyLine.tsx";
import "./NoFolderDialogue.css";

/** A page in a browser may not choose folders of the computer; the desktop app may, and then null is a "no, thanks". */
export function NoFolderDialogue(): ReactNode {
  const info = useAppInfo();
  if (info?.host !== "browser") return null;
  return (
    <Notice tone="info">
      <p>
        <strong>A page in a browser cannot choose a folder.</strong> Use the desktop app, or close
        Undertone, add the folder on the command line, and start it again:
      </p>
      <div className="no-folder-dialogue__command">
        <CopyLine name="command" text="undertone folders add FOLDER" />
      </div>
      <p className="soft">
        Put the folder’s path in place of FOLDER; add <code>--watch</code> to take in new files by
        themselves.
      </p>
    </Notice>
  );
}
