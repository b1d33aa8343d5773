import type { Ports } from "../ports.ts";
import type { Events } from "../rpc/events.ts";
import type { SpotifyAddresses } from "./addresses.ts";
import { createAuth, type Auth } from "./auth/auth.ts";
import { createSignIn, type SignIn } from "./auth/sign-in.ts";
import { createSpotifyApi, type SpotifyClient } from "./client/client.ts";
import { createHealth, type Health } from "./client/health.ts";

export type SpotifyConnection = {
  readonly api: SpotifyClient;
  readonly auth: Auth;
  readonly signIn: SignIn;
  readonly health: Health;
  readonly close: () => Promise<void>;
};

/** The one connection to Spotify of an application: nothing is asked of Spotify until someone calls. */
export function connectSpotify(
  addresses: SpotifyAddresses,
  ports: Ports,
  events: Events,
): SpotifyConnection {
  const changed = () => events.emit({ type: "changed", tables: ["spotify", "settings"] });
  const health = createHealth(changed);
  const { settings, secrets, log } = ports;
  const auth = createAuth({ accounts: addresses.accounts, settings, secrets, health, changed });
  const api = createSpotifyApi({
    address: addresses.api,
    data: ports.paths.data,
    settings: () => settings.get(),
    access: auth.access,
    remember: auth.remember,
    health,
    log,
  });
  const signIn = createSignIn(addresses.accounts, auth);
  return {
    api,
    auth,
    signIn,
    health,
    async close() {
      api.close();
      auth.close();
      await signIn.close();
    },
  };
}
