import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Envelope } from "../../../common/envelope.ts";
import type { BrowserHost } from "../../../main/hosts/browser/host.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { ask, callLines, ownHeaders, startHost } from "./support.ts";

const NOT_FOUND = {
  ok: false,
  error: { code: "not_found", message: "This file is not open any more. Choose it again." },
};

describe("files of the browser host", () => {
  test("a file that the page sends can be imported, under its own name", async () => {
    const data = temporaryFolder();
    const host = await startHost({ data });
    const { token, ...file } = await send(
      host,
      "Köln & Ñandú.csv",
      "Track Name,Artist Name\nA,B\n",
    );
    expect([token, file]).toStrictEqual([
      expect.stringMatching(/^[\w-]{43}$/),
      { name: "Köln & Ñandú.csv", size: 27 },
    ]);
    const envelope = await call(host, "importing.run", { file: token, options: {} });
    expect(envelope).toMatchObject({ ok: true, value: { added: 1, skipped: [] } });
  });

  test.each([
    ["../../../../tmp/evil.csv", "evil.csv"],
    ["..\\..\\evil.csv", "evil.csv"],
    ["/etc/passwd", "passwd"],
    ["..", "file"],
    ["", "file"],
    ["CON.csv", "file CON.csv"],
    ["a\u0000b\u202Egpj.csv", "a_b_gpj.csv"],
    ['a<b>:"|?*.csv', "a_b______.csv"],
    [`${"x".repeat(300)}.csv`, `${"x".repeat(60)}.csv`],
  ])("a name never leads out of the private folder: %s", async (name, kept) => {
    const data = temporaryFolder();
    const host = await startHost({ data });
    const file = await send(host, name, "title\nA\n");
    expect(file.name).toBe(kept);
    const [folder = ""] = readdirSync(join(data, "uploads"));
    expect(readFileSync(join(data, "uploads", folder, kept), "utf8")).toBe("title\nA\n");
  });

  test("a path, an unknown token, and the token of a download are no files to read", async () => {
    const data = temporaryFolder();
    const host = await startHost({ data });
    const envelopes = await Promise.all(
      [join(data, "library.db"), "/etc/passwd", "A".repeat(43), "__proto__", "../uploads"].map(
        (file) => call(host, "importing.inspect", { file }),
      ),
    );
    expect(envelopes).toStrictEqual(Array.from({ length: 5 }, () => NOT_FOUND));
  });

  test("an export goes to a token that this host gave, and comes back as a download", async () => {
    const host = await startHost();
    const { token } = await send(host, "a.csv", "Track Name,Artist Name\nA,B\n");
    await call(host, "importing.run", { file: token, options: {} });
    const saved = await call(host, "files.save", { format: "csv", name: "My songs.csv" });
    const { target } = valueOf<{ target: string }>(saved);
    const exported = await call(host, "exporting.run", { format: "csv", target });
    const [download] = valueOf<{ downloads: { name: string; url: string }[] }>(exported).downloads;
    expect(download).toStrictEqual({
      name: "My songs.csv",
      url: expect.stringMatching(/^\/files\/[\w-]{43}$/),
    });

    const answer = await ask(host, "GET", download?.url ?? "", ownHeaders(host));
    expect([answer.status, answer.headers["content-disposition"]]).toStrictEqual([
      200,
      "attachment; filename*=UTF-8''My%20songs.csv",
    ]);
    expect(answer.body).toContain("A");
    const { authorization: _own, ...keyless } = ownHeaders(host);
    expect((await ask(host, "GET", download?.url ?? "", keyless)).status).toBe(401);
  });

  test.each(["/etc/passwd", "/tmp/new.csv", "../../new.csv", "A".repeat(43)])(
    "an export to something else is refused: %s",
    async (target) => {
      const host = await startHost();
      const envelope = await call(host, "exporting.run", { format: "csv", target });
      expect(envelope).toStrictEqual(NOT_FOUND);
      expect(existsSync("/tmp/new.csv")).toBe(false);
    },
  );

  test.each([
    "/files/",
    "/files/x",
    "/files/../library.db",
    "/files/%2e%2e%2flibrary.db",
    "/files/__proto__",
  ])("there is nothing to download at %s", async (path) => {
    const host = await startHost();
    const answer = await ask(host, "GET", path, ownHeaders(host));
    expect(answer.status).toBe(404);
  });

  test("a file that is too large is refused and leaves nothing behind, with or without a length", async () => {
    const data = temporaryFolder();
    const host = await startHost({ data, maxUploadBytes: 1000 });
    const headers = { ...ownHeaders(host), "content-type": "application/octet-stream" };
    const said = await ask(host, "POST", "/files?name=a.csv", headers, "a".repeat(1001));
    const chunked = await ask(
      host,
      "POST",
      "/files?name=a.csv",
      { ...headers, "transfer-encoding": "chunked" },
      "a".repeat(1001),
    );
    const exact = await ask(host, "POST", "/files?name=a.csv", headers, "a".repeat(1000));
    expect([said.status, chunked.status, exact.status]).toStrictEqual([413, 413, 200]);
    expect(JSON.parse(said.body)).toMatchObject({ ok: false, error: { code: "file_too_large" } });
    expect(readdirSync(join(data, "uploads"))).toHaveLength(1);
  });

  test("a file that is sent as something else is refused", async () => {
    const host = await startHost();
    const answer = await ask(host, "POST", "/files?name=a.csv", ownHeaders(host), "title\n");
    expect(answer.status).toBe(415);
  });

  test("a sending that is broken off leaves nothing behind", async () => {
    const data = temporaryFolder();
    const host = await startHost({ data });
    const abort = new AbortController();
    const endless = new ReadableStream({
      async pull(controller) {
        controller.enqueue(new Uint8Array(10_000));
        if (existsSync(join(data, "uploads"))) abort.abort();
        await new Promise((resolve) => {
          setTimeout(resolve, 5);
        });
      },
    });
    await expect(
      fetch(`${host.origin}/files?name=a.csv`, {
        method: "POST",
        headers: { ...ownHeaders(host), "content-type": "application/octet-stream" },
        body: endless,
        duplex: "half",
        signal: abort.signal,
      } as RequestInit),
    ).rejects.toThrow("aborted");
    await expect.poll(() => readdirSync(join(data, "uploads"))).toStrictEqual([]);
  });

  test("what was sent and exported is gone when the host has closed, and when a killed one starts again", async () => {
    const data = temporaryFolder();
    const first = await startHost({ data });
    await send(first, "a.csv", "title\n");
    await call(first, "files.save", { format: "csv", name: "a.csv" });
    await first.close();
    expect(readdirSync(data).filter((name) => ["uploads", "exports"].includes(name))).toStrictEqual(
      [],
    );
  });
});

async function send(
  host: BrowserHost,
  name: string,
  content: string,
): Promise<{ token: string; name: string; size: number }> {
  const answer = await ask(
    host,
    "POST",
    `/files?name=${encodeURIComponent(name)}`,
    { ...ownHeaders(host), "content-type": "application/octet-stream" },
    content,
  );
  return valueOf(JSON.parse(answer.body) as Envelope);
}

async function call(host: BrowserHost, name: string, input: unknown): Promise<Envelope> {
  const last = (await callLines(host, name, input)).at(-1) as { envelope: Envelope };
  return last.envelope;
}

function valueOf<Value>(envelope: Envelope): Value {
  if (!envelope.ok) throw new Error(envelope.error.message);
  return envelope.value as Value;
}
