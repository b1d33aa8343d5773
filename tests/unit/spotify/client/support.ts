import { onTestFinished } from "vitest";
import { settingsSchema, type SettingsPatch } from "../../../../common/domain/settings.ts";
import type { AppError } from "../../../../common/errors.ts";
import { createSpotifyApi, type SpotifyClient } from "../../../../main/spotify/client/client.ts";
import { createHealth, type Health } from "../../../../main/spotify/client/health.ts";
import type { Access } from "../../../../main/spotify/client/transport.ts";
import { temporaryFolder } from "../../../support/folder.ts";

export const CLIENT_ID = "0123456789abcdef0123456789abcdef";
export const NEVER = new AbortController().signal;
export const TOKEN = "an-access-token-nobody-may-see";

export type TestClient = {
  readonly api: SpotifyClient;
  readonly health: Health;
  readonly data: string;
  readonly logged: string[];
};

/** The client alone, on a server of the test's; its tokens come from the test. */
export function clientOf(
  address: string,
  options: {
    readonly data?: string;
    readonly settings?: SettingsPatch;
    readonly access?: Partial<Access>;
  } = {},
): TestClient {
  const data = options.data ?? temporaryFolder();
  const health = createHealth(() => undefined);
  const logged: string[] = [];
  const settings = settingsSchema.parse({
    spotifyClientId: CLIENT_ID,
    spotifyDelayMs: 0,
    ...options.settings,
  });
  const api = createSpotifyApi({
    address,
    data,
    settings: () => settings,
    access: {
      get: () => Promise.resolve({ token: TOKEN, appOnly: false }),
      renew: () => Promise.reject(new Error("no renewal was expected")),
      ...options.access,
    },
    health,
    log: (level, message) => logged.push(`${level}: ${message}`),
    remember: () => Promise.resolve(),
  });
  onTestFinished(() => api.close());
  return { api, health, data, logged };
}

/** The error that a call ends with; fails where it succeeds. */
export async function failure(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    return error as AppError;
  }
  throw new Error("The call succeeded.");
}
