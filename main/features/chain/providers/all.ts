import type { SpotifyApi } from "../../../spotify/api.ts";
import { providerAddresses } from "../addresses.ts";
import type { FeatureProvider } from "../provider.ts";
import { acousticbrainz } from "./acousticbrainz.ts";
import { deezer } from "./deezer.ts";
import { reccobeats } from "./reccobeats.ts";
import { spotify } from "./spotify.ts";

/** The services that are asked for features, at the addresses that the environment gives, in no order. */
export function createProviders(api: Pick<SpotifyApi, "audioFeatures">): FeatureProvider[] {
  const addresses = providerAddresses();
  return [
    reccobeats(addresses.reccobeats),
    spotify((ids, signal) => api.audioFeatures(ids, signal)),
    acousticbrainz(addresses),
    deezer(addresses.deezer),
  ];
}
