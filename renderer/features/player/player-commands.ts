import { useMemo } from "react";
import { useCommands, type Command } from "../../app/commands.ts";
import { closePlayer, playerState, seekBy } from "./player.ts";
import { playNeighbour, playOrPause } from "./list.ts";
import { toggleMuted } from "./volume.ts";

const GROUP = "Player";
/** Back to hear something again; on, past what is known already (s). */
const BACK = 10;
const ON = 30;

const isPlaying = () => playerState().phase === "playing";

/** What keys and palette offer of the player. Mount once. */
export function usePlayerCommands(): void {
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "player.toggle",
        title: "Play or pause the track",
        group: GROUP,
        keys: ["Space"],
        run: playOrPause,
      },
      {
        id: "player.back",
        title: `Back ${BACK} seconds`,
        group: GROUP,
        keys: ["ArrowLeft"],
        when: isPlaying,
        inPalette: false,
        run: () => seekBy(-BACK),
      },
      {
        id: "player.on",
        title: `On ${ON} seconds`,
        group: GROUP,
        keys: ["ArrowRight"],
        when: isPlaying,
        inPalette: false,
        run: () => seekBy(ON),
      },
      {
        id: "player.next",
        title: "Play the next track with sound",
        group: GROUP,
        run: () => void playNeighbour(1),
      },
      {
        id: "player.previous",
        title: "Play the previous track with sound",
        group: GROUP,
        run: () => void playNeighbour(-1),
      },
      { id: "player.mute", title: "Mute or unmute", group: GROUP, run: toggleMuted },
      { id: "player.close", title: "Close the player", group: GROUP, run: closePlayer },
    ],
    [],
  );
  useCommands(commands);
}
