import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { rootDirectory } from "../../main/hosts/paths.ts";
import type { Effect } from "../servers/spotify/faults.ts";
import type { LoggedRequest } from "../servers/spotify/log.ts";
import type { SpotifyServer } from "../servers/spotify/server.ts";
import { temporaryFolder } from "../support/folder.ts";
import { inFolder } from "../support/spotify-folder.ts";
import { standIn, withSpotify } from "../support/spotify.ts";

const MINUTES = 60_000;
/** More runs than any of these can need, so that one that never ends fails. */
const RUNS = 60;

test(
  "a sync killed at every request, before and after Spotify answers, ends as one that was left in peace",
  async () => {
    const server = await withSpotify();
    fillWorld(server);
    const [killed, peaceful] = [temporaryFolder(), temporaryFolder()];
    for (const data of [killed, peaceful]) await prepare(server, data);
    const before = rows(killed, "SELECT * FROM tracks");

    server.forgetRequests();
    expect(await run(peaceful, "sync")).toMatchObject({ code: 0 });
    const needed = apiRequests(server).length;

    server.forgetRequests();
    // The newest page of Liked Songs and the list are asked anew in each run: what is behind them is struck in turn.
    const runs = await untilDone(
      (runs) => struck(server, { data: killed, ...inTurn(runs) }, "sync"),
      () => {
        expect(check(killed)).toEqual({ integrity: "ok", dangling: [] });
        expect(rows(killed, "SELECT * FROM tracks WHERE id <= 1")).toEqual(before);
      },
    );

    expect(runs).toBeGreaterThan(4);
    expect(contentOf(killed)).toEqual(contentOf(peaceful));
    expect(apiRequests(server).every(({ method }) => method === "GET")).toBe(true);
    // Each kill costs the requests that a sync begins with, and the one whose answer was lost.
    expect(apiRequests(server).length).toBeLessThanOrEqual(needed + 4 * runs);
    expect(server.violations).toEqual([]);
  },
  8 * MINUTES,
);

test(
  "an apply killed at every write, before and after it takes effect, goes on: nothing is lost, doubled, or another's",
  async () => {
    const server = await withSpotify();
    fillWorld(server);
    const data = temporaryFolder();
    const { plan, wanted } = await planned(server, data);
    const others = structuredClone([...server.state.playlists.values()]);
    const apply = ["playlists", "apply", String(plan), "--yes"];
    const names = [...wanted.keys()];

    const runs = await untilDone(
      (runs) => struck(server, { data, ...inTurn(runs), after: 0, writes: true }, ...apply),
      () => {
        expect(check(data)).toEqual({ integrity: "ok", dangling: [] });
        expect([...server.state.playlists.values()].slice(0, others.length)).toEqual(others);
        const ours = ourPlaylists(server, others.length);
        expect(ours.map(({ name }) => name)).toEqual(names.slice(0, ours.length));
        // Half written is a beginning, never a jumble.
        for (const { name, uris } of ours) {
          expect([name, uris]).toEqual([name, wanted.get(name)?.slice(0, uris.length)]);
        }
      },
    );

    // Two playlists, two writes of songs for each of them, each struck twice.
    expect(runs).toBe(2 * 6 + 1);
    expect(ourPlaylists(server, others.length)).toEqual(
      Array.from(wanted, ([name, uris]) => ({ name, uris })),
    );
    const again = await run(data, "playlists", "plan", "--json");
    expect(JSON.parse(again.output)).toMatchObject({ requests: 0 });
    expect(server.violations).toEqual([]);
  },
  8 * MINUTES,
);

test(
  "an undo killed at every write goes on, and puts back what was there",
  async () => {
    const server = await withSpotify();
    fillWorld(server);
    const data = temporaryFolder();
    const { plan } = await planned(server, data);
    const listed = [...server.state.person.playlists];
    const others = structuredClone([...server.state.playlists.values()]);
    expect(await run(data, "playlists", "apply", String(plan), "--yes")).toMatchObject({ code: 0 });
    expect(server.state.person.playlists).toHaveLength(listed.length + 2);

    const undo = ["playlists", "undo", "1", "--yes"];
    // What takes a playlist off the list is sent again: twice is as good as once.
    const runs = await untilDone(
      (runs) => struck(server, { data, ...inTurn(runs), writes: true }, ...undo),
      () => expect(check(data)).toEqual({ integrity: "ok", dangling: [] }),
    );

    expect(runs).toBeGreaterThan(2);
    expect(server.state.person.playlists).toEqual(listed);
    expect([...server.state.playlists.values()].slice(0, others.length)).toEqual(others);
    expect(server.violations).toEqual([]);
  },
  8 * MINUTES,
);

/** Liked Songs of three pages, a playlist of the user's of two, and one of somebody else's. */
function fillWorld(server: SpotifyServer): void {
  server.world.grow({ liked: 110, playlists: 1, perPlaylist: 130 });
  const uris = server.world.tracks(3).map(({ uri }) => uri);
  server.world.playlist({ name: "chill · sorted by mood", ownerId: "someone", uris });
}

/** Signs in on a folder whose library holds a song of a file, labelled, that Spotify knows nothing of. */
async function prepare(server: SpotifyServer, data: string): Promise<void> {
  const file = join(data, "mine.csv");
  writeFileSync(file, "title,artists,energy\nNobody Else Knows It,Me,0.4\n");
  await run(data, "import", file);
  await inFolder(data, standIn(server), async (call) => {
    const { rows: all } = await call("tracks.query", { query: {}, limit: 1 });
    const mood = (await call("moods.list", {}))[0]?.id ?? 0;
    const ids = all.map(({ id }) => id);
    await call("labels.change", { kind: "set", target: { ids }, mood });
  });
}

/** Syncs, labels 120 songs each with two moods, and plans their playlists; `wanted` is what is to be in them. */
async function planned(server: SpotifyServer, data: string) {
  return inFolder(data, standIn(server), async (call) => {
    await call("spotify.sync", {});
    const { rows: all } = await call("tracks.query", { query: {}, limit: 1000 });
    const moods = (await call("moods.list", {})).slice(0, 2);
    const wanted = new Map<string, string[]>();
    for (const [at, { id: mood }] of moods.entries()) {
      const songs = all.slice(at * 120, (at + 1) * 120);
      const ids = songs.map(({ id }) => id);
      await call("labels.change", { kind: "set", target: { ids }, mood });
      const rules = { labelledOnly: true, order: "custom", custom: ids } as const;
      const { name } = await call("moodPlaylists.update", { mood, chosen: true, rules });
      wanted.set(
        name,
        songs.map(({ uri }) => uri ?? ""),
      );
    }
    const { id } = await call("moodPlaylists.plan", {});
    return { plan: id, wanted };
  });
}

type Strike = {
  readonly data: string;
  /** Whether the request that the process dies at takes effect. */
  readonly kind: Extract<Effect["does"], "breakBefore" | "breakAfter">;
  /** So many requests go well first. */
  readonly after?: number;
  /** Only requests that write count. */
  readonly writes?: boolean;
};

/** Runs the command line and kills it at a request; `signal` is null where it came to its end before. */
async function struck(
  server: SpotifyServer,
  { data, kind, after = 0, writes = false }: Strike,
  ...options: readonly string[]
): Promise<Ended> {
  const child = start(data, options);
  const ended = result(child);
  const kill = () => {
    child.kill("SIGKILL");
    return ended;
  };
  const faults = (writes ? ["POST", "PUT", "DELETE"] : ["GET"]).map((method) =>
    server.faults.add({ method, path: /./, does: kind, after, first: kill }),
  );
  const end = await ended;
  for (const fault of faults) fault.remove();
  return end;
}

/** Before and after the first request takes effect, then the second one … */
function inTurn(run: number): Pick<Strike, "kind" | "after"> {
  return {
    kind: run % 2 === 1 ? "breakBefore" : "breakAfter",
    after: Math.floor((run - 1) / 2),
  };
}

/** Runs it again and again until it comes to its end by itself, and looks after each run. Returns how many it took. */
async function untilDone(
  strike: (run: number) => Promise<Ended>,
  look: () => void,
): Promise<number> {
  for (let run = 1; run <= RUNS; run += 1) {
    const { code, signal } = await strike(run);
    look();
    if (code === 0) return run;
    if (signal === null) throw new Error(`Run ${run} ended with ${code}.`);
  }
  throw new Error(`It has not ended after ${RUNS} runs.`);
}

type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
};

function run(data: string, ...options: readonly string[]): Promise<Ended> {
  return result(start(data, options));
}

function start(data: string, options: readonly string[]): ChildProcess {
  const entry = join(rootDirectory, "main", "hosts", "cli", "main.ts");
  return spawn(process.execPath, [entry, ...options, "--data-dir", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function result(child: ChildProcess): Promise<Ended> {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, "close");
  return { code: child.exitCode, signal: child.signalCode, output };
}

function apiRequests({ requests }: SpotifyServer): LoggedRequest[] {
  return requests.filter(({ service }) => service === "api");
}

/** Those that were made after so many others, in the order of their making. */
function ourPlaylists({ state }: SpotifyServer, others: number) {
  return [...state.playlists.values()]
    .slice(others)
    .map(({ name, entries }) => ({ name, uris: entries.map(({ uri }) => uri ?? "") }));
}

function check(data: string): { integrity: unknown; dangling: unknown } {
  return withLibrary(data, (db) => ({
    integrity: db.pragma("integrity_check", { simple: true }),
    dangling: db.pragma("foreign_key_check"),
  }));
}

/** What is in the library, by names and addresses: ids and times of day may differ. */
function contentOf(data: string): unknown {
  return [
    rows(
      data,
      "SELECT title, uri, isrc, duration_ms, added_at FROM tracks WHERE uri IS NOT NULL ORDER BY uri",
    ),
    rows(
      data,
      `SELECT playlists.name, playlists.external_id, position, tracks.uri FROM playlist_items
       JOIN playlists ON playlists.id = playlist_id JOIN tracks ON tracks.id = track_id
       ORDER BY playlists.name, playlists.external_id, position`,
    ),
    rows(data, "SELECT count(*) FROM spotify_pages"),
    rows(data, "SELECT track_id, mood_id, source FROM labels"),
  ];
}

function rows(data: string, query: string): unknown[] {
  return withLibrary(data, (db) => db.prepare(query).all());
}

function withLibrary<Result>(data: string, work: (db: SqliteDatabase.Database) => Result): Result {
  const db = new SqliteDatabase(join(data, "library.db"));
  try {
    return work(db);
  } finally {
    db.close();
  }
}
