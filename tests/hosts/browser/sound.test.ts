import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createBrowserFiles } from "../../../main/hosts/browser/files.ts";
import { hostOf, listen } from "../../../main/hosts/browser/server.ts";
import { createSounds } from "../../../main/hosts/sounds.ts";
import { createEvents } from "../../../main/rpc/events.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { ask, ownHeaders } from "./support.ts";

const CONTENT = "0123456789";

/** The server with one sound file of ten bytes. */
async function start() {
  const folder = temporaryFolder();
  const file = join(folder, "a.mp3");
  writeFileSync(file, CONTENT);
  const sounds = createSounds();
  const token = "k".repeat(43);
  const server = await listen(
    {
      app: {
        dispatch: () => Promise.reject(new Error()),
        events: createEvents(),
      },
      files: createBrowserFiles(folder, sounds),
      sounds,
      window: new Map(),
      token,
      maxUploadBytes: 1000,
      headersTimeoutMs: 1000,
      log: () => undefined,
    },
    0,
  );
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: { origin: `http://${hostOf(server)}`, token }, url: sounds.offer(file), file };
}

test.each([
  ["all of it", undefined, 200, CONTENT, undefined],
  ["a part", "bytes=2-4", 206, "234", "bytes 2-4/10"],
  ["from a place on", "bytes=7-", 206, "789", "bytes 7-9/10"],
  ["the end", "bytes=-3", 206, "789", "bytes 7-9/10"],
  ["more than there is", "bytes=5-99", 206, "56789", "bytes 5-9/10"],
  ["more of the end than there is", "bytes=-99", 206, CONTENT, "bytes 0-9/10"],
  ["several parts: all", "bytes=0-1,4-5", 200, CONTENT, undefined],
  ["nonsense: all", "lines=1-2", 200, CONTENT, undefined],
  ["beyond the end", "bytes=10-", 416, "", "bytes */10"],
  ["backwards", "bytes=5-2", 416, "", "bytes */10"],
  ["nothing of the end", "bytes=-0", 416, "", "bytes */10"],
])("a sound is sent: %s", async (_, range, status, body, contentRange) => {
  const { host, url } = await start();
  const answer = await ask(host, "GET", url, range === undefined ? {} : { range });
  expect([answer.status, answer.body, answer.headers["content-range"]]).toEqual([
    status,
    body,
    contentRange,
  ]);
  expect(answer.headers).toMatchObject({
    "accept-ranges": "bytes",
    "content-type": "audio/mpeg",
    "content-length": String(body.length),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
});

test("a wrong token, a path, and a file that is gone are not there", async () => {
  const { host, url, file } = await start();
  const paths = [`${url}x`, "/sound/", "/sound/..%2f..%2fetc%2fpasswd", "/sound/__proto__"];
  const answers = await Promise.all(paths.map((path) => ask(host, "GET", path)));
  rmSync(file);
  answers.push(await ask(host, "GET", url));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
});

test("strangers get no sound, and no other method does", async () => {
  const { host, url } = await start();
  const answers = [
    await ask(host, "GET", url, { host: "evil.example" }),
    await ask(host, "GET", url, { origin: "https://evil.example" }),
    await ask(host, "GET", url, { "sec-fetch-site": "cross-site" }),
    await ask(host, "HEAD", url, ownHeaders(host)),
    await ask(host, "POST", url, ownHeaders(host)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([421, 403, 403, 405, 405]);
});
