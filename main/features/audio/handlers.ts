import type { AnalysedFile } from "../../../common/domain/audio.ts";
import { AppError } from "../../../common/errors.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library } from "../../library/library.ts";
import type { Ports } from "../../ports.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import { analysePaths } from "./analyse.ts";
import type { SoundPool } from "./pool.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly ports: Ports;
  readonly pool: SoundPool;
};

export function audioHandlers({
  library,
  jobs,
  ports,
  pool,
}: Deps): Pick<
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
> {
  const none = () => {
    throw new AppError("unavailable", "Sound files are not listened to in this version.");
  };
  return {
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
          outcome: (files) => outcomeOf(files),
        },
        context,
      ),
    "audio.folders": none,
    "audio.addFolder": none,
    "audio.watchFolder": none,
    "audio.removeFolder": none,
    "audio.scan": none,
    "audio.ambiguous": none,
    "audio.match": none,
    "audio.broken": none,
    "audio.open": none,
  };
}

function outcomeOf(files: readonly AnalysedFile[]): string {
  const broken = files.filter(({ problem }) => problem !== null).length;
  const heard = files.length - broken;
  const words = `${heard} ${heard === 1 ? "file" : "files"} listened to`;
  return broken === 0 ? `${words}.` : `${words}, ${broken} could not be read.`;
}
