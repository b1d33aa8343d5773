import type { ServerResponse } from "node:http";
import type { Events } from "../../rpc/events.ts";
import { writeHead } from "./reply.ts";

/** An empty line that often shows both sides that the other is still there. */
const KEEP_ALIVE_MS = 15_000;
/** A window that takes no more (suspended, say) is let go; it connects again when it wakes. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** `GET /events`: every event as a line of JSON, until the window goes. */
export function streamEvents(events: Events, response: ServerResponse): void {
  writeHead(response, 200, { "Content-Type": "application/x-ndjson; charset=utf-8" });
  response.write("\n");
  const stopListening = events.listen((event) => {
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
    else response.write(`${JSON.stringify(event)}\n`);
  });
  const keepAlive = setInterval(() => response.write("\n"), KEEP_ALIVE_MS);
  response.on("close", () => {
    stopListening();
    clearInterval(keepAlive);
  });
}
