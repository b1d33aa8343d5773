import type { SpotifyServer } from "../../../servers/spotify/server.ts";

export type Answered = {
  readonly status: number;
  /** JSON as it parses, else the text. */
  readonly body: unknown;
  readonly retryAfter: string | null;
};

export type Ask = (method: string, path: string, body?: object) => Promise<Answered>;

/** Asks the API with a token that is good, unless another one (or null for none) is given. */
export function asking(
  server: SpotifyServer,
  token: string | null = server.grant().accessToken,
): Ask {
  return async (method, path, body) => {
    const response = await fetch(server.api + path, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: parsed(await response.text()),
      retryAfter: response.headers.get("retry-after"),
    };
  };
}

export function refused(status: number, message: string): Answered {
  return { status, body: { error: { status, message } }, retryAfter: null };
}

/** Posts a form to `/api/token`. */
export async function askToken(
  server: SpotifyServer,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: unknown }> {
  const body = new URLSearchParams(form);
  const response = await fetch(`${server.accounts}/api/token`, { method: "POST", headers, body });
  return { status: response.status, body: parsed(await response.text()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
