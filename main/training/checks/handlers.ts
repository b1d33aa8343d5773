import { basename } from "node:path";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Learning } from "../../learning/client.ts";
import type { Library } from "../../library/library.ts";
import type { Ports } from "../../ports.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import { doctorLabels } from "../doctor.ts";
import type { Tables } from "../table.ts";
import { evaluateFile } from "./evaluate-file.ts";
import { checkLibrary } from "./library.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly ports: Pick<Ports, "files" | "log" | "settings">;
  readonly tables: Tables;
};

/** How good the learning is, and how sure that is; nothing is stored or changed. */
export function checkHandlers(
  deps: Deps,
): Pick<Handlers, "models.evaluate" | "learning.check" | "learning.doctor"> {
  const { library, jobs, learning, ports } = deps;
  const settings = () => ports.settings.get();
  return {
    "models.evaluate": (input, context) =>
      jobs.run(
        {
          kind: "evaluate",
          title: `Checking the learning on ${basename(ports.files.resolve(input.file))}`,
          outcome: ({ accuracy, size }) =>
            `${Math.round(accuracy.mean * 100)} % right on ${size} held-out tracks.`,
          work: (running) => evaluateFile(deps, input, running),
        },
        context,
      ),
    "learning.check": (input, context) =>
      jobs.run(
        {
          kind: "evaluate",
          title: "Checking how sure the figures are",
          outcome: ({ checked, figures, note }) =>
            figures
              ? `${checked} labels were checked ${figures.repeats.repeats} times.`
              : (note ?? "There was nothing to check."),
          work: (running) => checkLibrary(deps, input, running),
        },
        context,
      ),
    "learning.doctor": (_, context) =>
      jobs.run(
        {
          kind: "evaluate",
          title: "Looking for labels that may be wrong",
          outcome: ({ doubted, disagreements, note }) =>
            note ?? outcomeOf(doubted, disagreements.length),
          work: (running) => doctorLabels({ library, learning, settings }, running),
        },
        context,
      ),
  };
}

function outcomeOf(doubts: number, disagreements: number): string {
  const one = doubts === 1 ? "1 label is in doubt" : `${doubts} labels are in doubt`;
  return disagreements === 0
    ? `${one}.`
    : `${one}; ${disagreements} recordings have different labels.`;
}
