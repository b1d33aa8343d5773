import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../../../../common/errors.ts";
import { startScripted, type Scripted } from "../scripted.ts";
import { clientOf, failure, NEVER, TOKEN } from "./support.ts";

const ME = { id: "me", display_name: "Me" };
const NO_PLAYLISTS = { items: [], total: 0 };

test("requests carry the token, go one at a time, and identical ones in flight go once", async () => {
  let running = 0;
  let most = 0;
  const server = await startScripted(async ({ path }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, 5));
    running -= 1;
    return { body: path === "/me" ? ME : NO_PLAYLISTS };
  });
  const { api } = clientOf(server.address);
  await Promise.all([
    ...Array.from({ length: 5 }, () => api.me(NEVER)),
    ...[0, 50, 100].map((start) => api.myPlaylists(start, NEVER)),
  ]);
  expect(most).toBe(1);
  expect(server.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ["/me", `Bearer ${TOKEN}`],
    ["/me/playlists?limit=50&offset=0", `Bearer ${TOKEN}`],
    ["/me/playlists?limit=50&offset=50", `Bearer ${TOKEN}`],
    ["/me/playlists?limit=50&offset=100", `Bearer ${TOKEN}`],
  ]);
  await api.me(NEVER);
  expect(server.asked).toHaveLength(5);
});

test("two writes alike are two writes", async () => {
  const server = await startScripted(() => ({ status: 201, body: { snapshot_id: "s" } }));
  const { api } = clientOf(server.address);
  await Promise.all([1, 2].map(() => api.addItems("p", ["spotify:track:1"], 3, NEVER)));
  const write = ["POST", "/playlists/p/items", '{"uris":["spotify:track:1"],"position":3}'];
  expect(server.asked.map(({ method, path, body }) => [method, path, body])).toEqual([
    write,
    write,
  ]);
});

test("there is a pause between two requests", async () => {
  const server = await startScripted(() => ({ body: NO_PLAYLISTS }));
  const { api } = clientOf(server.address, { settings: { spotifyDelayMs: 60 } });
  const started = Date.now();
  await Promise.all([0, 50, 100].map((start) => api.myPlaylists(start, NEVER)));
  // Two pauses lie between three requests; a timer may be a millisecond early.
  expect(Date.now() - started).toBeGreaterThanOrEqual(118);
});

test("one who gives up leaves the others their answer; when all give up, the request ends", async () => {
  let answered: (() => void) | undefined;
  const server = await startScripted(async () => {
    await new Promise<void>((done) => (answered = done));
    return { body: ME };
  });
  const { api } = clientOf(server.address);
  const abort = new AbortController();
  const impatient = failure(api.me(abort.signal));
  const patient = api.me(NEVER);
  await expect.poll(() => answered !== undefined).toBe(true);
  abort.abort(new Error("enough"));
  expect((await impatient).message).toBe("enough");
  answered?.();
  expect(await patient).toEqual({ id: "me", name: "Me" });
});

test("an abort while waiting in the queue sends nothing", async () => {
  let answered: (() => void) | undefined;
  const server = await startScripted(async () => {
    await new Promise<void>((done) => (answered = done));
    return { body: ME };
  });
  const { api } = clientOf(server.address);
  const first = api.me(NEVER);
  await expect.poll(() => answered !== undefined).toBe(true);
  const abort = new AbortController();
  const waiting = [
    failure(api.myPlaylists(0, abort.signal)),
    failure(api.unfollowPlaylist("p", abort.signal)),
  ];
  abort.abort(new Error("enough"));
  expect((await Promise.all(waiting)).map(({ message }) => message)).toEqual(["enough", "enough"]);
  answered?.();
  await first;
  expect(server.asked.map(({ path }) => path)).toEqual(["/me"]);
  expect(api.quota().used).toBe(1);
});

test("reads are repeated after trouble at Spotify and after a lost connection", async () => {
  const script: Scripted[] = [{ status: 502, body: "bad" }, "lost", { status: 503 }, { body: ME }];
  const server = await startScripted((_, count) => script[count - 1] ?? "lost");
  const { api, health } = clientOf(server.address);
  expect(await api.me(NEVER)).toEqual({ id: "me", name: "Me" });
  expect([server.asked.length, api.quota().used, health.offline()]).toEqual([4, 4, false]);
});

test("trouble that stays is told after five tries", async () => {
  const server = await startScripted(() => ({ status: 500 }));
  const { api } = clientOf(server.address);
  const error = await failure(api.me(NEVER));
  expect(error).toEqual(
    new AppError("unavailable", "Spotify has trouble (500). Try again in a few minutes."),
  );
  expect(server.asked).toHaveLength(5);
});

test.each<[string, Scripted]>([
  ["the connection broke", "lost"],
  ["Spotify has trouble", { status: 500 }],
])("a write is not sent again when %s: it may have been done", async (said, scripted) => {
  const server = await startScripted(() => scripted);
  const { api } = clientOf(server.address);
  const error = await failure(api.replaceItems("p", ["spotify:track:1"], NEVER));
  expect(error.code).toBe("unavailable");
  expect(error.message.toLowerCase()).toContain(said.toLowerCase());
  expect(server.asked).toHaveLength(1);
});

test("offline is a state: it is told, shown, and over with the next answer", async () => {
  const port = await freePort();
  const { api, health } = clientOf(`http://127.0.0.1:${port}`);
  const read = await failure(api.me(NEVER));
  const write = await failure(api.addItems("p", [], null, NEVER));
  expect([read.code, write.code, health.offline()]).toEqual(["offline", "offline", true]);
  expect(health.problem()).toBeNull();
});

test("after being offline, any answer says that we are back", async () => {
  let up = false;
  const server = await startScripted(() => (up ? { status: 404 } : "lost"));
  const { api, health } = clientOf(server.address);
  expect((await failure(api.me(NEVER))).code).toBe("offline");
  up = true;
  expect([health.offline(), (await failure(api.playlist("p", NEVER))).code]).toEqual([
    true,
    "not_found",
  ]);
  expect(health.offline()).toBe(false);
});

test("a token that Spotify no longer takes is renewed once, and a write repeated", async () => {
  const server = await startScripted(({ headers }) =>
    headers.authorization === "Bearer new"
      ? { status: 201, body: { snapshot_id: "s" } }
      : { status: 401, body: { error: { status: 401, message: "The access token expired" } } },
  );
  const renewed: string[] = [];
  const { api } = clientOf(server.address, {
    access: {
      renew: (rejected) => {
        renewed.push(rejected);
        return Promise.resolve("new");
      },
    },
  });
  expect(await api.addItems("p", ["spotify:track:1"], null, NEVER)).toEqual({ snapshotId: "s" });
  expect([renewed, server.asked.length]).toEqual([[TOKEN], 2]);
});

test("a new token that is not taken either ends in signing in again, not in a loop", async () => {
  const server = await startScripted(() => ({ status: 401 }));
  const { api } = clientOf(server.address, { access: { renew: () => Promise.resolve("new") } });
  expect((await failure(api.me(NEVER))).code).toBe("signed_out");
  expect(server.asked).toHaveLength(2);
});

test("what needs a person is not asked with an app's token", async () => {
  const server = await startScripted(() => ({ body: NO_PLAYLISTS }));
  const { api } = clientOf(server.address, {
    access: { get: () => Promise.resolve({ token: TOKEN, appOnly: true }) },
  });
  const errors = await Promise.all([
    failure(api.me(NEVER)),
    failure(api.likedTracks({ start: 0, limit: 50 }, NEVER)),
    failure(api.createPlaylist({ name: "a", description: "", public: false }, NEVER)),
  ]);
  expect(errors.map(({ code }) => code)).toEqual(Array(3).fill("signed_out"));
  await api.playlistItems("p", { start: 0, limit: 50 }, NEVER);
  expect(server.asked).toHaveLength(1);
});

test("closing ends what runs and what waits", async () => {
  const server = await startScripted(() => "hang");
  const { api } = clientOf(server.address);
  const ended = [failure(api.me(NEVER)), failure(api.myPlaylists(0, NEVER))];
  await expect.poll(() => server.asked.length).toBe(1);
  api.close();
  expect((await Promise.all(ended)).map(({ code }) => code)).toEqual(["cancelled", "cancelled"]);
});

/** A port where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

test("whatever Spotify answers, a write goes out once and then only after it surely did nothing", async () => {
  const kinds = ["ok", "lost", "500", "403", "429", "401", "garbage"] as const;
  let script: (typeof kinds)[number][] = [];
  const server = await startScripted(() => {
    const kind = script.shift() ?? "ok";
    if (kind === "lost") return "lost";
    if (kind === "ok") return { status: 201, body: { snapshot_id: "s" } };
    if (kind === "garbage") return { status: 201, body: "{" };
    return { status: Number(kind), headers: { "retry-after": "0" } };
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { maxLength: 4 }), async (answers) => {
      const { api } = clientOf(server.address, {
        access: { renew: () => Promise.resolve("new") },
      });
      const before = server.asked.length;
      script = [...answers];
      const outcome = await api.addItems("p", ["spotify:track:1"], null, NEVER).then(
        ({ snapshotId }) => snapshotId,
        (error: AppError) => error.code,
      );
      const [sent, expected] = foreseen(answers);
      expect([server.asked.length - before, outcome]).toEqual([sent, expected]);
      expect(api.quota().used).toBe(sent);
    }),
    { numRuns: 80 },
  );
});

/** How often a write is sent for these answers, and how it ends. */
function foreseen(answers: readonly string[]): [sent: number, outcome: string] {
  let renewed = false;
  for (const [index, answer] of [...answers, "ok"].entries()) {
    const sent = index + 1;
    switch (answer) {
      case "ok":
        return [sent, "s"];
      case "401":
        if (renewed) return [sent, "signed_out"];
        renewed = true;
        break;
      case "403":
        return [sent, "not_yours"];
      case "429":
        break;
      default:
        return [sent, "unavailable"];
    }
  }
  throw new Error("The last answer is the good one.");
}
