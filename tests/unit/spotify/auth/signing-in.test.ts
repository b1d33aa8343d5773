import { createHash } from "node:crypto";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { AppError } from "../../../../common/errors.ts";
import { failure } from "../client/support.ts";
import { startScripted } from "../scripted.ts";
import { authOf, CLIENT_ID, NEVER } from "./support.ts";

const GRANT = {
  body: {
    access_token: "access-1",
    expires_in: 3600,
    refresh_token: "refresh-1",
    scope: "user-library-read playlist-read-private",
  },
};

test("signing in: the page, the way back, the exchange, and what is kept", async () => {
  const server = await startScripted(() => GRANT);
  const { auth, signIn } = authOf(server.address);
  const port = await freePort();
  const url = new URL(await signIn.begin({ clientId: CLIENT_ID, port }));
  const asked = Object.fromEntries(url.searchParams);
  expect([url.origin + url.pathname, asked]).toEqual([
    `${server.address}/authorize`,
    {
      client_id: CLIENT_ID,
      response_type: "code",
      redirect_uri: `http://127.0.0.1:${port}/callback`,
      scope:
        "playlist-read-private playlist-read-collaborative playlist-modify-private playlist-modify-public user-library-read",
      state: expect.stringMatching(/^[\w-]{32}$/),
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    },
  ]);

  const finished = signIn.finish(NEVER);
  const back = await comeBack(port, `/callback?code=the-code&state=${asked["state"]}`);
  await finished;
  expect([back.status, back.text.includes("You can close this tab")]).toEqual([200, true]);
  const form = Object.fromEntries(new URLSearchParams(server.asked[0]?.body));
  expect(form).toEqual({
    grant_type: "authorization_code",
    client_id: CLIENT_ID,
    code: "the-code",
    redirect_uri: `http://127.0.0.1:${port}/callback`,
    code_verifier: expect.stringMatching(/^[\w-]{43,128}$/),
  });
  expect(
    createHash("sha256")
      .update(form["code_verifier"] ?? "")
      .digest("base64url"),
  ).toBe(asked["code_challenge"]);
  expect(await auth.person()).toMatchObject({
    accessToken: "access-1",
    refreshToken: "refresh-1",
    scopes: ["user-library-read", "playlist-read-private"],
  });
  // The port is free again, and one answer is all that was taken.
  await occupy(port);
});

test("every sign-in has its own state and its own verifier", async () => {
  const { signIn } = authOf("http://127.0.0.1:9");
  const port = await freePort();
  const urls = [];
  for (const _ of [1, 2, 3]) {
    urls.push(new URL(await signIn.begin({ clientId: CLIENT_ID, port })).searchParams);
  }
  for (const name of ["state", "code_challenge"]) {
    expect(new Set(urls.map((url) => url.get(name))).size).toBe(3);
  }
});

test("what does not belong to this sign-in is turned away, and waiting goes on", async () => {
  const server = await startScripted(() => GRANT);
  const { auth, signIn } = authOf(server.address);
  const port = await freePort();
  const state = stateOf(await signIn.begin({ clientId: CLIENT_ID, port }));
  const finished = signIn.finish(NEVER);
  const right = `/callback?code=c&state=${state}`;
  const answers = [
    await comeBack(port, "/callback?code=c&state=wrong"),
    await comeBack(port, "/callback?code=c"),
    await comeBack(port, `/callback?error=access_denied&state=${state.slice(1)}`),
    await comeBack(port, right, { host: "evil.example" }),
    await comeBack(port, right, { host: `localhost:${port}` }),
    await comeBack(port, right, {}, "POST"),
    await comeBack(port, `/other?code=c&state=${state}`),
    await comeBack(port, "/favicon.ico"),
    await comeBack(port, "//evil.example/callback"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([
    400, 400, 400, 400, 400, 404, 404, 404, 404,
  ]);
  expect(server.asked).toEqual([]);
  expect((await comeBack(port, right)).status).toBe(200);
  await finished;
  expect((await auth.person())?.refreshToken).toBe("refresh-1");
});

test("the page loads nothing, is kept nowhere, and repeats nothing of the request", async () => {
  const { signIn } = authOf("http://127.0.0.1:9");
  const port = await freePort();
  await signIn.begin({ clientId: CLIENT_ID, port });
  const { headers, text } = await comeBack(port, "/callback?state=<script>alert(1)</script>");
  expect(text).not.toContain("alert");
  expect(headers).toMatchObject({
    "content-security-policy": expect.stringMatching(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  const style = /<style>([^<]*)<\/style>/.exec(text)?.[1] ?? "";
  expect(headers["content-security-policy"]).toContain(
    createHash("sha256").update(style).digest("base64"),
  );
});

test("a person who says no is told that nothing was connected", async () => {
  const { auth, signIn } = authOf("http://127.0.0.1:9");
  const port = await freePort();
  const state = stateOf(await signIn.begin({ clientId: CLIENT_ID, port }));
  const finished = failure(signIn.finish(NEVER));
  const back = await comeBack(port, `/callback?error=access_denied&state=${state}`);
  expect([back.status, (await finished).code, await auth.person()]).toEqual([
    200,
    "signed_out",
    null,
  ]);
});

test.each(["invalid_grant", "invalid_client"])(
  "a code that Spotify refuses with %s is told, once asked",
  async (error) => {
    const server = await startScripted(() => ({ status: 400, body: { error } }));
    const { auth, signIn } = authOf(server.address);
    const port = await freePort();
    const state = stateOf(await signIn.begin({ clientId: CLIENT_ID, port }));
    await comeBack(port, `/callback?code=c&state=${state}`);
    expect((await failure(signIn.finish(NEVER))).code).toBe("signed_out");
    expect([server.asked.length, await auth.person()]).toEqual([1, null]);
  },
);

test("a taken port names one that is free, and the redirect URI that it needs", async () => {
  const { signIn } = authOf("http://127.0.0.1:9");
  const port = await freePort();
  await occupy(port);
  const error = await failure(signIn.begin({ clientId: CLIENT_ID, port }));
  expect(error.code).toBe("port_taken");
  const free = Number(/Port (\d+) is free/.exec(error.message)?.[1]);
  expect(error.message).toContain(`http://127.0.0.1:${free}/callback`);
  await signIn.begin({ clientId: CLIENT_ID, port: free });
});

test("cancelling closes the listener, and the port is free", async () => {
  const { signIn } = authOf("http://127.0.0.1:9");
  const port = await freePort();
  await signIn.begin({ clientId: CLIENT_ID, port });
  const abort = new AbortController();
  const finished = failure(signIn.finish(abort.signal));
  abort.abort(new AppError("cancelled", "No more."));
  expect((await finished).code).toBe("cancelled");
  await occupy(port);
});

test("nobody is waited for longer than five minutes", async () => {
  const { signIn } = authOf("http://127.0.0.1:9");
  const port = await freePort();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  await signIn.begin({ clientId: CLIENT_ID, port });
  const finished = failure(signIn.finish(NEVER));
  await vi.advanceTimersByTimeAsync(299_000);
  expect((await comeBack(port, "/callback")).status).toBe(400);
  await vi.advanceTimersByTimeAsync(1000);
  expect((await finished).message).toContain("five minutes");
  await occupy(port);
});

test("a second sign-in ends the first, on the same port", async () => {
  const server = await startScripted(() => GRANT);
  const { signIn } = authOf(server.address);
  const port = await freePort();
  const first = stateOf(await signIn.begin({ clientId: CLIENT_ID, port }));
  const ended = failure(signIn.finish(NEVER));
  const second = stateOf(await signIn.begin({ clientId: CLIENT_ID, port }));
  expect((await ended).code).toBe("cancelled");
  const finished = signIn.finish(NEVER);
  expect((await comeBack(port, `/callback?code=c&state=${first}`)).status).toBe(400);
  expect((await comeBack(port, `/callback?code=c&state=${second}`)).status).toBe(200);
  await finished;
});

test("without a sign-in under way there is none to wait for", async () => {
  const { signIn } = authOf("http://127.0.0.1:9");
  expect((await failure(signIn.finish(NEVER))).code).toBe("signed_out");
});

function stateOf(url: string): string {
  return new URL(url).searchParams.get("state") ?? "";
}

/** What the browser asks when Spotify sends it back. */
function comeBack(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ status: number | undefined; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, path, headers, method, agent: false });
    asking.on("error", reject);
    asking.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, text }),
      );
    });
    asking.end();
  });
}

async function freePort(): Promise<number> {
  const server = await listening(0);
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Fails where the port is taken. */
async function occupy(port: number): Promise<void> {
  const server = await listening(port);
  onTestFinished(() => void server.close());
}

function listening(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
