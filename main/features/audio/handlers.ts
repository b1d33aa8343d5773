import { AppError } from "../../../common/errors.ts";
import type { Handlers } from "../../rpc/dispatch.ts";

export function audioHandlers(): Pick<
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
    "audio.analyse": none,
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
