import { expect, test } from "vitest";
import { challengeOf } from "../../../servers/spotify/accounts/grants.ts";
import { startSpotify, type SpotifyServer } from "../../../servers/spotify/server.ts";
import { asking, askToken, refused } from "./asking.ts";

const REDIRECT = "http://127.0.0.1:8347/callback";
const VERIFIER = "a-verifier-that-is-long-enough-for-the-standard";

function authorizeUrl(server: SpotifyServer, other: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id: server.clientId,
    response_type: "code",
    redirect_uri: REDIRECT,
    scope: "user-library-read",
    state: "state & all",
    code_challenge_method: "S256",
    code_challenge: challengeOf(VERIFIER),
    ...other,
  });
  return `${server.accounts}/authorize?${query.toString()}`;
}

async function codeFor(server: SpotifyServer): Promise<string> {
  const redirect = new URL(await server.authorize(authorizeUrl(server)));
  return redirect.searchParams.get("code") ?? "";
}

function exchange(
  server: SpotifyServer,
  code: string,
  other: Readonly<Record<string, string>> = {},
) {
  return askToken(server, {
    grant_type: "authorization_code",
    client_id: server.clientId,
    code,
    code_verifier: VERIFIER,
    redirect_uri: REDIRECT,
    ...other,
  });
}

function refresh(server: SpotifyServer, refresh_token: string) {
  const client_id = server.clientId;
  return askToken(server, { grant_type: "refresh_token", client_id, refresh_token });
}

const refusedGrant = (error_description: string) => ({
  status: 400,
  body: { error: "invalid_grant", error_description },
});

test("agreeing sends the browser back with a code and the state, denying with an error", async () => {
  const server = await startSpotify();
  const agreed = new URL(await server.authorize(authorizeUrl(server)));
  expect(agreed.origin + agreed.pathname).toBe(REDIRECT);
  expect(agreed.searchParams.get("state")).toBe("state & all");
  expect(agreed.searchParams.get("code")).toBeTruthy();
  const denied = new URL(await server.authorize(authorizeUrl(server), "deny"));
  expect(Object.fromEntries(denied.searchParams)).toEqual({
    error: "access_denied",
    state: "state & all",
  });
});

test("a page that cannot be asked says what is wrong", async () => {
  const server = await startSpotify();
  const wrong = [
    [{ client_id: "0".repeat(32) }, "INVALID_CLIENT: Invalid client"],
    [{ response_type: "token" }, "response_type must be code"],
    [{ redirect_uri: `${REDIRECT}/` }, "INVALID_CLIENT: Invalid redirect URI"],
    [{ redirect_uri: "http://127.0.0.1:9999/callback" }, "INVALID_CLIENT: Invalid redirect URI"],
    [{ redirect_uri: "http://localhost:8347/callback" }, "INVALID_CLIENT: Insecure redirect URI"],
    [{ code_challenge_method: "plain" }, "code_challenge_method must be S256"],
    [{ scope: "everything" }, "INVALID_SCOPE: Invalid scope: everything"],
  ] as const;
  for (const [other, message] of wrong) {
    await expect(server.authorize(authorizeUrl(server, other))).rejects.toThrow(message);
  }
  server.state.app.redirectUris.add("http://localhost:8347/callback");
  await expect(
    server.authorize(authorizeUrl(server, { redirect_uri: "http://localhost:8347/callback" })),
  ).rejects.toThrow("INVALID_CLIENT: Insecure redirect URI");
});

test("a code gives tokens once, for the verifier and the address it was asked with", async () => {
  const server = await startSpotify();
  const code = await codeFor(server);
  expect(await exchange(server, code)).toEqual({
    status: 200,
    body: {
      access_token: expect.any(String) as string,
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: expect.any(String) as string,
      scope: "user-library-read",
    },
  });
  expect(await exchange(server, code)).toEqual(refusedGrant("Invalid authorization code"));
  expect(await exchange(server, await codeFor(server), { code_verifier: `${VERIFIER}x` })).toEqual(
    refusedGrant("code_verifier was incorrect"),
  );
  expect(
    await exchange(server, await codeFor(server), { redirect_uri: "http://127.0.0.1:1/callback" }),
  ).toEqual(refusedGrant("Invalid redirect URI"));
  const late = await codeFor(server);
  server.state.clock.advance(11 * 60_000);
  expect(await exchange(server, late)).toEqual(refusedGrant("Invalid authorization code"));
  expect(await exchange(server, "", { client_id: "0".repeat(32) })).toEqual({
    status: 400,
    body: { error: "invalid_client", error_description: "Invalid client" },
  });
});

test("without a challenge the secret has to prove who asks", async () => {
  const server = await startSpotify();
  const url = new URL(authorizeUrl(server));
  url.searchParams.delete("code_challenge");
  const codeOf = async () =>
    new URL(await server.authorize(url.href)).searchParams.get("code") ?? "";
  expect(await exchange(server, await codeOf())).toMatchObject({ status: 400 });
  expect(
    await exchange(server, await codeOf(), { client_secret: server.clientSecret }),
  ).toMatchObject({ status: 200 });
});

test("a token is given for forms alone", async () => {
  const server = await startSpotify();
  const response = await fetch(`${server.accounts}/api/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ grant_type: "refresh_token", client_id: server.clientId }),
  });
  expect(response.status).toBe(400);
});

test("access tokens hold an hour", async () => {
  const server = await startSpotify();
  const ask = asking(server);
  expect(await ask("GET", "/me")).toMatchObject({ status: 200 });
  server.state.clock.advance(3599_000);
  expect(await ask("GET", "/me")).toMatchObject({ status: 200 });
  server.state.clock.advance(2000);
  expect(await ask("GET", "/me")).toEqual(refused(401, "The access token expired"));
  expect(await asking(server, "made-up")("GET", "/me")).toEqual(
    refused(401, "Invalid access token"),
  );
  expect(await asking(server, null)("GET", "/me")).toEqual(refused(401, "No token provided"));
});

test("a refresh gives a new refresh token, the same one, or none, as the rule says", async () => {
  const server = await startSpotify();
  const { refreshToken: first } = server.grant();
  const answer = await refresh(server, first);
  expect(answer.status).toBe(200);
  const { refresh_token: second } = answer.body as { refresh_token: string };
  expect(second).not.toBe(first);
  expect(await refresh(server, first)).toEqual(refusedGrant("Refresh token revoked"));
  server.state.rules.refreshToken = "same";
  expect(await refresh(server, second)).toMatchObject({ body: { refresh_token: second } });
  server.state.rules.refreshToken = "none";
  for (let time = 0; time < 2; time += 1) {
    const { status, body } = await refresh(server, second);
    expect([status, Object.keys(body as object)]).toEqual([
      200,
      ["access_token", "token_type", "expires_in", "scope"],
    ]);
  }
});

test("refresh tokens die six months after the sign-in, however often they were renewed", async () => {
  const server = await startSpotify();
  const day = 24 * 3_600_000;
  const { refreshToken } = server.grant();
  server.state.clock.advance(180 * day);
  const answer = await refresh(server, refreshToken);
  expect(answer.status).toBe(200);
  server.state.clock.advance(5 * day);
  const { refresh_token } = answer.body as { refresh_token: string };
  expect(await refresh(server, refresh_token)).toEqual(refusedGrant("Refresh token revoked"));
});

test("taking access back ends both tokens", async () => {
  const server = await startSpotify();
  const { accessToken, refreshToken } = server.grant();
  server.phone.revokeAccess();
  expect(await refresh(server, refreshToken)).toEqual(refusedGrant("Refresh token revoked"));
  expect(await asking(server, accessToken)("GET", "/me")).toMatchObject({ status: 401 });
});

test("an app without a person reads public playlists if it is an old one, and nobody's own things", async () => {
  const server = await startSpotify();
  const { id } = server.world.playlist({ public: true });
  const hidden = server.world.playlist({ public: false });
  const basic = Buffer.from(`${server.clientId}:${server.clientSecret}`).toString("base64");
  const form = { grant_type: "client_credentials" };
  const answer = await askToken(server, form, { Authorization: `Basic ${basic}` });
  expect(answer.body).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
  const ask = asking(server, (answer.body as { access_token: string }).access_token);
  expect(await ask("GET", `/playlists/${id}/items`)).toEqual(refused(403, "Forbidden"));
  expect(await ask("GET", "/me/playlists")).toMatchObject({ status: 401 });
  server.state.app.old = true;
  expect(await ask("GET", `/playlists/${id}/items`)).toMatchObject({ status: 200 });
  expect(await ask("GET", `/playlists/${hidden.id}/items`)).toEqual(refused(403, "Forbidden"));
  expect(await askToken(server, { ...form, client_id: server.clientId })).toMatchObject({
    status: 400,
    body: { error: "invalid_client" },
  });
});

test("all that was ever secret is known, to look for where it may not be", async () => {
  const server = await startSpotify();
  const code = await codeFor(server);
  await exchange(server, code);
  const { accessToken, refreshToken } = server.grant();
  expect(server.secrets()).toHaveLength(5);
  expect(server.secrets()).toEqual(expect.arrayContaining([code, accessToken, refreshToken]));
});
