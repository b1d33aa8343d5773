import { z } from "zod";
import { appEventSchema, type AppEvent } from "../../common/domain/job.ts";
import { jsonLines } from "./lines.ts";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

const newsSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event"), event: appEventSchema }),
  z.object({ type: z.literal("connection"), connected: z.boolean() }),
]);
type News = z.infer<typeof newsSchema>;

/**
 * Events of the server, read by one tab for all: a browser has six connections to one server, so a stream for each
 * tab would leave none for calls. The tab that holds the lock reads and tells the others; when it goes, the next one
 * in the queue takes over and says that the connection is new.
 */
export function listenShared(
  token: string,
  onEvent: (event: AppEvent) => void,
  onConnection: ((connected: boolean) => void) | undefined,
): () => void {
  // A tab that was left over from an earlier server must not read for those of this one.
  const name = `undertone-events-${token}`;
  const channel = new BroadcastChannel(name);
  const stop = new AbortController();
  const hear = (news: News) => {
    if (stop.signal.aborted) return;
    if (news.type === "event") onEvent(news.event);
    else onConnection?.(news.connected);
  };
  const tell = (news: News) => {
    if (stop.signal.aborted) return;
    hear(news);
    channel.postMessage(news);
  };
  channel.addEventListener("message", ({ data }) => {
    const news = newsSchema.safeParse(data);
    if (news.success) hear(news.data);
  });
  navigator.locks
    .request(name, { signal: stop.signal }, () => readForAll(token, tell, stop.signal))
    // Stopped while it waited for its turn.
    .catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Reads the stream until it is stopped, and connects again with growing pauses. */
async function readForAll(
  token: string,
  tell: (news: News) => void,
  signal: AbortSignal,
): Promise<void> {
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const response = await fetch("/events", {
        headers: { Authorization: `Bearer ${token}` },
        signal,
      });
      if (!response.ok || !response.body)
        throw new Error(`The server answered ${response.status}.`);
      wait = FIRST_WAIT_MS;
      tell({ type: "connection", connected: true });
      for await (const raw of jsonLines(response.body)) {
        const event = appEventSchema.safeParse(raw);
        if (event.success) tell({ type: "event", event: event.data });
      }
    } catch {
      // Lost, refused or stopped: the same pause before the next try.
    }
    if (signal.aborted) return;
    tell({ type: "connection", connected: false });
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    over.addEventListener("abort", () => resolve(), { once: true });
  });
}
