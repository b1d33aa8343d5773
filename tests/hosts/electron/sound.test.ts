import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerSound } from "../../../main/hosts/electron/protocol.ts";
import { createSounds } from "../../../main/hosts/sounds.ts";
import { temporaryFolder } from "../../support/folder.ts";

/** What is answered for a sound of ten bytes: status, bytes and range. */
async function answer(request: {
  readonly method?: string;
  readonly url?: (offered: string) => string;
  readonly range?: string;
}): Promise<[number, string, string | null]> {
  const file = join(temporaryFolder(), "a.flac");
  writeFileSync(file, "0123456789");
  const sounds = createSounds();
  const offered = sounds.offer(file);
  const response = await answerSound(sounds, {
    method: request.method ?? "GET",
    url: (request.url ?? ((path) => `app://undertone${path}`))(offered),
    headers: new Headers(request.range === undefined ? {} : { range: request.range }),
  });
  return [response.status, await response.text(), response.headers.get("content-range")];
}

test("a sound is sent whole or in part, and a part that it has not is refused", async () => {
  expect(await answer({})).toEqual([200, "0123456789", null]);
  expect(await answer({ range: "bytes=2-4" })).toEqual([206, "234", "bytes 2-4/10"]);
  expect(await answer({ range: "bytes=10-" })).toEqual([416, "", "bytes */10"]);
});

test.each([
  ["POST", { method: "POST" }],
  ["HEAD", { method: "HEAD" }],
  ["another host", { url: (path: string) => `app://other${path}` }],
  ["another scheme", { url: (path: string) => `https://undertone${path}` }],
  ["a wrong token", { url: (path: string) => `app://undertone${path}x` }],
  ["a query", { url: (path: string) => `app://undertone${path}?x` }],
  ["a path", { url: () => "app://undertone/sound/..%2fetc%2fpasswd" }],
])("nothing is there for %s", async (_, request) => {
  expect(await answer(request)).toEqual([404, "", null]);
});
