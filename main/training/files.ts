import { basename } from "node:path";
import type { Jobs } from "../jobs/jobs.ts";
import type { Learning } from "../learning/client.ts";
import type { Library } from "../library/library.ts";
import type { Ports } from "../ports.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import { answerByFile, answerByLibrary } from "./models/answer.ts";
import { readModelFile } from "./models/file.ts";
import { featuresOf, readRows, type Tables } from "./table.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly ports: Pick<Ports, "files" | "log" | "settings">;
  readonly tables: Tables;
};

/** Answers about files that are not in the library; nothing is stored. */
export function fileHandlers(deps: Deps): Pick<Handlers, "models.predict"> {
  const { library, jobs, learning, ports, tables } = deps;
  const settings = () => ports.settings.get();
  return {
    "models.predict": ({ file, mapping, model }, context) => {
      const path = ports.files.resolve(file);
      return jobs.run(
        {
          kind: "evaluate",
          title: `Guessing moods for ${basename(path)}`,
          outcome: (answers) => `${answers.length} tracks answered.`,
          async work(running) {
            const rows = await readRows(tables, path, {
              mapping,
              signal: running.signal,
              log: ports.log,
            });
            const features = featuresOf(rows.map((row) => row.track));
            if (model !== undefined)
              return answerByFile(await readModelFile(ports.files.resolve(model)), features);
            return answerByLibrary({ library, learning, settings }, features, running);
          },
        },
        context,
      );
    },
  };
}
