import type { Library } from "../library/library.ts";
import { getReport, listModels } from "../library/models.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import type { Training } from "./training.ts";

export function trainingHandlers(
  library: Library,
  training: Training,
): Pick<Handlers, "training.run" | "models.list" | "models.report" | "models.use"> {
  return {
    "training.run": ({ acceptWorse }, context) => training.run(context, { acceptWorse }),
    "models.list": () => listModels(library.db),
    "models.report": ({ id }) => getReport(library.db, id),
    "models.use": ({ id }, context) => training.use(id, context),
  };
}
