import { fork } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ensureDesktop } from "../../../main/hosts/build/desktop.ts";
import { builtWindow } from "../../../main/hosts/build/window.ts";
import { electronEntry, preloadFile } from "../../../main/hosts/paths.ts";
import { startApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";

beforeAll(async () => {
  await builtWindow(() => undefined);
  await ensureDesktop(() => undefined);
});

describe("the built desktop app, on a stand-in for Electron", () => {
  test("the sandboxed window calls through preload and main, with progress, and is told of events", async () => {
    const { ask, heard } = await startDesktop();
    expect(await ask("call", 1, "app.info", {})).toMatchObject({
      ok: true,
      value: { host: "electron", version: "0.1.0" },
    });
    await ask("call", 2, "settings.set", { retrainAutomatically: false });
    expect(await ask("call", 3, "importing.sample", {})).toMatchObject({
      ok: true,
      value: { skipped: [] },
    });
    expect(heard("undertone:event")).toContainEqual([{ type: "changed", tables: ["settings"] }]);
    expect(heard("undertone:progress")).toContainEqual([
      3,
      expect.objectContaining({ done: expect.any(Number) }),
    ]);
  });

  test("a chosen file is imported through a token, and an export goes where the user said", async () => {
    const folder = temporaryFolder();
    const { ask } = await startDesktop();
    await ask("call", 1, "settings.set", { retrainAutomatically: false });
    const table = join(folder, "songs.csv");
    writeFileSync(table, "Track Name,Artist Name,danceability\nA,B,0.5\n");
    await ask("choose", [table]);
    const open = (await ask("call", 2, "files.open", { kind: "table" })) as Value<{
      file: { token: string };
    }>;
    expect(open.value.file).toStrictEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      name: "songs.csv",
      size: statSync(table).size,
    });
    const options = {};
    expect([
      await ask("call", 3, "importing.run", { file: open.value.file.token, options }),
      await ask("call", 4, "importing.run", { file: table, options }),
    ]).toMatchObject([
      { ok: true, value: { added: 1 } },
      { ok: false, error: { code: "not_found" } },
    ]);

    const workbook = join(folder, "songs.xlsx");
    await ask("choose", [workbook]);
    const save = (await ask("call", 5, "files.save", { format: "xlsx", name: "x" })) as Value<{
      target: string;
    }>;
    const exported = await ask("call", 6, "exporting.run", {
      format: "xlsx",
      target: save.value.target,
    });
    expect(exported).toMatchObject({ ok: true, value: { downloads: [] } });
    expect(readFileSync(workbook).subarray(0, 2).toString()).toBe("PK");

    await ask("choose", []);
    expect([
      await ask("call", 7, "files.open", { kind: "table" }),
      await ask("call", 8, "files.save", { format: "m3u8", name: "x" }),
    ]).toStrictEqual([
      { ok: true, value: { file: null } },
      { ok: true, value: { target: null, shown: null, exists: false } },
    ]);
  });

  test("a dropped file gets a token; something else does not", async () => {
    const folder = temporaryFolder();
    const table = join(folder, "songs.csv");
    writeFileSync(table, "Track Name\nA\n");
    const { ask } = await startDesktop();
    expect([
      await ask("dropped", table),
      await ask("dropped", "/etc/passwd"),
      await ask("dropped", ""),
    ]).toMatchObject([
      { ok: true, value: { name: "songs.csv", size: 13 } },
      { ok: false, error: { code: "file_unreadable" } },
      { ok: false, error: { code: "file_missing" } },
    ]);
  });

  test("a frame that is not the window's own is not answered", async () => {
    const { ask } = await startDesktop();
    const answers = [];
    for (const frame of ["inner", "gone", "foreign"]) {
      answers.push(await ask("invokeFrom", frame, "undertone:call", [1, "app.info", {}]));
      answers.push(await ask("invokeFrom", frame, "undertone:accept-file", ["/tmp/a.csv"]));
    }
    const error = { code: "unavailable", message: "Only Undertone's own window may ask for this." };
    expect(answers).toStrictEqual(Array.from({ length: 6 }, () => ({ ok: false, error })));
  });

  test("the window shows built files alone, is sandboxed, cannot leave, opens nothing but known sites, and has no permissions", async () => {
    const { ask, loaded } = await startDesktop();
    expect([
      loaded,
      await ask("page", "GET", "app://undertone/"),
      await ask("page", "GET", "app://undertone/../main/electron.js"),
    ]).toStrictEqual([
      "app://undertone/",
      { status: 200, type: "text/html; charset=utf-8" },
      { status: 404, type: null },
    ]);
    expect(await ask("preferences")).toStrictEqual({
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    });
    expect(await ask("leave")).toStrictEqual([]);
    expect(
      await ask("popUp", [
        "https://open.spotify.com/track/1",
        "https://evil.example/",
        "file:///etc/passwd",
      ]),
    ).toStrictEqual({
      actions: ["deny", "deny", "deny"],
      opened: ["https://open.spotify.com/track/1"],
    });
    expect(
      await ask("permissions", [
        ["media", "app://undertone/"],
        ["geolocation", "app://undertone/"],
        ["clipboard-read", "app://undertone/"],
        ["clipboard-sanitized-write", "https://evil.example/"],
        ["clipboard-sanitized-write", "app://undertone/"],
      ]),
    ).toStrictEqual([false, false, false, false, true]);
  });

  test("closing the window ends the process, frees the library and remembers the window's place", async () => {
    const { ask, data, ended } = await startDesktop();
    await ask("close");
    expect(await ended).toBe(0);
    await startApp({ data });
    expect(JSON.parse(readFileSync(join(data, "window.json"), "utf8"))).toStrictEqual({
      place: { x: 1, y: 2, width: 1000, height: 700, maximized: false },
    });
  });

  test("a library that is open elsewhere is said in a dialog, and the process ends", async () => {
    const { data } = await startApp();
    const { errorBox, ended } = launch(data);
    expect(await errorBox).toStrictEqual([
      "Undertone cannot start",
      `The library ${join(data, "library.db")} is open in another Undertone. Close that one first, or name another folder with --data-dir.`,
    ]);
    expect(await ended).toBe(64);
  });
});

type Value<Content> = { readonly ok: true; readonly value: Content };

type Message =
  | { readonly ask: number; readonly value: unknown }
  | { readonly channel: string; readonly values: unknown[] }
  | { readonly loaded: string }
  | { readonly errorBox: [string, string] };

async function startDesktop() {
  const data = temporaryFolder();
  const { loaded, ...desktop } = launch(data);
  return { ...desktop, data, loaded: await loaded };
}

/** The built app in a process of its own, whose Electron is the stand-in. */
function launch(data: string) {
  const child = fork(electronEntry, [`--data-dir=${data}`], {
    execArgv: [
      "--import",
      pathToFileURL(join(import.meta.dirname, "fake", "register.ts")).href,
      // In Electron the window's process loads it; here it joins the main one.
      "--import",
      pathToFileURL(preloadFile).href,
    ],
    serialization: "advanced",
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const waiting = new Map<number, (value: unknown) => void>();
  const news: [string, unknown[]][] = [];
  const loaded = Promise.withResolvers<string>();
  const errorBox = Promise.withResolvers<[string, string]>();
  child.on("message", (message: Message) => {
    if ("ask" in message) waiting.get(message.ask)?.(message.value);
    else if ("channel" in message) news.push([message.channel, message.values]);
    else if ("loaded" in message) loaded.resolve(message.loaded);
    else errorBox.resolve(message.errorBox);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("exit", (code) => {
      loaded.reject(new Error(`It ended with code ${code} and showed no window.`));
      resolve(code);
    });
  });
  loaded.promise.catch(() => undefined);
  let asked = 0;
  return {
    loaded: loaded.promise,
    errorBox: errorBox.promise,
    ended,
    heard: (channel: string) =>
      news.filter(([name]) => name === channel).map(([, values]) => values),
    ask: (name: string, ...values: unknown[]) => {
      asked += 1;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(asked, resolve);
      child.send({ ask: asked, name, values });
      return promise;
    },
  };
}

test("the preload is one file that asks for electron alone", () => {
  const text = readFileSync(preloadFile, "utf8");
  expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toStrictEqual([
    "electron",
  ]);
  expect(existsSync(electronEntry)).toBe(true);
});
