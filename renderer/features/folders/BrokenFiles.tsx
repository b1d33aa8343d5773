import type { ReactNode } from "react";
import { countOf } from "../../elements/format.ts";
import { Scroller } from "../../elements/Scroller.tsx";
import { useBrokenFiles } from "./queries.ts";
import { fileName } from "./words.ts";
import "./BrokenFiles.css";

/** Files that could not be heard, each with its reason. */
export function BrokenFiles(): ReactNode {
  const files = useBrokenFiles();
  if (!files || files.length === 0) return null;
  return (
    <section className="card folders__part" aria-labelledby="folders-broken">
      <h2 id="folders-broken">{countOf(files.length, "file")} could not be listened to</h2>
      <Scroller label="Files that could not be listened to" className="broken-files">
        <ul>
          {files.map(({ file, reason }) => (
            <li key={file} className="broken-files__file">
              <strong title={file}>{fileName(file)}</strong>
              <span>{reason}</span>
              <span className="soft broken-files__path">{file}</span>
            </li>
          ))}
        </ul>
      </Scroller>
    </section>
  );
}
