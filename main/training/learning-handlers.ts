import type { Settings } from "../../common/domain/settings.ts";
import type { Learning } from "../learning/client.ts";
import type { Library } from "../library/library.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import { createExplain } from "./explain.ts";
import { keepLabels } from "./keep-labels.ts";
import { suggestTracks } from "./suggest.ts";
import { createSimilarTracks } from "./similar.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** Questions to what was learnt; none of them changes anything but what the label doctor leaves alone. */
export function learningHandlers(
  deps: Deps,
): Pick<Handlers, "learning.explain" | "learning.similar" | "learning.suggest" | "learning.keep"> {
  const { library, settings } = deps;
  const explain = createExplain(library, settings);
  const similar = createSimilarTracks(deps);
  return {
    "learning.explain": ({ id }) => explain(id),
    "learning.similar": (input, context) => similar(input, context),
    "learning.suggest": (input, context) => suggestTracks(deps, input, context),
    "learning.keep": (input) => keepLabels(library, input),
  };
}
