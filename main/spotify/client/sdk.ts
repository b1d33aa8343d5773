import { SpotifyApi, type AccessToken, type IAuthStrategy } from "@spotify/web-api-ts-sdk";
import type { Answer } from "./failures.ts";
import type { Asked } from "./send.ts";

/** Written into the SDK; ours may be elsewhere. */
const SDK_ADDRESS = "https://api.spotify.com/v1";

/**
 * One request through the SDK's `makeRequest`. Its own handling of answers is not used: it loses the status, the
 * wait and the reason. One SDK object for each request, because `makeRequest` has no place for a signal.
 * Throws what `send` throws, and SyntaxError for an answer that is no JSON.
 */
export async function throughSdk(
  address: string,
  token: string,
  asked: Asked,
  send: (url: string, init: RequestInit) => Promise<Answer>,
): Promise<unknown> {
  const sdk = new SpotifyApi(strategyOf(token), {
    fetch: async (url, init) => {
      const own = address + urlOf(url).slice(SDK_ADDRESS.length);
      const { status, text } = await send(own, init ?? {});
      return new Response(status === 204 || status === 205 ? null : text, { status });
    },
    responseValidator: { validateResponse: () => Promise.resolve() },
  });
  return sdk.makeRequest<unknown>(asked.method, asked.path, asked.body);
}

/** The token is ours to keep and to renew: the SDK's strategies refresh several times at once. */
function strategyOf(token: string): IAuthStrategy {
  const access: AccessToken = {
    access_token: token,
    token_type: "Bearer",
    expires_in: 3600,
    refresh_token: "",
  };
  return {
    setConfiguration: () => undefined,
    getOrCreateAccessToken: () => Promise.resolve(access),
    getAccessToken: () => Promise.resolve(access),
    removeAccessToken: () => undefined,
  };
}

function urlOf(input: string | URL | Request): string {
  if (typeof input === "string") return input;
  return input instanceof URL ? input.href : input.url;
}
