import { AppError } from "../../../common/errors.ts";
import { SPOTIFY_SCOPES, type Connection } from "../../../common/domain/spotify.ts";
import type { Ports } from "../../ports.ts";
import type { Handlers } from "../../rpc/dispatch.ts";
import type { Events } from "../../rpc/events.ts";
import type { Auth } from "../auth/auth.ts";
import { redirectUri } from "../auth/listener.ts";
import type { SignIn } from "../auth/sign-in.ts";
import { sixMonthsAfter } from "../auth/six-months.ts";
import type { SpotifyApi } from "../api.ts";
import { scopeMissing } from "../client/failures.ts";
import type { Health } from "../client/health.ts";

type Deps = {
  readonly ports: Pick<Ports, "settings" | "secrets" | "openUrl">;
  readonly events: Events;
  readonly api: SpotifyApi;
  readonly auth: Auth;
  readonly signIn: SignIn;
  readonly health: Health;
};

export function connectionHandlers(
  deps: Deps,
): Pick<
  Handlers,
  | "spotify.status"
  | "spotify.setUp"
  | "spotify.beginSignIn"
  | "spotify.awaitSignIn"
  | "spotify.useAppOnly"
  | "spotify.check"
> {
  const { ports, events, api, auth, signIn } = deps;
  const status = () => describe(deps);
  const changed = () => events.emit({ type: "changed", tables: ["spotify", "settings"] });

  return {
    "spotify.status": status,
    async "spotify.setUp"({ clientId, port }) {
      const before = ports.settings.get();
      // Hexadecimal digits written otherwise are the same app.
      const other = before.spotifyClientId?.toLowerCase() !== clientId.toLowerCase();
      if (other) await auth.signOut({ forgetClient: false });
      ports.settings.set({
        ...(other ? { spotifyClientId: clientId } : {}),
        ...(port === undefined ? {} : { spotifyPort: port }),
      });
      changed();
      return status();
    },
    async "spotify.beginSignIn"() {
      const { spotifyClientId, spotifyPort } = ports.settings.get();
      if (spotifyClientId === null) {
        throw new AppError(
          "signed_out",
          "There is no client ID yet. Make an app in Spotify's dashboard and enter its client ID first.",
        );
      }
      const url = await signIn.begin({ clientId: spotifyClientId, port: spotifyPort });
      return { url, opened: await ports.openUrl(url).catch(() => false) };
    },
    async "spotify.awaitSignIn"(_, { signal }) {
      await signIn.finish(signal);
      return check(deps, signal);
    },
    async "spotify.useAppOnly"({ clientId, clientSecret }, { signal }) {
      await auth.useApp({ clientId, clientSecret }, signal);
      changed();
      return status();
    },
    "spotify.check": (_, { signal }) => check(deps, signal),
  };

  /** What keeps it from working is the answer, not an error. */
  async function check(deps: Deps, signal: AbortSignal): Promise<Connection> {
    try {
      if (await auth.person()) await api.me(signal);
      else if (await auth.app()) await auth.access.get();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      const { code, message } = error;
      // Being offline is a state of its own.
      if (code === "offline") return status();
      return { ...(await describe(deps)), problem: { code, message } };
    }
    return status();
  }
}

async function describe({ ports, api, auth, health }: Deps): Promise<Connection> {
  const { spotifyClientId: clientId, spotifyPort } = ports.settings.get();
  const person = await auth.person();
  const sixMonths = person && sixMonthsAfter(person.authorizedAt);
  const missingScopes = person
    ? SPOTIFY_SCOPES.filter((scope) => !person.scopes.includes(scope))
    : [];
  const problem =
    health.problem() ?? (missingScopes.length > 0 ? scopeMissing(missingScopes) : null);
  return {
    state: stateOf(clientId, person !== null, (await auth.app()) !== null),
    clientId,
    redirectUri: redirectUri(spotifyPort),
    account: person?.account ?? null,
    missingScopes,
    authorizedAt: person?.authorizedAt ?? null,
    expiresAt: sixMonths?.expiresAt ?? null,
    expiresSoon: sixMonths?.soon ?? false,
    tokensKept: await ports.secrets.kind(),
    offline: health.offline(),
    problem: problem && { code: problem.code, message: problem.message },
    quota: api.quota(),
  };
}

function stateOf(clientId: string | null, person: boolean, app: boolean): Connection["state"] {
  if (clientId === null) return "not_set_up";
  if (person) return "signed_in";
  return app ? "app_only" : "signed_out";
}
