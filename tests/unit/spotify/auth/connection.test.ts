import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SPOTIFY_SCOPES } from "../../../../common/domain/spotify.ts";
import { startApp, type TestApp } from "../../../support/app.ts";
import { freePort, signedIn, withSpotify } from "../../../support/spotify.ts";
import { failure } from "../client/support.ts";

const NOBODY = {
  state: "not_set_up",
  clientId: null,
  redirectUri: "http://127.0.0.1:8347/callback",
  account: null,
  missingScopes: [],
  authorizedAt: null,
  expiresAt: null,
  expiresSoon: false,
  tokensKept: "file",
  offline: false,
  problem: null,
  quota: { used: 0, limit: 600, blockedUntil: null },
};

test("before anything is set up, Spotify is not asked, and signing in says what is missing", async () => {
  const server = await withSpotify();
  const { call } = await startApp();
  expect(await call("spotify.status", {})).toEqual(NOBODY);
  expect(await call("spotify.check", {})).toEqual(NOBODY);
  expect((await failure(call("spotify.beginSignIn", {}))).message).toContain("client ID first");
  expect(server.requests).toEqual([]);
});

test("a person signs in, is known by name, and still is after a restart", async () => {
  const server = await withSpotify();
  const first = await startApp();
  const connection = await signedIn(first, server);
  const { port } = new URL(connection.redirectUri);
  expect(connection).toEqual({
    ...NOBODY,
    state: "signed_in",
    clientId: server.clientId,
    redirectUri: `http://127.0.0.1:${port}/callback`,
    account: { id: "nina", name: "Nina Hofer" },
    authorizedAt: expect.any(String),
    expiresAt: expect.any(String),
    quota: { used: 1, limit: 600, blockedUntil: null },
  });
  await first.app.close();
  const { call } = await startApp({
    data: first.data,
    settings: { spotifyClientId: server.clientId, spotifyPort: Number(port) },
  });
  expect(await call("spotify.status", {})).toEqual(connection);
  expect((await call("spotify.check", {})).quota.used).toBe(2);
  expect(server.violations).toEqual([]);
});

test("the client ID may be pasted with blanks; another one signs out, the same one does not", async () => {
  const server = await withSpotify();
  const app = await startApp();
  await signedIn(app, server);
  const same = await app.call("spotify.setUp", {
    clientId: `  ${server.clientId.toUpperCase()}\n`,
  });
  const other = await app.call("spotify.setUp", { clientId: "f".repeat(32), port: 8350 });
  expect([same.state, other.state, other.clientId, other.redirectUri]).toEqual([
    "signed_in",
    "signed_out",
    "f".repeat(32),
    "http://127.0.0.1:8350/callback",
  ]);
  expect(readdirSync(app.data)).not.toContain("secrets.json");
  expect((await failure(app.call("spotify.setUp", { clientId: "not an ID" }))).message).toContain(
    "32 digits and letters",
  );
});

test("the host opens the page where it can; a host that fails to leaves it to the person", async () => {
  const server = await withSpotify();
  const opened: string[] = [];
  const able = await startApp({ openUrl: async (url) => opened.push(url) > 0 });
  const unable = await startApp({ openUrl: () => Promise.reject(new Error("no browser")) });
  const port = await freePort();
  await able.call("spotify.setUp", { clientId: server.clientId, port });
  const begun = await able.call("spotify.beginSignIn", {});
  expect([begun.opened, opened]).toEqual([true, [begun.url]]);
  await able.app.close();
  await unable.call("spotify.setUp", { clientId: server.clientId, port });
  expect((await unable.call("spotify.beginSignIn", {})).opened).toBe(false);
});

test("saying no in the browser leaves all as it was", async () => {
  const server = await withSpotify();
  const { call } = await startApp();
  const port = await freePort();
  const { redirectUri } = await call("spotify.setUp", { clientId: server.clientId, port });
  server.state.app.redirectUris.add(redirectUri);
  const { url } = await call("spotify.beginSignIn", {});
  const finished = failure(call("spotify.awaitSignIn", {}));
  await fetch(await server.authorize(url, "deny"));
  expect([(await finished).code, (await call("spotify.status", {})).state]).toEqual([
    "signed_out",
    "signed_out",
  ]);
});

test.each([
  [
    "an owner without Premium",
    "premium_needed",
    (server: Awaited<ReturnType<typeof withSpotify>>) => (server.state.app.ownerPremium = false),
  ],
  [
    "a person who is not on the app's list",
    "user_not_allowed",
    (server: Awaited<ReturnType<typeof withSpotify>>) => (server.state.person.allowed = false),
  ],
])("%s is signed in, and told what keeps it from working", async (_, code, spoil) => {
  const server = await withSpotify();
  spoil(server);
  const app = await startApp();
  const connection = await signedIn(app, server);
  expect([connection.state, connection.problem?.code]).toEqual(["signed_in", code]);
  expect((await app.call("spotify.status", {})).problem).toEqual(connection.problem);
  server.state.app.ownerPremium = true;
  server.state.person.allowed = true;
  const mended = await app.call("spotify.check", {});
  expect([mended.problem, mended.account?.id]).toEqual([null, "nina"]);
});

test("scopes that were not granted are named", async () => {
  const server = await withSpotify();
  const app = await startApp();
  await app.call("spotify.setUp", { clientId: server.clientId, port: await freePort() });
  const [granted, ...missing] = SPOTIFY_SCOPES;
  const { redirectUri } = await app.call("spotify.status", {});
  server.state.app.redirectUris.add(redirectUri);
  const url = new URL((await app.call("spotify.beginSignIn", {})).url);
  url.searchParams.set("scope", granted);
  const redirect = await server.authorize(url.href);
  const [connection] = await Promise.all([app.call("spotify.awaitSignIn", {}), fetch(redirect)]);
  expect([connection.missingScopes, connection.problem?.code]).toEqual([missing, "scope_missing"]);
});

test("a sign-in that was taken back ends, with a reason, and does not before", async () => {
  const server = await withSpotify();
  server.state.rules.accessTokenSeconds = 1;
  const app = await startApp();
  await signedIn(app, server);
  server.faults.add({
    service: "accounts",
    path: "/api/token",
    times: 9,
    does: "answer",
    status: 503,
  });
  const trouble = await app.call("spotify.check", {});
  expect([trouble.state, trouble.problem?.code]).toEqual(["signed_in", "unavailable"]);
  server.faults.clear();
  expect((await app.call("spotify.check", {})).problem).toBeNull();
  server.phone.revokeAccess();
  const ended = await app.call("spotify.check", {});
  expect([ended.state, ended.problem?.code]).toEqual(["signed_out", "signed_out"]);
  expect(ended.problem?.message).toContain("Sign in again; nothing is lost.");
});

test("offline is a state beside the sign-in, and no problem of it", async () => {
  const server = await withSpotify();
  const app = await startApp();
  await signedIn(app, server);
  server.faults.add({ path: "/me", does: "breakBefore", times: Infinity });
  const lost = await app.call("spotify.check", {});
  server.faults.clear();
  const back = await app.call("spotify.check", {});
  expect([lost, back].map(({ state, offline, problem }) => [state, offline, problem])).toEqual([
    ["signed_in", true, null],
    ["signed_in", false, null],
  ]);
});

test("calls of a person who has not signed in are refused, and leave no problem behind", async () => {
  const server = await withSpotify();
  const { call } = await startApp();
  await call("spotify.setUp", { clientId: server.clientId });
  const refused = await failure(call("spotify.playlists", { refresh: true }));
  expect([refused.code, (await call("spotify.status", {})).problem]).toEqual(["signed_out", null]);
});

test("the day's quota of Spotify stops us until it says", async () => {
  const server = await withSpotify();
  const app = await startApp();
  await signedIn(app, server);
  server.state.rules.dailyRequests = 0;
  const stopped = await app.call("spotify.check", {});
  expect(stopped.problem?.code).toBe("quota_exceeded");
  const sent = server.requests.length;
  await app.call("spotify.check", {});
  expect(server.requests).toHaveLength(sent);
  const wait = Date.parse(stopped.quota.blockedUntil ?? "") - Date.now();
  expect(Math.round(wait / 3_600_000)).toBe(6);
});

test("an app without a person is connected as such, and a wrong secret is refused", async () => {
  const server = await withSpotify();
  const { call } = await startApp();
  const { clientId, clientSecret } = server;
  const wrong = call("spotify.useAppOnly", { clientId, clientSecret: "0".repeat(32) });
  expect((await failure(wrong)).code).toBe("signed_out");
  const connection = await call("spotify.useAppOnly", {
    clientId,
    clientSecret: ` ${clientSecret}`,
  });
  expect([connection.state, connection.account, connection.expiresAt]).toEqual([
    "app_only",
    null,
    null,
  ]);
  expect((await call("spotify.check", {})).problem).toBeNull();
});

test("every change of the connection is told", async () => {
  const server = await withSpotify();
  const app = await startApp();
  let told = 0;
  app.app.events.listen((event) => {
    if (event.type === "changed" && event.tables.includes("spotify")) told += 1;
  });
  const toldBy = async (work: () => Promise<unknown>) => {
    const before = told;
    await work();
    return told > before;
  };
  const { clientId, clientSecret } = server;
  const changes = [
    await toldBy(() => app.call("spotify.setUp", { clientId })),
    await toldBy(() => signedIn(app, server)),
    await toldBy(() => app.call("spotify.check", {})),
    await toldBy(() => app.call("spotify.status", {})),
    await toldBy(() => app.call("spotify.useAppOnly", { clientId, clientSecret })),
  ];
  expect(changes).toEqual([true, true, false, false, true]);
});

test("tokens and secrets lie in secrets.json and nowhere else: no file, no log, no answer, no export", async () => {
  const server = await withSpotify();
  server.state.rules.accessTokenSeconds = 1;
  const track = server.world.track();
  server.world.liked([track.uri]);
  const app = await startApp();
  const answers: unknown[] = [await signedIn(app, server)];
  // Refreshes, failures and everything that writes.
  answers.push(
    await app.call("spotify.check", {}),
    await app.call("spotify.playlists", { refresh: true }),
  );
  answers.push(await app.call("spotify.sync", { playlists: ["liked"] }));
  for (const status of [401, 403, 500]) {
    server.faults.add({
      path: "/me",
      does: "answer",
      status,
      times: 9,
      body: { error: { status, message: server.secrets().at(-1) } },
    });
    answers.push(await app.call("spotify.check", {}));
    server.faults.clear();
  }
  for (const format of ["json", "csv", "xlsx"] as const) {
    const target = join(app.data, `all.${format}`);
    answers.push(await app.call("exporting.run", { target, format }));
  }
  answers.push(await app.call("settings.get", {}));
  await app.app.close();

  const secrets = [...server.secrets(), server.clientSecret];
  expect(secrets.length).toBeGreaterThan(3);
  const held = (text: string) => secrets.filter((secret) => text.includes(secret));
  const files = everyFile(app);
  expect(files.length).toBeGreaterThan(2);
  expect(files.flatMap((file) => held(readFileSync(file, "latin1")).map(() => file))).toEqual([]);
  expect(held(app.logged.join("\n"))).toEqual([]);
  expect(held(JSON.stringify(answers))).toEqual([]);
  expect(held(readFileSync(join(app.data, "secrets.json"), "utf8"))).toHaveLength(2);
});

/** All but the one that is for secrets. */
function everyFile({ data }: TestApp): string[] {
  return readdirSync(data, { recursive: true, encoding: "utf8" })
    .map((name) => join(data, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith("secrets.json"));
}
