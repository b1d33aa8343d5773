import { expect, test } from "vitest";
import type { SecretStore } from "../../../../main/ports.ts";
import { failure } from "../client/support.ts";
import { startScripted, type Scripted } from "../scripted.ts";
import { authOf, CLIENT_ID, fileSecrets, NEVER, overGrant } from "./support.ts";

const SECRET = "fedcba9876543210fedcba9876543210";

function grant(number: number, refreshToken?: string): Scripted {
  return {
    body: {
      access_token: `access-${number}`,
      token_type: "Bearer",
      expires_in: 3600,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    },
  };
}

test("ten that ask at once get the token of one refresh, which carries no secret", async () => {
  const server = await startScripted(() => grant(2, "refresh-2"));
  const { auth } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  const tokens = await Promise.all(Array.from({ length: 10 }, () => auth.access.get()));
  expect(tokens).toEqual(tokens.map(() => ({ token: "access-2", appOnly: false })));
  expect(
    server.asked.map(({ method, path, body, headers }) => [
      method,
      path,
      Object.fromEntries(new URLSearchParams(body)),
      headers.authorization,
    ]),
  ).toEqual([
    [
      "POST",
      "/api/token",
      { grant_type: "refresh_token", client_id: CLIENT_ID, refresh_token: "refresh-1" },
      undefined,
    ],
  ]);
});

test("ten whose token was refused get the token of one refresh, and late ones the new token", async () => {
  const server = await startScripted((_, count) => grant(count + 1, `refresh-${count + 1}`));
  const { auth } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, { ...overGrant(), expiresAt: Date.now() + 3_600_000 });
  const renewed = await Promise.all(
    Array.from({ length: 10 }, () => auth.access.renew("access-1")),
  );
  expect(renewed).toEqual(Array(10).fill("access-2"));
  expect(await auth.access.renew("access-1")).toBe("access-2");
  expect(await auth.access.renew("access-2")).toBe("access-3");
  expect(server.asked).toHaveLength(2);
});

test("an answer without a refresh token keeps the one that we have, and the scopes", async () => {
  const server = await startScripted(() => grant(2));
  const { auth, secrets } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  const { authorizedAt } = (await auth.person()) ?? {};
  await auth.access.get();
  expect(JSON.parse((await secrets.get("spotify")) ?? "")).toEqual({
    clientId: CLIENT_ID,
    accessToken: "access-2",
    expiresAt: expect.any(Number),
    refreshToken: "refresh-1",
    scopes: ["user-library-read"],
    authorizedAt,
    account: null,
  });
});

test("the new pair is on disk before anybody gets it", async () => {
  const server = await startScripted(() => grant(2, "refresh-2"));
  const file = fileSecrets();
  const steps: string[] = [];
  const slow: SecretStore = {
    ...file,
    async set(name, value) {
      await new Promise((done) => setTimeout(done, 20));
      await file.set(name, value);
      steps.push(`stored ${value?.includes("refresh-2") ? "new" : "old"}`);
    },
  };
  const { auth } = authOf(server.address, slow);
  await auth.signedIn(CLIENT_ID, overGrant());
  await auth.access.get().then(({ token }) => steps.push(`used ${token}`));
  expect(steps).toEqual(["stored old", "stored new", "used access-2"]);
});

test("who signed in is remembered beside a refresh without losing its new token", async () => {
  const server = await startScripted(() => grant(2, "refresh-2"));
  const { auth, secrets } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  const account = { id: "me", name: "Me" };
  await Promise.all([
    auth.access.get(),
    ...Array(5)
      .fill(null)
      .map(() => auth.remember(account)),
  ]);
  expect(JSON.parse((await secrets.get("spotify")) ?? "")).toMatchObject({
    refreshToken: "refresh-2",
    accessToken: "access-2",
    account,
  });
});

test.each(["invalid_grant", "invalid_client"])(
  "%s signs out, and says so again later",
  async (error) => {
    const server = await startScripted(() => ({ status: 400, body: { error } }));
    const { auth, secrets, health, changes } = authOf(server.address);
    await auth.signedIn(CLIENT_ID, overGrant());
    const before = changes();
    const refused = await failure(auth.access.get());
    expect(refused.code).toBe("signed_out");
    expect([await secrets.get("spotify"), await auth.person(), changes() - before]).toEqual([
      null,
      null,
      1,
    ]);
    expect([health.problem(), await failure(auth.access.get())]).toEqual([refused, refused]);
    expect(server.asked).toHaveLength(1);
  },
);

test.each<[string, Scripted, string]>([
  ["a 500", { status: 500, body: { error: "server_error" } }, "unavailable"],
  ["a 429", { status: 429, headers: { "retry-after": "9" } }, "unavailable"],
  ["a 400 of another kind", { status: 400, body: { error: "invalid_request" } }, "unavailable"],
  ["a lost connection", "lost", "offline"],
  ["an answer that is no grant", { body: { hello: 1 } }, "unavailable"],
  ["a page of the network", { body: "<html>" }, "unavailable"],
])("%s does not sign out", async (_, scripted, code) => {
  const server = await startScripted(() => scripted);
  const { auth, secrets } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  expect((await failure(auth.access.get())).code).toBe(code);
  expect(await secrets.get("spotify")).toContain("refresh-1");
});

test("trouble that passes is not noticed", async () => {
  const server = await startScripted((_, count) => (count < 3 ? { status: 503 } : grant(2)));
  const { auth } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  expect((await auth.access.get()).token).toBe("access-2");
});

test("signing out while Spotify answers a refresh stays signed out", async () => {
  let answer: (() => void) | undefined;
  const server = await startScripted(async () => {
    await new Promise<void>((done) => (answer = done));
    return grant(2, "refresh-2");
  });
  const { auth, secrets } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  const refreshing = failure(auth.access.get());
  await expect.poll(() => answer !== undefined).toBe(true);
  await auth.signOut({ forgetClient: false });
  answer?.();
  expect([(await refreshing).code, await secrets.get("spotify")]).toEqual(["signed_out", null]);
});

test("tokens of another client ID are not used", async () => {
  const { auth } = authOf("http://127.0.0.1:9");
  await auth.signedIn("f".repeat(32), { ...overGrant(), expiresAt: Date.now() + 3_600_000 });
  expect([await auth.person(), (await failure(auth.access.get())).code]).toEqual([
    null,
    "signed_out",
  ]);
});

test("a secret that is not ours is none", async () => {
  const secrets = fileSecrets();
  await secrets.set("spotify", '{"accessToken": 3}');
  await secrets.set("spotify-app", "what");
  const { auth } = authOf("http://127.0.0.1:9", secrets);
  expect([await auth.person(), await auth.app()]).toEqual([null, null]);
});

test("an app alone gets its token with id and secret, once, and anew when it is refused", async () => {
  const server = await startScripted((_, count) => grant(count));
  const { auth, secrets } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  await auth.useApp({ clientId: CLIENT_ID, clientSecret: SECRET }, NEVER);
  expect([await auth.person(), await secrets.get("spotify")]).toEqual([null, null]);
  expect(await auth.access.get()).toEqual({ token: "access-1", appOnly: true });
  expect(await auth.access.renew("access-1")).toBe("access-2");
  const sent = ["grant_type=client_credentials", `${CLIENT_ID}:${SECRET}`];
  expect(
    server.asked.map(({ body, headers }) => [
      body,
      Buffer.from(headers.authorization?.slice(6) ?? "", "base64").toString(),
    ]),
  ).toEqual([sent, sent]);
});

test("an id and a secret that Spotify refuses are not kept, and the person stays signed in", async () => {
  const server = await startScripted(() => ({ status: 400, body: { error: "invalid_client" } }));
  const { auth, secrets } = authOf(server.address);
  await auth.signedIn(CLIENT_ID, overGrant());
  const wrong = { clientId: CLIENT_ID, clientSecret: SECRET };
  expect((await failure(auth.useApp(wrong, NEVER))).code).toBe("signed_out");
  expect([await secrets.get("spotify-app"), (await auth.person())?.refreshToken]).toEqual([
    null,
    "refresh-1",
  ]);
});
