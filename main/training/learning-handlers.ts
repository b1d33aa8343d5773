import type { Settings } from "../../common/domain/settings.ts";
import type { Library } from "../library/library.ts";
import type { Handlers } from "../rpc/dispatch.ts";
import { explain } from "./explain.ts";

type Deps = { readonly library: Library; readonly settings: () => Settings };

/** Questions to what was learnt; none of them changes anything. */
export function learningHandlers({ library, settings }: Deps): Pick<Handlers, "learning.explain"> {
  return { "learning.explain": ({ id }) => explain(library, settings(), id) };
}
