import { expect, test } from "vitest";
import { ask, ownHeaders, startHost } from "./support.ts";

const ALWAYS = {
  "cache-control": "no-store",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  date: expect.any(String),
};

test("the page comes with its policy, and nothing else in its headers", async () => {
  const host = await startHost();
  const { headers } = await ask(host, "GET", "/");
  expect(headers).toStrictEqual({
    ...ALWAYS,
    connection: "close",
    "content-length": "15",
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
});

test("answers to calls and refusals carry the same protection", async () => {
  const host = await startHost();
  const body = JSON.stringify({ name: "jobs.list", input: {} });
  const answered = await ask(host, "POST", "/call", ownHeaders(host), body);
  const refused = await ask(host, "POST", "/call", {}, body);
  expect([answered.headers, refused.headers]).toStrictEqual([
    {
      ...ALWAYS,
      connection: "close",
      "content-type": "application/x-ndjson; charset=utf-8",
      "transfer-encoding": "chunked",
    },
    {
      ...ALWAYS,
      connection: "close",
      "content-type": "application/json; charset=utf-8",
      "content-length": String(refused.body.length),
    },
  ]);
});
