import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { ask, callLines, ownHeaders, startHost, statusOf, talk } from "./support.ts";

const CALL = JSON.stringify({ name: "app.info", input: {} });

describe("requests of strangers to the browser host", () => {
  test("the page's own call is answered", async () => {
    const host = await startHost();
    expect(await callLines(host, "app.info", {})).toStrictEqual([
      {
        envelope: {
          ok: true,
          value: { version: "0.1.0", host: "browser", libraryFile: expect.any(String) },
        },
      },
    ]);
  });

  test.each([
    ["a name that points to us", "evil.example"],
    ["localhost", "localhost"],
    ["another port", "127.0.0.1:1"],
    ["no port", "127.0.0.1"],
  ])("a wrong Host is refused, for calls and for the page: %s", async (_, name) => {
    const host = await startHost();
    const wrong = { ...ownHeaders(host), host: name };
    const answers = [
      await ask(host, "POST", "/call", wrong, CALL),
      await ask(host, "GET", "/", { host: name }),
    ];
    expect(answers.map(({ status }) => status)).toStrictEqual([421, 421]);
  });

  test("two Host headers, none, or one in the request line are refused", async () => {
    const host = await startHost();
    const own = new URL(host.origin).host;
    const heard = [
      await talk(
        host,
        `GET / HTTP/1.1\r\nHost: ${own}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      ),
      await talk(host, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
      await talk(host, "GET / HTTP/1.0\r\n\r\n"),
      await talk(
        host,
        `GET http://evil.example/ HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`,
      ),
    ];
    expect(heard.map(statusOf)).toStrictEqual([421, 400, 421, 404]);
  });

  test.each([
    ["missing", undefined],
    ["another site", "https://evil.example"],
    ["null", "null"],
    ["https instead of http", (origin: string) => origin.replace("http:", "https:")],
    ["another port", "http://127.0.0.1:1"],
    ["localhost", (origin: string) => origin.replace("127.0.0.1", "localhost")],
    ["a longer name", (origin: string) => `${origin}.evil.example`],
  ])("a call whose Origin does not fit is refused: %s", async (_, origin) => {
    const host = await startHost();
    const { origin: own = "", ...others } = ownHeaders(host);
    const wrong = typeof origin === "function" ? origin(own) : origin;
    const headers = wrong === undefined ? others : { ...others, origin: wrong };
    expect((await ask(host, "POST", "/call", headers, CALL)).status).toBe(403);
  });

  test.each(["cross-site", "same-site", "nonsense"])(
    "a request from elsewhere in the browser is refused: Sec-Fetch-Site %s",
    async (site) => {
      const host = await startHost();
      const wrong = { ...ownHeaders(host), "sec-fetch-site": site };
      const answers = [
        await ask(host, "POST", "/call", wrong, CALL),
        await ask(host, "GET", "/events", wrong),
        await ask(host, "GET", "/", { "sec-fetch-site": site }),
        await ask(host, "GET", "/assets/a.js", { "sec-fetch-site": site }),
      ];
      expect(answers.map(({ status }) => status)).toStrictEqual([403, 403, 403, 403]);
    },
  );

  test.each([
    ["none", undefined],
    ["empty", "Bearer "],
    ["wrong", `Bearer ${"A".repeat(43)}`],
    ["too long", (token: string) => `Bearer ${token}A`],
    ["without its end", (token: string) => `Bearer ${token.slice(0, -1)}`],
    ["as a password", (token: string) => `Basic ${token}`],
    ["twice", (token: string) => `Bearer ${token} ${token}`],
  ])("without the right key nothing but the page is given: %s", async (_, key) => {
    const host = await startHost();
    const { authorization: _own, ...others } = ownHeaders(host);
    const given = typeof key === "function" ? key(host.token) : key;
    const headers = given === undefined ? others : { ...others, authorization: given };
    const answers = [
      await ask(host, "POST", "/call", headers, CALL),
      await ask(host, "GET", "/events", headers),
      await ask(host, "POST", "/files?name=a.csv", headers, "title\n"),
      await ask(host, "GET", "/files/x", headers),
    ];
    expect(answers.map(({ status }) => status)).toStrictEqual([401, 401, 401, 401]);
    expect((await ask(host, "GET", "/")).status).toBe(200);
  });

  test("a key in the address, in a cookie or in the body is not accepted", async () => {
    const host = await startHost();
    const { authorization: _own, ...others } = ownHeaders(host);
    const { token } = host;
    const answers = [
      await ask(host, "POST", `/call?token=${token}`, others, CALL),
      await ask(host, "GET", `/events?token=${token}`, others),
      await ask(host, "GET", "/events", { ...others, cookie: `token=${token}` }),
      await ask(
        host,
        "POST",
        "/call",
        others,
        JSON.stringify({ name: "app.info", input: {}, token }),
      ),
    ];
    expect(answers.map(({ status }) => status)).toStrictEqual([401, 401, 401, 401]);
  });

  test("no other site may read an answer: there are no CORS headers, and no preflight is granted", async () => {
    const host = await startHost();
    const preflight = await ask(host, "OPTIONS", "/call", {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    });
    expect(preflight.status).toBe(403);
    const answers = [
      preflight,
      await ask(host, "GET", "/"),
      await ask(host, "POST", "/call", ownHeaders(host), CALL),
    ];
    for (const { headers } of answers) {
      expect(
        Object.keys(headers).filter((name) => name.startsWith("access-control-")),
      ).toStrictEqual([]);
    }
  });

  test.each(["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "POST"])(
    "the page's files are for GET alone: %s is refused, also from the page itself",
    async (method) => {
      const host = await startHost();
      const statuses = [
        (await ask(host, method, "/", ownHeaders(host))).status,
        (await ask(host, method, "/assets/a.js", ownHeaders(host))).status,
        (await ask(host, method, "/events", ownHeaders(host))).status,
      ];
      expect(statuses).toStrictEqual([405, 405, 405]);
    },
  );

  test.each(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])(
    "calls are for POST alone: %s is refused",
    async (method) => {
      const host = await startHost();
      const answer = await ask(host, method, "/call", ownHeaders(host));
      expect([answer.status, answer.headers.allow]).toStrictEqual([405, "POST"]);
    },
  );

  test("CONNECT and an upgrade to another protocol lead nowhere", async () => {
    const host = await startHost();
    const own = new URL(host.origin).host;
    expect(await talk(host, `CONNECT ${own} HTTP/1.1\r\nHost: ${own}\r\n\r\n`)).toBe("");
    const upgraded = await talk(
      host,
      `GET /events HTTP/1.1\r\nHost: ${own}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(statusOf(upgraded)).toBe(401);
  });

  test.each([
    "/../../etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/../../package.json",
    "/assets/..\\..\\package.json",
    "//etc/passwd",
    "/assets/",
    "/assets",
    "/index.html",
    "/library.db",
    "/assets/a.js%00.html",
    "/__proto__",
    "/constructor",
    "*",
  ])("only the listed files exist: %s does not", async (path) => {
    const host = await startHost();
    const own = new URL(host.origin).host;
    const heard = await talk(
      host,
      `GET ${path} HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`,
    );
    expect([statusOf(heard), heard.includes("root:")]).toStrictEqual([404, false]);
  });

  test("who does not finish the headers is let go, and others are served meanwhile", async () => {
    const host = await startHost({ headersTimeoutMs: 400 });
    const own = new URL(host.origin).host;
    const slow = talk(host, `GET / HTTP/1.1\r\nHost: ${own}\r\nX-Slow: `);
    expect((await ask(host, "GET", "/")).status).toBe(200);
    expect(statusOf(await slow)).toBe(408);
  });

  test("headers without end are refused", async () => {
    const host = await startHost();
    const own = new URL(host.origin).host;
    const heard = await talk(
      host,
      `GET / HTTP/1.1\r\nHost: ${own}\r\nX-Long: ${"a".repeat(20_000)}\r\n\r\n`,
    );
    expect(statusOf(heard)).toBe(431);
  });

  test("two hundred idle connections keep nobody else out", async () => {
    const host = await startHost();
    const port = Number(new URL(host.origin).port);
    const idle = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = connect(port, "127.0.0.1");
        await new Promise((resolve) => {
          socket.once("connect", resolve);
        });
        return socket;
      }),
    );
    onTestFinished(() => idle.forEach((socket) => socket.destroy()));
    expect(await callLines(host, "jobs.list", {})).toStrictEqual([
      { envelope: { ok: true, value: [] } },
    ]);
  });
});
