import { AppError } from "../../common/errors.ts";
import type { Handlers } from "../rpc/dispatch.ts";

export function seedHandlers(): Pick<Handlers, "seeds.propose" | "seeds.accept"> {
  const none = () => {
    throw new AppError("unavailable", "Labels from playlists are not in this version.");
  };
  return { "seeds.propose": none, "seeds.accept": none };
}
