import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { decideAt } from "../servers/spotify/browser.ts";

const count = z.number().int();
export const worldMessageSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("grow"),
    size: z.object({ liked: count, playlists: count, perPlaylist: count }),
  }),
  z.object({ kind: z.literal("register"), redirectUri: z.string() }),
  z.object({ kind: z.literal("count") }),
]);
type WorldMessage = z.infer<typeof worldMessageSchema>;

const worldAnswerSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ready"),
    api: z.string(),
    accounts: z.string(),
    clientId: z.string(),
  }),
  z.object({ kind: z.literal("done") }),
  z.object({
    kind: z.literal("counted"),
    reads: count,
    writes: count,
    violations: z.array(z.string()),
  }),
]);
export type WorldAnswer = z.infer<typeof worldAnswerSchema>;

/** The stand-in for Spotify in another process. */
export type SpotifyProcess = {
  readonly api: string;
  readonly accounts: string;
  readonly clientId: string;
  readonly authorize: (url: string) => Promise<string>;
  readonly register: (redirectUri: string) => Promise<void>;
  readonly grow: (size: {
    readonly liked: number;
    readonly playlists: number;
    readonly perPlaylist: number;
  }) => Promise<void>;
  /** Requests to the API since this was asked last. Throws where one did not fit the description. */
  readonly count: () => Promise<{ readonly reads: number; readonly writes: number }>;
  readonly close: () => void;
};

export async function forkSpotify(): Promise<SpotifyProcess> {
  const child = fork(join(import.meta.dirname, "spotify-server.ts"), { execArgv: [] });
  const next = async () => {
    const [message]: unknown[] = await once(child, "message");
    return worldAnswerSchema.parse(message);
  };
  const ask = (message: WorldMessage) => {
    const answer = next();
    child.send(message);
    return answer;
  };
  const ready = await next();
  if (ready.kind !== "ready") throw new Error("The stand-in did not start.");
  return {
    api: ready.api,
    accounts: ready.accounts,
    clientId: ready.clientId,
    authorize: (url) => decideAt(url, "agree"),
    async register(redirectUri) {
      await ask({ kind: "register", redirectUri });
    },
    async grow(size) {
      await ask({ kind: "grow", size });
    },
    async count() {
      const counted = await ask({ kind: "count" });
      if (counted.kind !== "counted") throw new Error("The stand-in did not count.");
      if (counted.violations.length > 0) throw new Error(counted.violations.join("\n"));
      return { reads: counted.reads, writes: counted.writes };
    },
    close: () => child.disconnect(),
  };
}
