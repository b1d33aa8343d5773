/** The web address of a track by its `spotify:track:…` URI; null for everything else. */
export function spotifyLink(uri: string | null): string | null {
  const id = uri === null ? undefined : /^spotify:track:([A-Za-z0-9]+)$/.exec(uri)?.[1];
  return id === undefined ? null : `https://open.spotify.com/track/${id}`;
}
