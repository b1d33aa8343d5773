import { useMemo } from "react";
import { useCommands, type Command } from "../../app/commands.ts";
import { showScreen } from "../../app/view.ts";
import { useSettings } from "../settings/queries.ts";
import { openSpotifyDialog } from "./dialogs.ts";
import { startSync, useConnection, useListAnew } from "./queries.ts";

/** What the palette offers of Spotify, from any screen; a sync only where somebody is signed in. */
export function useSpotifyCommands(): void {
  const { spotifyClientId } = useSettings();
  // Looking at the tokens may have the system ask for its key store: not where nothing can be in it.
  const { connection } = useConnection({ enabled: spotifyClientId !== null });
  const { mutate: listAnew } = useListAnew();
  const state = connection?.state;
  const commands = useMemo<Command[]>(() => {
    const always: Command[] = [
      {
        id: "go.spotify",
        title: "Go to Spotify",
        group: "Go to",
        run: () => showScreen("spotify"),
      },
      {
        id: "spotify.data",
        title: "Your data and Spotify",
        group: "Spotify",
        run: () => openSpotifyDialog("data"),
      },
    ];
    if (state === undefined || state === "not_set_up") return always;
    const disconnect: Command = {
      id: "spotify.disconnect",
      title: "Disconnect from Spotify…",
      group: "Spotify",
      run: () => openSpotifyDialog("disconnect"),
    };
    if (state !== "signed_in") return [...always, disconnect];
    return [
      ...always,
      {
        id: "spotify.sync",
        title: "Sync with Spotify",
        group: "Spotify",
        run: () => {
          showScreen("spotify");
          startSync({});
        },
      },
      {
        id: "spotify.list",
        title: "List the playlists on Spotify anew",
        group: "Spotify",
        run: () => {
          showScreen("spotify");
          listAnew();
        },
      },
      disconnect,
    ];
  }, [state, listAnew]);
  useCommands(commands);
}
