import type { ReactNode } from "react";
import { SpotifyMark } from "./SpotifyMark.tsx";
import "./OpenInSpotify.css";

/** The way back that Spotify asks for wherever its data is shown: their mark and these words. */
export function OpenInSpotify({ href }: { readonly href: string }): ReactNode {
  return (
    <a className="open-in-spotify" href={href} target="_blank" rel="noopener noreferrer">
      <SpotifyMark />
      Open in Spotify
    </a>
  );
}

/** The same where there is no room for words; `of` is what it opens. */
export function OpenInSpotifyMark({
  href,
  of,
}: {
  readonly href: string;
  readonly of: string;
}): ReactNode {
  const label = `Open “${of}” in Spotify`;
  return (
    <a
      className="open-in-spotify open-in-spotify--mark"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      title={label}
    >
      <SpotifyMark />
    </a>
  );
}
