/** Where Spotify is. Both can be set, for proxies and for tests on this machine; no slash at the end. */
export type SpotifyAddresses = {
  /** UNDERTONE_SPOTIFY_API_URL. */
  readonly api: string;
  /** UNDERTONE_SPOTIFY_ACCOUNTS_URL. */
  readonly accounts: string;
};

export function spotifyAddresses(environment: NodeJS.ProcessEnv = process.env): SpotifyAddresses {
  return {
    api: address(environment["UNDERTONE_SPOTIFY_API_URL"], "https://api.spotify.com/v1"),
    accounts: address(
      environment["UNDERTONE_SPOTIFY_ACCOUNTS_URL"],
      "https://accounts.spotify.com",
    ),
  };
}

function address(given: string | undefined, usual: string): string {
  return (given === undefined || given === "" ? usual : given).replace(/\/+$/, "");
}
