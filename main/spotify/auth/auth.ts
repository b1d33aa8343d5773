import { AppError } from "../../../common/errors.ts";
import { SPOTIFY_SCOPES } from "../../../common/domain/spotify.ts";
import type { SecretStore, SettingsStore } from "../../ports.ts";
import type { RemoteProfile } from "../api.ts";
import type { Health } from "../client/health.ts";
import type { Access } from "../client/transport.ts";
import { openStored, type AppCredentials, type Person } from "./stored.ts";
import { appGrant, refreshGrant, type Grant } from "./token-endpoint.ts";
import { TokenRefused } from "./token-refused.ts";

/** A token that ends within this time is renewed before it is used. */
const MARGIN_MS = 60_000;

export type Auth = {
  readonly access: Access;
  /** The person of the client ID in the settings; null = nobody has signed in. */
  readonly person: () => Promise<Person | null>;
  readonly app: () => Promise<AppCredentials | null>;
  /** Stores what signing in gave. */
  readonly signedIn: (clientId: string, grant: Grant) => Promise<void>;
  /** Tries an id and a secret, and stores them. Throws AppError `signed_out` where Spotify refuses them. */
  readonly useApp: (app: AppCredentials, signal: AbortSignal) => Promise<void>;
  readonly remember: (account: RemoteProfile) => Promise<void>;
  /** Forgets tokens and secrets, and the client ID where asked. */
  readonly signOut: (options: { readonly forgetClient: boolean }) => Promise<void>;
  /** Ends refreshing. */
  readonly close: () => void;
};

type Parts = {
  /** Of the accounts service, without a slash at the end. */
  readonly accounts: string;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly health: Health;
  /** Who is signed in has changed. */
  readonly changed: () => void;
};

/** Keeps the sign-in: tokens in the host's secrets, renewed one at a time, given up only when Spotify ends it. */
export function createAuth({ accounts, settings, secrets, health, changed }: Parts): Auth {
  const stored = openStored(secrets);
  const closing = new AbortController();
  let refreshing: Promise<string> | null = null;
  let appToken: { readonly clientId: string; readonly grant: Grant } | null = null;

  const person = async () => {
    const found = await stored.person();
    return found?.clientId === settings.get().spotifyClientId ? found : null;
  };
  const app = async () => {
    const found = await stored.app();
    return found?.clientId === settings.get().spotifyClientId ? found : null;
  };

  /** However many ask, one refresh goes out. */
  function refreshOnce(work: () => Promise<string>): Promise<string> {
    refreshing ??= work().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function refreshPerson(current: Person): Promise<string> {
    const same = (other: Person | null) => other?.refreshToken === current.refreshToken;
    try {
      const grant = await refreshGrant(accounts, current, closing.signal);
      // Stored before it is used: the old token may be worth nothing from now on.
      const after = await stored.changePerson((before) =>
        before && same(before) ? renewed(before, grant) : before,
      );
      // They signed out, or in anew, while Spotify answered.
      if (after?.accessToken !== grant.accessToken) throw notSignedIn();
      return grant.accessToken;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      const ended = toEnded(error);
      const after = await stored.changePerson((before) => (same(before) ? null : before));
      if (after === null) health.ended(ended);
      changed();
      throw ended;
    }
  }

  async function refreshApp(credentials: AppCredentials): Promise<string> {
    try {
      const grant = await appGrant(accounts, credentials, closing.signal);
      appToken = { clientId: credentials.clientId, grant };
      return grant.accessToken;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      await stored.setApp(null);
      changed();
      throw toEnded(error);
    }
  }

  return {
    access: {
      async get() {
        const current = await person();
        if (current) {
          const fresh = current.expiresAt - MARGIN_MS > Date.now();
          const token = fresh
            ? current.accessToken
            : await refreshOnce(() => refreshPerson(current));
          return { token, appOnly: false };
        }
        const credentials = await app();
        if (!credentials) throw lastEnd(health.problem()) ?? notSignedIn();
        const held = appToken?.clientId === credentials.clientId ? appToken.grant : null;
        const fresh = held && held.expiresAt - MARGIN_MS > Date.now();
        const token = fresh ? held.accessToken : await refreshOnce(() => refreshApp(credentials));
        return { token, appOnly: true };
      },
      async renew(rejected) {
        const current = await person();
        if (current) {
          if (current.accessToken !== rejected) return current.accessToken;
          return refreshOnce(() => refreshPerson(current));
        }
        const credentials = await app();
        if (!credentials) throw notSignedIn();
        return refreshOnce(() => refreshApp(credentials));
      },
    },
    person,
    app,
    async signedIn(clientId, grant) {
      if (grant.refreshToken === null) {
        throw new AppError(
          "unavailable",
          "Spotify gave no lasting sign-in. Try again; if it stays, make a new app in Spotify's dashboard.",
        );
      }
      const person: Person = {
        clientId,
        accessToken: grant.accessToken,
        expiresAt: grant.expiresAt,
        refreshToken: grant.refreshToken,
        scopes: [...(grant.scopes ?? SPOTIFY_SCOPES)],
        authorizedAt: new Date().toISOString(),
        account: null,
      };
      await stored.changePerson(() => person);
      if (await stored.app()) await stored.setApp(null);
      health.reset();
      changed();
    },
    async useApp(credentials, signal) {
      const either = AbortSignal.any([signal, closing.signal]);
      const grant = await appGrant(accounts, credentials, either).catch((error: unknown) => {
        throw error instanceof TokenRefused ? toEnded(error) : error;
      });
      await stored.changePerson(() => null);
      await stored.setApp(credentials);
      appToken = { clientId: credentials.clientId, grant };
      settings.set({ spotifyClientId: credentials.clientId });
      health.reset();
      changed();
    },
    async remember(account) {
      const { id, name } = account;
      const known = (await person())?.account;
      if (known?.id === id && known.name === name) return;
      await stored.changePerson((before) => before && { ...before, account: { id, name } });
      changed();
    },
    async signOut({ forgetClient }) {
      await stored.changePerson(() => null);
      await stored.setApp(null);
      appToken = null;
      if (forgetClient) settings.set({ spotifyClientId: null });
      health.reset();
      changed();
    },
    close: () => closing.abort(new AppError("cancelled", "Undertone was closed.")),
  };
}

function renewed(before: Person, grant: Grant): Person {
  return {
    ...before,
    accessToken: grant.accessToken,
    expiresAt: grant.expiresAt,
    refreshToken: grant.refreshToken ?? before.refreshToken,
    scopes: grant.scopes === null ? before.scopes : [...grant.scopes],
  };
}

/** Why the sign-in ended says more than that there is none. */
function lastEnd(problem: AppError | null): AppError | null {
  return problem?.code === "signed_out" ? problem : null;
}

function notSignedIn(): AppError {
  return new AppError("signed_out", "You are not signed in to Spotify. Sign in and try again.");
}

function toEnded({ reason }: TokenRefused): AppError {
  switch (reason) {
    case "invalid_grant":
      return new AppError(
        "signed_out",
        "Spotify has ended this sign-in: six months are over, or access was taken back. Sign in again; nothing is lost.",
      );
    case "invalid_client":
      return new AppError(
        "signed_out",
        "Spotify does not know this client ID or secret. Copy it anew from your app in Spotify's dashboard.",
      );
  }
}
