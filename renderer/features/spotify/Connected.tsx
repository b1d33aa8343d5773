import type { ReactNode } from "react";
import type { Connection } from "../../../common/domain/spotify.ts";
import { ConnectionCard } from "./ConnectionCard.tsx";
import { ConnectionNotices } from "./ConnectionNotices.tsx";
import { PlaylistChooser } from "./PlaylistChooser.tsx";
import { SignInFailure } from "./SignInFailure.tsx";
import { SyncCard } from "./SyncCard.tsx";

/** Signed in: what to bring in, and how the connection is. */
export function Connected({
  connection,
  changeCredentials,
}: {
  readonly connection: Connection;
  readonly changeCredentials: () => void;
}): ReactNode {
  return (
    <>
      <SignInFailure redirectUri={connection.redirectUri} />
      <ConnectionNotices connection={connection} changeCredentials={changeCredentials} />
      <div className="spotify__columns">
        <div className="spotify__main">
          <SyncCard />
          <PlaylistChooser me={connection.account?.name ?? null} />
        </div>
        <ConnectionCard connection={connection} changeCredentials={changeCredentials} />
      </div>
    </>
  );
}
