import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Log } from "../../ports.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

const clientSchema = z.object({
  /** Pairs of a minute since 1970 and the requests made in it. */
  minutes: z.array(z.tuple([z.number().int(), z.number().int().nonnegative()])),
  /** Milliseconds since 1970. */
  blockedUntil: z.number().nullable(),
});
type ClientLog = z.infer<typeof clientSchema>;
const fileSchema = z.object({ clients: z.record(z.string(), clientSchema) });

/** How many requests were made in the last 24 hours, and until when Spotify wants none; times in milliseconds since 1970. */
export type RequestLog = {
  readonly used: () => number;
  /** Counts a request, on disk before it is sent: a kill must not make requests free. */
  readonly count: () => void;
  /** Null when nothing keeps us from asking. */
  readonly blockedUntil: () => number | null;
  readonly block: (until: number) => void;
  /** When fewer than `limit` requests will have been made in 24 hours; now, where that is so already. */
  readonly freeAt: (limit: number) => number;
};

/**
 * The log of requests in a small file of the data folder, one count for each client ID: quotas are the developer
 * account's. A file that cannot be read starts anew; one that cannot be written is told once and kept in memory.
 */
export function openRequestLog(file: string, clientId: () => string | null, log: Log): RequestLog {
  const clients = read(file);
  let told = false;

  const current = (): ClientLog => {
    const id = clientId() ?? "";
    const client = clients.get(id) ?? { minutes: [], blockedUntil: null };
    clients.set(id, client);
    const oldest = minuteOf(Date.now()) - DAY_MINUTES;
    client.minutes = client.minutes.filter(([minute]) => minute > oldest);
    return client;
  };
  const save = () => {
    try {
      writeFileSync(`${file}.next`, JSON.stringify({ clients: Object.fromEntries(clients) }));
      renameSync(`${file}.next`, file);
    } catch (error) {
      if (!told) log("warn", "The count of requests to Spotify could not be written.", error);
      told = true;
    }
  };

  return {
    used: () => total(current()),
    count() {
      const { minutes } = current();
      const minute = minuteOf(Date.now());
      const last = minutes.at(-1);
      if (last?.[0] === minute) last[1] += 1;
      else minutes.push([minute, 1]);
      save();
    },
    blockedUntil() {
      const { blockedUntil } = current();
      return blockedUntil !== null && blockedUntil > Date.now() ? blockedUntil : null;
    },
    block(until) {
      current().blockedUntil = until;
      save();
    },
    freeAt(limit) {
      const client = current();
      let over = total(client) - limit + 1;
      if (over <= 0) return Date.now();
      for (const [minute, requests] of client.minutes) {
        over -= requests;
        if (over <= 0) return (minute + DAY_MINUTES) * MINUTE_MS;
      }
      return Date.now();
    },
  };
}

function total(client: ClientLog): number {
  return client.minutes.reduce((sum, [, requests]) => sum + requests, 0);
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS);
}

function read(file: string): Map<string, ClientLog> {
  try {
    const parsed = fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return new Map(Object.entries(parsed.clients));
  } catch {
    return new Map();
  }
}
