import { basename } from "node:path";
import type { Settings } from "../../../common/domain/settings.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Learning } from "../../learning/client.ts";
import type { Library } from "../../library/library.ts";
import { keepModelInUse } from "../../library/models.ts";
import type { Ports } from "../../ports.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import type { Events } from "../../rpc/events.ts";
import type { Training } from "../training.ts";
import { diffModels } from "./diff.ts";
import { exportModel, importModel, inspectModel, type WriteWhole } from "./exchange.ts";
import { showModel } from "./show.ts";
import { modelState } from "./state.ts";

type Deps = {
  readonly library: Library;
  readonly jobs: Jobs;
  readonly learning: Learning;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly ports: Pick<Ports, "files" | "version">;
  readonly training: Pick<Training, "use" | "schedule" | "guesses">;
  readonly write: WriteWhole;
};

/** The history of models. */
export function modelHandlers(
  deps: Deps,
): Pick<
  Handlers,
  | "models.state"
  | "models.show"
  | "models.diff"
  | "models.keep"
  | "models.export"
  | "models.inspect"
  | "models.import"
> {
  const { library, jobs, events, settings, ports, training } = deps;
  return {
    "models.state": () => modelState(library, settings()),
    "models.show": ({ id, labels }) => showModel(library, id, labels),
    "models.diff": (ids, context) =>
      jobs.run(
        {
          kind: "evaluate",
          title: "Comparing two models",
          outcome: ({ moved }) =>
            moved === null
              ? "Compared by their labels alone."
              : `${moved.count} of ${moved.tracks} tracks would be in another mood.`,
          work: (running) => diffModels(deps, ids, running),
        },
        context,
      ),
    async "models.keep"() {
      await library.write(() => keepModelInUse(library.db));
      events.emit({ type: "changed", tables: ["models"] });
      return modelState(library, settings());
    },
    "models.export": ({ id, target, force }, context) => {
      const path = ports.files.resolve(target);
      return jobs.run(
        {
          kind: "export",
          title: `Exporting a model to ${basename(path)}`,
          outcome: () => `The model is in ${basename(path)}.`,
          work: (running) => exportModel(deps, { id, path, force }, running),
        },
        context,
      );
    },
    "models.inspect": ({ file }) => inspectModel(library, ports.files.resolve(file)),
    "models.import": ({ file, createMoods, use }, context) => {
      const path = ports.files.resolve(file);
      return jobs.run(
        {
          kind: "import",
          title: `Importing the model ${basename(path)}`,
          outcome: ({ inUse, moved }) =>
            inUse ? `It is in use; ${moved} tracks changed their mood.` : "It is in the history.",
          async work(running) {
            const imported = await importModel(library, path, createMoods);
            const tables = ["models", "moods", "tracks"] as const;
            events.emit({ type: "changed", tables: [...tables] });
            if (use) {
              const { moved } = await training.use(imported.model, running);
              return { ...imported, inUse: true, moved };
            }
            // The model in use does not know the new moods.
            if (imported.created.length > 0) training.schedule();
            return { ...imported, inUse: false, moved: 0 };
          },
        },
        context,
      );
    },
  };
}
