import { expect, test } from "vitest";
import { answerFromFiles } from "../../../main/hosts/electron/protocol.ts";

const FILES = new Map([
  ["/", { body: Buffer.from("<!doctype html>"), type: "text/html; charset=utf-8" }],
  ["/assets/a.js", { body: Buffer.from("1;"), type: "text/javascript; charset=utf-8" }],
]);

test("a file of the window comes with its type and the page's policy, which allows no connection", async () => {
  const response = answerFromFiles(FILES, { method: "GET", url: "app://undertone/" });
  expect([
    response.status,
    await response.text(),
    Object.fromEntries(response.headers),
  ]).toStrictEqual([
    200,
    "<!doctype html>",
    {
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "content-type": "text/html; charset=utf-8",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  ]);
});

test.each([
  ["GET", "app://undertone/../package.json"],
  ["GET", "app://undertone/%2e%2e/package.json"],
  ["GET", "app://undertone/assets/..%2f..%2fpackage.json"],
  ["GET", "app://undertone//etc/passwd"],
  ["GET", "app://undertone/assets/a.js?x"],
  ["GET", "app://undertone/__proto__"],
  ["GET", "app://other/"],
  ["GET", "file:///etc/passwd"],
  ["POST", "app://undertone/"],
  ["HEAD", "app://undertone/"],
])("nothing else exists: %s %s", async (method, url) => {
  const response = answerFromFiles(FILES, { method, url });
  expect([response.status, await response.text()]).toStrictEqual([404, ""]);
});
