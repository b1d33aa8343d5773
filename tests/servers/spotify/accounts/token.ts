import type { SpotifyState } from "../state.ts";
import { challengeOf, type Grants, type TokenPair } from "./grants.ts";

export type TokenAnswer = { readonly status: number; readonly body: object };

type Asked = {
  readonly contentType: string;
  /** The header with id and secret; null = none. */
  readonly authorization: string | null;
  readonly body: string;
};

/** `POST /api/token` with its three grants. */
export function tokenEndpoint(state: SpotifyState, grants: Grants, asked: Asked): TokenAnswer {
  const form = new URLSearchParams(
    asked.contentType.startsWith("application/x-www-form-urlencoded") ? asked.body : "",
  );
  const type = form.get("grant_type");
  const client = clientOf(state, asked.authorization, form);
  if (typeof client === "string") return refused("invalid_client", client);
  switch (type) {
    case "authorization_code":
      return fromCode(grants, form, client.secret);
    case "refresh_token": {
      const pair = grants.refresh(form.get("refresh_token") ?? "");
      return pair ? given(pair) : refused("invalid_grant", "Refresh token revoked");
    }
    case "client_credentials":
      return client.secret
        ? given(grants.forApp())
        : refused("invalid_client", "Invalid client secret");
    case null:
      return refused("unsupported_grant_type", "grant_type parameter is missing");
    default:
      return refused("unsupported_grant_type", `grant_type ${type} is not supported`);
  }
}

function fromCode(grants: Grants, form: URLSearchParams, secret: boolean): TokenAnswer {
  const code = grants.takeCode(form.get("code") ?? "");
  if (!code) return refused("invalid_grant", "Invalid authorization code");
  if (form.get("redirect_uri") !== code.redirectUri) {
    return refused("invalid_grant", "Invalid redirect URI");
  }
  if (code.challenge === null) {
    // Without PKCE the secret has to prove who asks.
    return secret
      ? given(grants.fromCode(code))
      : refused("invalid_client", "Invalid client secret");
  }
  const verifier = form.get("code_verifier") ?? "";
  const fits = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
  return fits && challengeOf(verifier) === code.challenge
    ? given(grants.fromCode(code))
    : refused("invalid_grant", "code_verifier was incorrect");
}

/** Or what is wrong: the id comes with the form, or with the secret in the header. */
function clientOf(
  { app }: SpotifyState,
  authorization: string | null,
  form: URLSearchParams,
): { readonly secret: boolean } | string {
  const basic = authorization?.match(/^Basic (.+)$/)?.[1];
  const [id, secret] = basic
    ? Buffer.from(basic, "base64").toString("utf8").split(":")
    : [form.get("client_id"), form.get("client_secret")];
  if (id?.toLowerCase() !== app.clientId) return "Invalid client";
  if (secret === null || secret === undefined) return { secret: false };
  return secret === app.clientSecret ? { secret: true } : "Invalid client secret";
}

function given({ accessToken, refreshToken, expiresIn, scopes }: TokenPair): TokenAnswer {
  return {
    status: 200,
    body: {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: expiresIn,
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
      ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
    },
  };
}

function refused(error: string, error_description: string): TokenAnswer {
  return { status: 400, body: { error, error_description } };
}
