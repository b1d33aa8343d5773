import { AppError } from "../../../common/errors.ts";
import type { Handlers } from "../../rpc/dispatch.ts";

export function connectionHandlers(): Pick<
  Handlers,
  | "spotify.status"
  | "spotify.setUp"
  | "spotify.beginSignIn"
  | "spotify.awaitSignIn"
  | "spotify.useAppOnly"
  | "spotify.check"
> {
  const none = () => {
    throw new AppError("unavailable", "Spotify is not connected in this version.");
  };
  return {
    "spotify.status": none,
    "spotify.setUp": none,
    "spotify.beginSignIn": none,
    "spotify.awaitSignIn": none,
    "spotify.useAppOnly": none,
    "spotify.check": none,
  };
}
