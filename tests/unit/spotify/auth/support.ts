import { join } from "node:path";
import { onTestFinished } from "vitest";
import { settingsSchema } from "../../../../common/domain/settings.ts";
import { createFileSecrets } from "../../../../main/hosts/file-secrets.ts";
import type { SecretStore } from "../../../../main/ports.ts";
import { createAuth, type Auth } from "../../../../main/spotify/auth/auth.ts";
import { createSignIn, type SignIn } from "../../../../main/spotify/auth/sign-in.ts";
import { createHealth, type Health } from "../../../../main/spotify/client/health.ts";
import { temporaryFolder } from "../../../support/folder.ts";

export const CLIENT_ID = "0123456789abcdef0123456789abcdef";
export const NEVER = new AbortController().signal;

export type TestAuth = {
  readonly auth: Auth;
  readonly signIn: SignIn;
  readonly health: Health;
  readonly secrets: SecretStore;
  readonly settings: { spotifyClientId: string | null };
  readonly changes: () => number;
};

/** Signing in alone, with secrets in a file, on a server of the test's. */
export function authOf(accounts: string, secrets = fileSecrets()): TestAuth {
  let settings = settingsSchema.parse({ spotifyClientId: CLIENT_ID });
  let changes = 0;
  const health = createHealth(() => undefined);
  const auth = createAuth({
    accounts,
    settings: {
      get: () => settings,
      set: (patch) => (settings = settingsSchema.parse({ ...settings, ...patch })),
    },
    secrets,
    health,
    changed: () => (changes += 1),
  });
  const signIn = createSignIn(accounts, auth);
  onTestFinished(async () => {
    auth.close();
    await signIn.close();
  });
  return { auth, signIn, health, secrets, settings, changes: () => changes };
}

export function fileSecrets(): SecretStore {
  return createFileSecrets(join(temporaryFolder(), "secrets.json"));
}

/** A grant as Spotify gave it, its access token already over. */
export function overGrant(refreshToken = "refresh-1") {
  return {
    accessToken: "access-1",
    expiresAt: Date.now() - 1000,
    refreshToken,
    scopes: ["user-library-read"],
  };
}
