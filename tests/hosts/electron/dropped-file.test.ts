import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acceptDroppedFile } from "../../../main/hosts/electron/dropped-file.ts";
import { createFileTokens } from "../../../main/hosts/file-tokens.ts";
import { temporaryFolder } from "../../support/folder.ts";

test("a dropped table gets a token that stands for its path", async () => {
  const path = join(temporaryFolder(), "Songs.CSV");
  writeFileSync(path, "title\nA\n");
  const tokens = createFileTokens();
  const { token, ...file } = await acceptDroppedFile(path, (known) => tokens.register(known));
  expect([file, tokens.resolve(token)]).toStrictEqual([{ name: "Songs.CSV", size: 8 }, path]);
});

test.each([
  ["a path that is not whole", () => "songs.csv", "file_missing"],
  ["a path up", () => "../songs.csv", "file_missing"],
  ["a picture from a page, which has no path", () => "", "file_missing"],
  ["no text", () => ({ path: "/etc/passwd" }), "file_missing"],
  ["a zero character", (folder: string) => join(folder, "a\0.csv"), "file_missing"],
  ["a file that is not there", (folder: string) => join(folder, "none.csv"), "file_missing"],
  ["a folder", (folder: string) => join(folder, "folder.csv"), "file_missing"],
  ["something else", (folder: string) => join(folder, "id_rsa"), "file_unreadable"],
  ["the library itself", (folder: string) => join(folder, "library.db"), "file_unreadable"],
])("nothing else gets one: %s", async (_, pathIn, code) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "folder.csv"));
  for (const name of ["id_rsa", "library.db"]) writeFileSync(join(folder, name), "");
  await expect(acceptDroppedFile(pathIn(folder), () => "token")).rejects.toMatchObject({ code });
});
