import { AppError } from "../../../common/errors.ts";
import type { Handlers } from "../../rpc/dispatch.ts";

export function chainHandlers(): Pick<Handlers, "features.status" | "features.fetch"> {
  const none = () => {
    throw new AppError("unavailable", "Features are not fetched in this version.");
  };
  return { "features.status": none, "features.fetch": none };
}
