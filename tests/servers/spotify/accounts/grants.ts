import { createHash, randomBytes } from "node:crypto";
import type { SpotifyState } from "../state.ts";

const CODE_MS = 10 * 60_000;
const LIFETIME_MONTHS = 6;

export type TokenPair = {
  readonly accessToken: string;
  /** Null: the one before holds on; none at all for an app without a person. */
  readonly refreshToken: string | null;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scopes: readonly string[];
};

export type Access = {
  /** Null = an app without a person. */
  readonly userId: string | null;
  readonly scopes: ReadonlySet<string>;
};

type Code = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly scopes: readonly string[];
  readonly userId: string;
  readonly expiresAt: number;
};
type Refresh = {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly authorizedAt: number;
};

/** The codes and tokens that are worth something, and all that ever were. */
export type Grants = {
  readonly code: (code: Omit<Code, "expiresAt">) => string;
  /** Holds once; null for one that is unknown, used or too old. */
  readonly takeCode: (code: string) => Code | null;
  readonly fromCode: (code: Code) => TokenPair;
  /** Null for a token that is unknown, replaced, taken back or six months past its authorization. */
  readonly refresh: (refreshToken: string) => TokenPair | null;
  readonly forPerson: (userId: string, scopes: readonly string[]) => TokenPair;
  readonly forApp: () => TokenPair;
  /** `expired` and `unknown` are told apart by Spotify as well. */
  readonly check: (accessToken: string) => Access | "expired" | "unknown";
  readonly revoke: (userId: string) => void;
  /** Every code and token that was ever given. */
  readonly all: () => readonly string[];
};

export function createGrants(state: SpotifyState): Grants {
  const { clock, rules } = state;
  const codes = new Map<string, Code>();
  const refreshes = new Map<string, Refresh>();
  const accesses = new Map<string, Access & { readonly expiresAt: number }>();
  const given: string[] = [];

  const secret = (kind: string) => {
    const text = `${kind}-${randomBytes(48).toString("base64url")}`;
    given.push(text);
    return text;
  };
  const access = (userId: string | null, scopes: readonly string[]) => {
    const token = secret("BQ");
    const expiresAt = clock.now() + rules.accessTokenSeconds * 1000;
    accesses.set(token, { userId, scopes: new Set(scopes), expiresAt });
    return token;
  };
  const pair = (refresh: Refresh, refreshToken: string | null): TokenPair => ({
    accessToken: access(refresh.userId, refresh.scopes),
    refreshToken,
    expiresIn: rules.accessTokenSeconds,
    scopes: refresh.scopes,
  });
  const begin = (userId: string, scopes: readonly string[]) => {
    const refresh: Refresh = { userId, scopes, authorizedAt: clock.now() };
    const token = secret("AQ");
    refreshes.set(token, refresh);
    return pair(refresh, token);
  };

  return {
    code(about) {
      const code = secret("code");
      codes.set(code, { ...about, expiresAt: clock.now() + CODE_MS });
      return code;
    },
    takeCode(text) {
      const code = codes.get(text) ?? null;
      codes.delete(text);
      return code && code.expiresAt > clock.now() ? code : null;
    },
    fromCode: ({ userId, scopes }) => begin(userId, scopes),
    refresh(token) {
      const refresh = refreshes.get(token);
      if (!refresh || clock.now() >= sixMonthsAfter(refresh.authorizedAt)) return null;
      switch (rules.refreshToken) {
        case "none":
          return pair(refresh, null);
        case "same":
          return pair(refresh, token);
        case "new": {
          refreshes.delete(token);
          const next = secret("AQ");
          refreshes.set(next, refresh);
          return pair(refresh, next);
        }
      }
    },
    forPerson: begin,
    forApp: () => ({
      accessToken: access(null, []),
      refreshToken: null,
      expiresIn: rules.accessTokenSeconds,
      scopes: [],
    }),
    check(token) {
      const found = accesses.get(token);
      if (!found) return "unknown";
      return found.expiresAt > clock.now() ? found : "expired";
    },
    revoke(userId) {
      for (const [token, refresh] of refreshes) {
        if (refresh.userId === userId) refreshes.delete(token);
      }
      for (const [token, access] of accesses) {
        if (access.userId === userId) accesses.delete(token);
      }
    },
    all: () => given,
  };
}

/** RFC 7636, S256. */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function sixMonthsAfter(time: number): number {
  const date = new Date(time);
  date.setUTCMonth(date.getUTCMonth() + LIFETIME_MONTHS);
  return date.getTime();
}
