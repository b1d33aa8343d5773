import { AppError } from "../../../common/errors.ts";
import type { PlaylistDeps } from "./deps.ts";

/** The id of who signed in. Throws AppError `signed_out`. */
export async function requireAccount(deps: Pick<PlaylistDeps, "account">): Promise<string> {
  const account = await deps.account();
  if (account) return account.id;
  throw new AppError(
    "signed_out",
    "Mood playlists are kept on Spotify, and nobody is signed in there. Connect Undertone with Spotify first.",
  );
}

export const ANOTHER_ACCOUNT =
  "It belongs to another Spotify account than the one that is signed in now.";
