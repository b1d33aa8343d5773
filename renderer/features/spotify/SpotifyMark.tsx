import type { ReactNode } from "react";
import { siSpotify } from "simple-icons";
import "./SpotifyMark.css";

/**
 * Spotify's mark, unaltered. Their guidelines: at least 21 px, its own green on black or white alone, else all black
 * or all white; never stretched. `look`: `plain` is black on light and white on dark; `tile` is green on a black field.
 */
export function SpotifyMark({
  look = "plain",
  label,
}: {
  readonly look?: "plain" | "tile";
  /** Its name where no word stands beside it. */
  readonly label?: string;
}): ReactNode {
  return (
    <span
      className={`spotify-mark spotify-mark--${look}`}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    >
      <svg viewBox="0 0 24 24">
        <path d={siSpotify.path} />
      </svg>
    </span>
  );
}
