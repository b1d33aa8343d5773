import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startScripted } from "../scripted.ts";
import { CLIENT_ID, clientOf, failure, NEVER } from "./support.ts";

const ME = { id: "me", display_name: "Me" };
const MINUTE = 60_000;
const minuteNow = () => Math.floor(Date.now() / MINUTE);

function writeLog(data: string, minutes: [number, number][], blockedUntil: number | null = null) {
  const clients = { [CLIENT_ID]: { minutes, blockedUntil } };
  writeFileSync(join(data, "spotify-requests.json"), JSON.stringify({ clients }));
}

test("every request sent is counted, on disk before it is sent", async () => {
  const seen: unknown[] = [];
  const server = await startScripted(() => {
    seen.push(JSON.parse(readFileSync(join(data, "spotify-requests.json"), "utf8")));
    return { body: ME };
  });
  const { api, data } = clientOf(server.address);
  await api.me(NEVER);
  expect(seen).toEqual([
    { clients: { [CLIENT_ID]: { minutes: [[expect.any(Number), 1]], blockedUntil: null } } },
  ]);
  expect(api.quota()).toEqual({ used: 1, limit: 600, blockedUntil: null });
});

test("a request that was aborted on its way is counted all the same", async () => {
  const abort = new AbortController();
  const server = await startScripted(() => {
    abort.abort(new Error("enough"));
    return "hang";
  });
  const { api } = clientOf(server.address);
  expect((await failure(api.me(abort.signal))).message).toBe("enough");
  expect(api.quota().used).toBe(1);
});

test("requests of more than 24 hours ago no longer count, those of other apps never do", async () => {
  const server = await startScripted(() => ({ body: ME }));
  const first = clientOf(server.address);
  writeLog(first.data, [
    [minuteNow() - 1441, 500],
    [minuteNow() - 1438, 7],
  ]);
  const { api } = clientOf(server.address, { data: first.data });
  const other = clientOf(server.address, {
    data: first.data,
    settings: { spotifyClientId: "f".repeat(32) },
  });
  expect([api.quota().used, other.api.quota().used]).toEqual([7, 0]);
});

test("a log of requests that cannot be read starts anew", () => {
  const first = clientOf("http://127.0.0.1:9");
  writeFileSync(join(first.data, "spotify-requests.json"), "{ half");
  expect(clientOf("http://127.0.0.1:9", { data: first.data }).api.quota().used).toBe(0);
});

test("the limit of the settings stops us before Spotify does, and says when it goes on", async () => {
  const server = await startScripted(() => ({ body: ME }));
  const { data } = clientOf(server.address);
  writeLog(data, [
    [minuteNow() - 1000, 6],
    [minuteNow() - 10, 4],
  ]);
  const { api } = clientOf(server.address, { data, settings: { spotifyDailyRequests: 10 } });
  const error = await failure(api.me(NEVER));
  expect(error.code).toBe("quota_exceeded");
  expect(error.message).toMatch(
    /^Undertone has sent Spotify 10 requests in 24 hours, as many as you allow\. Go on (tomorrow )?at \d\d:\d\d, or/,
  );
  expect(server.asked).toEqual([]);
});

test.each([
  [
    "QUOTA_EXCEEDED with its wait",
    {
      headers: { "retry-after": "7200" },
      body: { error: { status: 429, message: "quota", reason: "QUOTA_EXCEEDED" } },
    },
    7200,
  ],
  [
    "QUOTA_EXCEEDED without one",
    { body: { error: { status: 429, message: "quota", reason: "QUOTA_EXCEEDED" } } },
    3600,
  ],
  ["a wait longer than 30 seconds", { headers: { "retry-after": "31" }, body: "slow" }, 31],
])(
  "%s stops everything, also after a restart, and no request goes out until then",
  async (_, answer, seconds) => {
    const server = await startScripted(() => ({ status: 429, ...answer }));
    const { api, data } = clientOf(server.address);
    const before = Date.now();
    const error = await failure(api.me(NEVER));
    expect([error.code, error.message]).toEqual([
      "quota_exceeded",
      expect.stringMatching(
        /^Spotify answers no more requests for now\. Go on (tomorrow )?at \d\d:\d\d: what is done stays done\.$/,
      ),
    ]);
    const again = clientOf(server.address, { data }).api;
    const blockedUntil = Date.parse(again.quota().blockedUntil ?? "");
    expect(Math.round((blockedUntil - before) / 1000)).toBe(seconds);
    expect((await failure(again.myPlaylists(0, NEVER))).code).toBe("quota_exceeded");
    expect(server.asked).toHaveLength(1);
  },
);

test("what was asked before the stop is refused as well, and goes on when the time has come", async () => {
  const server = await startScripted((_, count) =>
    count === 1 ? { status: 429, headers: { "retry-after": "600" } } : { body: ME },
  );
  const { api, data } = clientOf(server.address);
  const codes = await Promise.all([
    failure(api.me(NEVER)),
    failure(api.myPlaylists(0, NEVER)),
    failure(api.addItems("p", ["spotify:track:1"], null, NEVER)),
  ]);
  expect(codes.map(({ code }) => code)).toEqual(Array(3).fill("quota_exceeded"));
  writeLog(data, [[minuteNow(), 1]], Date.now() - 1);
  const { api: later } = clientOf(server.address, { data });
  expect(await later.me(NEVER)).toEqual({ id: "me", name: "Me" });
  expect(later.quota()).toEqual({ used: 2, limit: 600, blockedUntil: null });
  expect(server.asked).toHaveLength(2);
});

test("a short wait is sat through, told, and repeats a write too", async () => {
  const server = await startScripted((_, count) =>
    count === 1
      ? { status: 429, headers: { "retry-after": "1" } }
      : { status: 201, body: { snapshot_id: "s" } },
  );
  const { api } = clientOf(server.address);
  const waits: unknown[] = [];
  api.onWait((wait) => waits.push(wait));
  expect(await api.addItems("p", ["spotify:track:1"], null, NEVER)).toEqual({ snapshotId: "s" });
  expect([waits, server.asked.length]).toEqual([[{ seconds: 1 }], 2]);
});

test("a wait ends with an abort, and the next request still waits", async () => {
  const server = await startScripted((_, count) =>
    count === 1 ? { status: 429, headers: { "retry-after": "2" } } : { body: ME },
  );
  const { api } = clientOf(server.address);
  const abort = new AbortController();
  api.onWait(() => abort.abort(new Error("no patience")));
  expect((await failure(api.me(abort.signal))).message).toBe("no patience");
  expect(server.asked).toHaveLength(1);
  const started = Date.now();
  expect(await api.me(NEVER)).toEqual({ id: "me", name: "Me" });
  expect(Date.now() - started).toBeGreaterThan(1000);
});
