import { useRef, useState, type ReactNode } from "react";
import { Hand } from "lucide-react";
import { Button } from "../../elements/Button.tsx";
import { tapsToBpm } from "./tap-tempo.ts";

/** A button to tap the beat on; T does it too while the focus is in here. */
export function TapTempo({ onTempo }: { readonly onTempo: (bpm: number) => void }): ReactNode {
  const taps = useRef<number[]>([]);
  const [words, setWords] = useState("Tap the beat: four times or more");
  const tap = (at: number) => {
    const { kept, bpm } = tapsToBpm(taps.current, at);
    taps.current = [...kept];
    if (bpm === null) {
      setWords(`${kept.length} of 4`);
    } else {
      setWords(`${kept.length} taps: ${bpm.toFixed(1)} BPM`);
      onTempo(bpm);
    }
  };
  return (
    <div className="panel-features__tap">
      <Button
        icon={Hand}
        aria-keyshortcuts="T"
        title="Tap along with the beat (T while this has the focus)"
        // On the way down: the way up lies as late as the finger likes.
        onPointerDown={(event) => tap(event.timeStamp)}
        onKeyDown={(event) => {
          if (!["t", "T", " ", "Enter"].includes(event.key)) return;
          event.preventDefault();
          event.stopPropagation();
          if (!event.repeat) tap(event.timeStamp);
        }}
      >
        Tap
      </Button>
      <span role="status">{words}</span>
    </div>
  );
}
