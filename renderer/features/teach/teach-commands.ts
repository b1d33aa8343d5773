import { useMemo } from "react";
import { useCommands, type Command } from "../../app/commands.ts";
import { announce } from "../../app/toasts.ts";
import type { Track } from "../../../common/domain/track.ts";
import type { MoodSummary } from "../../../common/domain/mood.ts";
import { playOrPauseTrack } from "../player/PlayButton.tsx";
import type { Answering } from "./answering.ts";

const GROUP = "Teach";

/** Enter presses the control that has the focus; elsewhere it accepts. */
const isFree = () =>
  document.activeElement?.closest("button, a, input, select, summary, textarea") === null;

/** The keys of the card, the moods' own among them. */
export function useTeachCommands({
  answering: { say, sayAlso, accept, skip, back },
  moods,
  track,
}: {
  readonly answering: Answering;
  readonly moods: readonly MoodSummary[];
  /** The song on the card. */
  readonly track: Track | undefined;
}): void {
  const fixed = useMemo<Command[]>(
    () => [
      {
        id: "teach.accept",
        title: "Accept the guess",
        group: GROUP,
        keys: ["Enter"],
        when: isFree,
        run: accept,
      },
      { id: "teach.skip", title: "Skip this song", group: GROUP, keys: ["s"], run: skip },
      {
        id: "teach.back",
        title: "Back: take the last answer back",
        group: GROUP,
        keys: ["Backspace", "Mod+z"],
        run: back,
      },
    ],
    [accept, skip, back],
  );
  const ofMoods = useMemo<Command[]>(
    () =>
      moods.flatMap(({ id, name, key }) => [
        {
          id: `teach.set.${id}`,
          title: `It is ${name}`,
          group: GROUP,
          ...(key === null ? {} : { keys: [key] }),
          run: () => say(id),
        },
        {
          id: `teach.also.${id}`,
          title: `It is also ${name}`,
          group: GROUP,
          inPalette: false,
          ...(key === null ? {} : { keys: [`Shift+${key}`] }),
          run: () => sayAlso(id),
        },
      ]),
    [moods, say, sayAlso],
  );
  const ofTrack = useMemo<Command[]>(
    () => [
      {
        id: "teach.play",
        title: "Play or pause the song",
        group: GROUP,
        keys: ["Space"],
        run() {
          if (!track) return;
          if (track.hasAudio) playOrPauseTrack(track.id);
          else announce("No sound file of it is on this computer.");
        },
      },
    ],
    [track],
  );
  useCommands(fixed);
  useCommands(ofMoods);
  useCommands(ofTrack);
}
