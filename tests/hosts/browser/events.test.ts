import { expect, test } from "vitest";
import type { BrowserHost } from "../../../main/hosts/browser/host.ts";
import { callLines, ownHeaders, startHost } from "./support.ts";

test("every window gets every event as a line, and closing the host ends the streams", async () => {
  const host = await startHost();
  const windows = [await openStream(host), await openStream(host)];
  await callLines(host, "settings.set", { theme: "dark" });
  const event = { type: "changed", tables: ["settings"] };
  expect(await Promise.all(windows.map((next) => next()))).toStrictEqual([event, event]);
  await host.close();
  expect(await Promise.all(windows.map((next) => next()))).toStrictEqual([null, null]);
});

test("a window that goes away is forgotten and disturbs nobody", async () => {
  const host = await startHost();
  const abort = new AbortController();
  await openStream(host, abort.signal);
  const stays = await openStream(host);
  abort.abort();
  await callLines(host, "settings.set", { theme: "light" });
  expect(await stays()).toStrictEqual({ type: "changed", tables: ["settings"] });
});

/** Gives the next event each time; null when the stream has ended. */
async function openStream(
  host: BrowserHost,
  signal?: AbortSignal,
): Promise<() => Promise<unknown>> {
  const response = await fetch(`${host.origin}/events`, {
    headers: ownHeaders(host),
    ...(signal ? { signal } : {}),
  });
  expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  return async () => {
    for (;;) {
      const end = waiting.indexOf("\n");
      if (end > 0) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 1);
        return JSON.parse(line);
      }
      waiting = waiting.slice(end + 1);
      const part = await reader?.read().catch(() => ({ done: true, value: undefined }));
      if (!part || part.done) return null;
      waiting += part.value ?? "";
    }
  };
}
