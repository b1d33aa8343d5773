import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFileSecrets } from "../../../main/hosts/file-secrets.ts";
import { temporaryFolder } from "../../support/folder.ts";

function fileIn(folder: string): string {
  return join(folder, "made", "secrets.json");
}

test("secrets are kept, changed and forgotten, and others do not notice", async () => {
  const file = fileIn(temporaryFolder());
  const secrets = createFileSecrets(file);
  expect([await secrets.kind(), await secrets.get("spotify")]).toEqual(["file", null]);
  await secrets.set("spotify", "one");
  await secrets.set("spotify-app", "two");
  await secrets.set("spotify", "three “ü”\n");
  const anew = createFileSecrets(file);
  expect([await anew.get("spotify"), await anew.get("spotify-app")]).toEqual([
    "three “ü”\n",
    "two",
  ]);
  await anew.set("spotify", null);
  expect([await secrets.get("spotify"), await secrets.get("spotify-app")]).toEqual([null, "two"]);
  await secrets.set("spotify-app", null);
  expect(existsSync(file)).toBe(false);
});

test.skipIf(process.platform === "win32")(
  "nobody else may read the file, also where one lay there that all could read",
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, "secrets.json");
    writeFileSync(file, '{"spotify":"old"}', { mode: 0o644 });
    writeFileSync(`${file}.next`, "left by a kill", { mode: 0o666 });
    const secrets = createFileSecrets(file);
    await secrets.set("spotify", "new");
    expect([statSync(file).mode & 0o777, readFileSync(file, "utf8"), readdirSync(folder)]).toEqual([
      0o600,
      '{"spotify":"new"}',
      ["secrets.json"],
    ]);
  },
);

test("what is set at once is all kept, the last one of each name", async () => {
  const file = fileIn(temporaryFolder());
  const secrets = createFileSecrets(file);
  await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => secrets.set("spotify", `number ${index}`)),
    secrets.set("spotify-app", "beside"),
  ]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    spotify: "number 19",
    "spotify-app": "beside",
  });
});

test("a write that fails is told and does not stop the next one", async () => {
  const folder = temporaryFolder();
  const blocked = join(folder, "blocked");
  writeFileSync(blocked, "a file where a folder should be");
  const secrets = createFileSecrets(join(blocked, "secrets.json"));
  await expect(secrets.set("spotify", "one")).rejects.toThrow("blocked");
  await expect(secrets.set("spotify", "two")).rejects.toThrow("blocked");
});

test.each(["", "{ half", "[]", '{"spotify": 3}'])(
  "a file with %j holds no secret",
  async (text) => {
    const file = join(temporaryFolder(), "secrets.json");
    writeFileSync(file, text);
    const secrets = createFileSecrets(file);
    expect(await secrets.get("spotify")).toBeNull();
    await secrets.set("spotify", "anew");
    expect(await secrets.get("spotify")).toBe("anew");
  },
);
