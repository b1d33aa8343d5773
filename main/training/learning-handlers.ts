import type { Settings } from "../../common/domain/settings.ts";
import type { Learning } from "../learning/client.ts";
import type { Library } from "../library/library.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import { doctorLabels } from "./doctor.ts";
import { createExplain } from "./explain.ts";
import { suggestTracks } from "./suggest.ts";
import { createSimilarTracks } from "./similar.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
};

/** Questions to what was learnt; none of them changes anything. */
export function learningHandlers(
  deps: Deps,
): Pick<
  Handlers,
  "learning.explain" | "learning.similar" | "learning.suggest" | "learning.doctor"
> {
  const { library, settings } = deps;
  const explain = createExplain(library, settings);
  const similar = createSimilarTracks(deps);
  return {
    "learning.explain": ({ id }) => explain(id),
    "learning.similar": (input, context) => similar(input, context),
    "learning.suggest": (input, context) => suggestTracks(deps, input, context),
    "learning.doctor": (_, context) => doctorLabels(deps, context),
  };
}
