import type { AnalysedFile, ScanReport } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library } from "../../library/library.ts";
import { brokenFiles, listSoundFolders } from "../../library/sound-files.ts";
import type { Ports } from "../../ports.ts";
import type { CallContext, Handlers } from "../../rpc/dispatch.ts";
import type { Events } from "../../rpc/events.ts";
import { analysePaths } from "./analyse.ts";
import {
  addFolder,
  chooseMatch,
  listAmbiguous,
  removeFolder,
  setWatched,
  soundFolders,
} from "./folders.ts";
import { openSound } from "./open.ts";
import type { SoundPool } from "./pool.ts";
import { scanFolders } from "./scan.ts";
import { createFolderWatch } from "./watch.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly ports: Ports;
  readonly pool: SoundPool;
  /** Called when what the model looks at has changed. */
  readonly retrain: () => void;
};

type AudioHandlers = Pick<
  Handlers,
  | "audio.analyse"
  | "audio.folders"
  | "audio.addFolder"
  | "audio.watchFolder"
  | "audio.removeFolder"
  | "audio.scan"
  | "audio.ambiguous"
  | "audio.match"
  | "audio.broken"
  | "audio.open"
>;

/** `close` ends watching; jobs end with the application's others. */
export function createAudio(deps: Deps): { handlers: AudioHandlers; close: () => Promise<void> } {
  const { library, jobs, events, ports, pool } = deps;
  const scan = (folder: number | undefined, context: Partial<CallContext>) =>
    jobs.run(
      {
        kind: "analyse",
        title: "Listening to your music folders",
        work: (running) => scanAndTell(deps, folder, running),
        outcome: describeScan,
        cancelled:
          "Cancelled. Files that were listened to are kept; the next scan goes on from there.",
      },
      context,
    );
  const folderWatch = createFolderWatch((folder) => {
    scan(folder, {}).catch((error: unknown) => {
      if (!(error instanceof AppError))
        ports.log("error", "A watched folder was not scanned.", error);
    });
  }, ports.log);
  // A command ends long before anything could change.
  const follow = () => {
    if (ports.host !== "cli")
      folderWatch.follow(listSoundFolders(library.db).filter((one) => one.watched));
  };
  follow();
  const changed = async () => {
    follow();
    events.emit({ type: "changed", tables: ["features", "tracks"] });
    return soundFolders(library);
  };
  return {
    close: () => folderWatch.close(),
    handlers: {
      "audio.analyse": ({ paths }, context) =>
        jobs.run(
          {
            kind: "analyse",
            title: "Listening to files",
            work: (running) =>
              analysePaths(
                { library, pool },
                paths.map((path) => ports.files.resolve(path)),
                running,
              ),
            outcome: describeFiles,
          },
          context,
        ),
      "audio.folders": () => soundFolders(library),
      async "audio.addFolder"({ folder, watched }) {
        const path =
          folder === undefined ? await ports.files.pickFolder() : ports.files.resolve(folder);
        if (path === null) return { folder: null };
        const added = await addFolder(library, path, watched);
        await changed();
        return { folder: added };
      },
      async "audio.watchFolder"({ id, watched }) {
        await setWatched(library, id, watched);
        return changed();
      },
      async "audio.removeFolder"({ id }) {
        await removeFolder(library, id);
        return changed();
      },
      "audio.scan": ({ folder }, context) => scan(folder, context),
      "audio.ambiguous": () => listAmbiguous(library),
      async "audio.match"({ file, track }) {
        await chooseMatch(library, file, track);
        await tellTracks(deps);
        return listAmbiguous(library);
      },
      "audio.broken": () => brokenFiles(library.db),
      "audio.open": ({ track }) => openSound(deps, track),
    },
  };
}

/** What was taken in before a cancel stays, and is told. */
async function scanAndTell(
  deps: Deps,
  folder: number | undefined,
  context: CallContext,
): Promise<ScanReport> {
  try {
    return await scanFolders(deps, folder, context);
  } finally {
    await tellTracks(deps);
  }
}

async function tellTracks({ library, events, retrain }: Deps): Promise<void> {
  await library.reload();
  events.emit({ type: "changed", tables: ["tracks", "features"] });
  retrain();
}

function describeFiles(files: readonly AnalysedFile[]): string {
  const broken = files.filter(({ problem }) => problem !== null).length;
  const words = `${count(files.length - broken, "file")} listened to`;
  return broken === 0 ? `${words}.` : `${words}, ${broken} could not be read.`;
}

function describeScan(report: ScanReport): string {
  const heard = report.analysed + report.cached;
  if (heard + report.gone + report.brokenCount === 0) return "Nothing new in your music folders.";
  const parts = [`${count(heard, "file")} listened to`, `${report.own} new to the library`];
  if (report.ambiguous > 0) parts.push(`${report.ambiguous} to be chosen by you`);
  if (report.gone > 0) parts.push(`${report.gone} gone`);
  if (report.brokenCount > 0) parts.push(`${report.brokenCount} could not be read`);
  return `${parts.join(", ")}.`;
}

function count(number: number, word: string): string {
  return `${number} ${number === 1 ? word : `${word}s`}`;
}
