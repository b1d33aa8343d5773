import { describe, expect, test } from "vitest";
import type { Job } from "../../../common/domain/job.ts";
import { startStub } from "./stub.ts";
import { ask, callLines, ownHeaders, startHost } from "./support.ts";

describe("calls to the browser host", () => {
  test.each([
    ["text", "text/plain"],
    ["a form", "application/x-www-form-urlencoded"],
    ["multipart", "multipart/form-data; boundary=x"],
    ["another charset", "application/json; charset=utf-16"],
    ["nothing", ""],
    ["a longer name", "application/json-patch+json"],
  ])("a body that is not JSON is refused: %s", async (_, type) => {
    const host = await startHost();
    const headers = { ...ownHeaders(host), "content-type": type };
    const body = JSON.stringify({ name: "jobs.list", input: {} });
    expect((await ask(host, "POST", "/call", headers, body)).status).toBe(415);
  });

  test.each([
    ["nothing", ""],
    ["half of it", '{"name":"jobs.list","inp'],
    ["an array", '["jobs.list",{}]'],
    ["a number", "7"],
    ["null", "null"],
    ["a name that is no text", '{"name":7,"input":{}}'],
    ["a name of 200 characters", JSON.stringify({ name: "a".repeat(200), input: {} })],
    ["more than a call", '{"name":"jobs.list","input":{},"more":1}'],
    ["a hundred thousand brackets", "[".repeat(100_000)],
  ])("a body that is no call is refused: %s", async (_, body) => {
    const host = await startHost();
    const answer = await ask(host, "POST", "/call", ownHeaders(host), body);
    expect([answer.status, JSON.parse(answer.body)]).toStrictEqual([
      400,
      {
        ok: false,
        error: { code: "bad_input", message: "The body must be JSON with a name and an input." },
      },
    ]);
  });

  test.each([
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    "app.info ",
    "APP.INFO",
  ])("a name that is not in the contract is an unknown call: %s", async (name) => {
    const host = await startHost();
    expect(await callLines(host, name, {})).toStrictEqual([
      {
        envelope: {
          ok: false,
          error: {
            code: "unknown_call",
            message: "This version of Undertone has no such call.",
          },
        },
      },
    ]);
  });

  test("a body that is too large is refused, whether it says its length or not", async () => {
    const host = await startHost();
    const body = JSON.stringify({ name: "jobs.list", input: "a".repeat(17 * 1024 * 1024) });
    const said = await ask(
      host,
      "POST",
      "/call",
      { ...ownHeaders(host), "content-length": String(body.length) },
      body.slice(0, 10),
    ).catch((error: unknown) => error);
    const chunked = await fetch(`${host.origin}/call`, {
      method: "POST",
      headers: ownHeaders(host),
      body: new Blob([body]).stream(),
      duplex: "half",
    } as RequestInit).then(
      (response) => response.status,
      () => "closed",
    );
    expect(said).toMatchObject({ status: 413 });
    // The connection closes while the rest is still being sent: which of the two the sender sees is its own matter.
    expect([413, "closed"]).toContain(chunked);
    expect(await callLines(host, "jobs.list", {})).toStrictEqual([
      { envelope: { ok: true, value: [] } },
    ]);
  });

  test("progress comes as lines before the envelope, and a call that has ended is not aborted", async () => {
    let signal: AbortSignal | undefined;
    const host = await startStub((name, input, context = {}) => {
      signal = context.signal;
      context.report?.({ stage: "Reading", done: 1, total: 2 });
      return Promise.resolve({ ok: true, value: [name, input] });
    });
    expect(await callLines(host, "any", { a: 1 })).toStrictEqual([
      { progress: { stage: "Reading", done: 1, total: 2 } },
      { envelope: { ok: true, value: ["any", { a: 1 }] } },
    ]);
    expect(signal?.aborted).toBe(false);
    await host.close();
    expect(signal?.aborted).toBe(false);
  });

  test("a request that is aborted aborts its call", async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const host = await startStub((_name, _input, context = {}) => {
      context.report?.({ stage: "Reading", done: 0, total: null });
      const { signal } = context;
      return new Promise((answer) => {
        signal?.addEventListener("abort", () => {
          resolve(signal.reason);
          answer({ ok: true, value: null });
        });
      });
    });
    const abort = new AbortController();
    const response = await fetch(`${host.origin}/call`, {
      method: "POST",
      headers: ownHeaders(host),
      body: JSON.stringify({ name: "any", input: {} }),
      signal: abort.signal,
    });
    abort.abort();
    expect(response.status).toBe(200);
    expect(await promise).toMatchObject({ code: "cancelled" });
    await host.close();
  });

  test("a cancelled import leaves the library as it was", async () => {
    const host = await startHost();
    const rows = Array.from({ length: 300_000 }, (_, row) => `Song ${row},Artist ${row % 97}`);
    const sent = await ask(
      host,
      "POST",
      "/files?name=many.csv",
      { ...ownHeaders(host), "content-type": "application/octet-stream" },
      `Track Name,Artist Name\n${rows.join("\n")}\n`,
    );
    const { value } = JSON.parse(sent.body) as { value: { token: string } };
    const abort = new AbortController();
    const response = await fetch(`${host.origin}/call`, {
      method: "POST",
      headers: ownHeaders(host),
      body: JSON.stringify({ name: "importing.run", input: { file: value.token, options: {} } }),
      signal: abort.signal,
    });
    // The first line is progress: the worker is in the middle of it.
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toContain('"progress"');
    abort.abort();

    const ended = await until(async () => {
      const [line] = (await callLines(host, "jobs.list", {})) as [{ envelope: { value: Job[] } }];
      const [job] = line.envelope.value;
      return job?.endedAt ? job : null;
    });
    expect([ended.kind, ended.state]).toStrictEqual(["import", "cancelled"]);
    const [page] = await callLines(host, "tracks.query", { query: {} });
    expect(page).toMatchObject({ envelope: { ok: true, value: { total: 0 } } });
  });
});

async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (;;) {
    const value = await look();
    if (value !== null) return value;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
