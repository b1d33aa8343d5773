/** Where the services are, without a slash at the end. Each can be set, for proxies and for tests on this machine. */
export type ProviderAddresses = {
  /** UNDERTONE_RECCOBEATS_URL. */
  readonly reccobeats: string;
  /** UNDERTONE_MUSICBRAINZ_URL. */
  readonly musicbrainz: string;
  /** UNDERTONE_ACOUSTICBRAINZ_URL. */
  readonly acousticbrainz: string;
  /** UNDERTONE_DEEZER_URL. */
  readonly deezer: string;
};

export function providerAddresses(environment: NodeJS.ProcessEnv = process.env): ProviderAddresses {
  const address = (name: string, usual: string) => (environment[name] || usual).replace(/\/+$/, "");
  return {
    reccobeats: address("UNDERTONE_RECCOBEATS_URL", "https://api.reccobeats.com"),
    musicbrainz: address("UNDERTONE_MUSICBRAINZ_URL", "https://musicbrainz.org"),
    acousticbrainz: address("UNDERTONE_ACOUSTICBRAINZ_URL", "https://acousticbrainz.org"),
    deezer: address("UNDERTONE_DEEZER_URL", "https://api.deezer.com"),
  };
}
