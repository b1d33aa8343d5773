import type { ReactNode } from "react";
import { FolderOpen, Sparkles } from "lucide-react";
import { transport } from "../../client.ts";
import { Button } from "../../elements/Button.tsx";
import { RunProgress } from "../activity/RunProgress.tsx";
import { showFeatures } from "../coverage/part.ts";
import { FileDoor } from "../importing/FileDoor.tsx";
import { cancelImport, startSample, useImportRun } from "../importing/queries.ts";
import { SpotifyDoor } from "../spotify/SpotifyDoor.tsx";
import "./Welcome.css";

/** What a library without tracks shows: what this is, and the doors into it. */
export function Welcome(): ReactNode {
  const run = useImportRun();
  return (
    <div className="welcome">
      <header className="welcome__header">
        <Wave />
        <h1>Welcome to Undertone</h1>
        <p>
          Undertone guesses the mood of every song you have, learns from your corrections, and keeps
          playlists sorted by mood. Your library stays on this computer.
        </p>
      </header>
      {run.state === "running" ? (
        <section className="welcome__door welcome__door--busy" aria-label="Import">
          <h2>Importing {run.subject.name}</h2>
          <RunProgress title={`Importing ${run.subject.name}`} run={run} />
          <Button onClick={cancelImport} disabled={run.cancelling}>
            Cancel
          </Button>
        </section>
      ) : (
        <div className="welcome__doors">
          <section className="welcome__door" aria-labelledby="welcome-sample">
            <h2 id="welcome-sample">Look around first</h2>
            <div className="welcome__sample">
              <Sparkles size={28} strokeWidth={1.5} aria-hidden />
              <p>
                600 made-up songs in a few playlists, to try everything on. No account, no files.
              </p>
              <Button look="primary" onClick={startSample}>
                Try the sample library
              </Button>
            </div>
          </section>
          <section className="welcome__door" aria-labelledby="welcome-file">
            <h2 id="welcome-file">Import a file</h2>
            <FileDoor look="plain" />
          </section>
          <section className="welcome__door" aria-labelledby="welcome-folder">
            <h2 id="welcome-folder">Your own music</h2>
            <div className="welcome__plain">
              <FolderOpen size={28} strokeWidth={1.5} aria-hidden />
              <p>
                Undertone listens to the files of a folder and measures tempo, key and loudness.
              </p>
              <Button onClick={() => showFeatures("folders")}>Choose a music folder</Button>
            </div>
          </section>
          <section className="welcome__door" aria-labelledby="welcome-account">
            <h2 id="welcome-account">Connect Spotify</h2>
            <SpotifyDoor />
          </section>
        </div>
      )}
      <section className="welcome__spotify" aria-labelledby="welcome-spotify">
        <h2 id="welcome-spotify">On Spotify, but without Premium?</h2>
        <p className="soft">Exportify turns Spotify playlists into files that Undertone reads.</p>
        <ol>
          <li>
            Open <ExportifyAddress /> and sign in with Spotify there.
          </li>
          <li>Export the playlists that you want; unpack the file if it is a .zip.</li>
          <li>
            Drop a .csv file on this window. You see what it holds before anything is imported.
          </li>
        </ol>
      </section>
    </div>
  );
}

/** The desktop window opens no addresses of others; a browser does. */
function ExportifyAddress(): ReactNode {
  if (transport.kind === "electron") return <strong>exportify.net</strong>;
  return (
    <a href="https://exportify.net" target="_blank" rel="noreferrer">
      exportify.net
    </a>
  );
}

function Wave(): ReactNode {
  return (
    <svg className="welcome__wave" viewBox="0 0 120 40" aria-hidden>
      <path d="M4 20v0M14 14v12M24 8v24M34 16v8M44 4v32M54 12v16M64 18v4M74 9v22M84 15v10M94 6v28M104 15v10M116 20v0" />
    </svg>
  );
}
