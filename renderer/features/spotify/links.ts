/** Pages of Spotify's that the window leads to. The desktop opens these hosts alone. */
export const DASHBOARD = "https://developer.spotify.com/dashboard";
export const DEVELOPER_TERMS = "https://developer.spotify.com/terms";
export const DEVELOPER_POLICY = "https://developer.spotify.com/policy";
export const PRIVACY_POLICY = "https://www.spotify.com/legal/privacy-policy/";
export const CONNECTED_APPS = "https://www.spotify.com/account/apps/";

/** The page of a playlist, or of Liked Songs. */
export function playlistPage(id: string): string {
  return id === "liked"
    ? "https://open.spotify.com/collection/tracks"
    : `https://open.spotify.com/playlist/${encodeURIComponent(id)}`;
}
