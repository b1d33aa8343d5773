import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rootDirectory } from "../../../main/hosts/paths.ts";
import { noticeText, thirdParties } from "../../../resources/third-parties.ts";

test("NOTICE names every shipped package as it is locked now", () => {
  expect(readFileSync(join(rootDirectory, "NOTICE"), "utf8")).toBe(noticeText());
});

test("no shipped package is under the GPL or AGPL alone; one that can be exchanged is under the LGPL, and NOTICE says so", () => {
  const bound = thirdParties().filter(
    ({ license }) => /GPL|UNLICENSED/.test(license) && !/ OR /.test(license),
  );
  expect(bound.map(({ name, license }) => `${name}: ${license}`)).toEqual([
    "codec-parser: LGPL-3.0-or-later",
  ]);
  expect(noticeText()).toContain("codec-parser alone is under the LGPL");
});

test("every package declares its licence, but the one that exceljs brings by way of unzipper", () => {
  const silent = thirdParties().filter(({ license }) => license === "no licence declared");
  expect(silent.map(({ name }) => name)).toEqual(["buffers"]);
});

test("every package that the window imports is named", () => {
  const named = new Set(thirdParties().map(({ name }) => name));
  const imported = new Set<string>();
  for (const file of readdirSync(join(rootDirectory, "renderer"), {
    recursive: true,
    encoding: "utf8",
  })) {
    if (!/\.(tsx?|css)$/.test(file)) continue;
    const text = readFileSync(join(rootDirectory, "renderer", file), "utf8");
    for (const [, name] of text.matchAll(/(?:from|import) "((?:@[\w-]+\/)?[\w-]+)(?:\/[^"]*)?"/g)) {
      if (name !== undefined) imported.add(name);
    }
  }
  expect([...imported].filter((name) => !named.has(name))).toEqual([]);
  expect(imported.size).toBeGreaterThan(3);
});
