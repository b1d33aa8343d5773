import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "../../main/hosts/log.ts";
import { randomToken } from "../../main/hosts/file-tokens.ts";
import { temporaryFolder } from "../support/folder.ts";

test("a line has time, level, message, and the detail with its cause", () => {
  const file = join(temporaryFolder(), "undertone.log");
  const log = createLog(file);
  log("warn", "Something odd.", new Error("outer", { cause: new Error("inner") }));
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+Z warn Something odd\. Error: outer\n/);
  expect(text).toContain("because:  Error: inner");
});

test("keys and tokens are not written, wherever they stand", () => {
  const file = join(temporaryFolder(), "undertone.log");
  const log = createLog(file);
  const token = randomToken();
  log("error", `GET /#token=${token}`, {
    authorization: `Bearer ${token}`,
    short: "token=abcdefghij",
  });
  log("error", token, new Error(`Bearer ${token.slice(0, 20)}`));
  const text = readFileSync(file, "utf8");
  for (const secret of [token, token.slice(0, 20), "abcdefghij"])
    expect(text).not.toContain(secret);
});

test("the log is turned over before it is too large, and two old ones are kept", () => {
  const folder = temporaryFolder();
  const file = join(folder, "undertone.log");
  const log = createLog(file);
  for (let line = 0; line < 600; line += 1) log("info", `${line} ${"x y ".repeat(2000)}`);
  expect(readdirSync(folder).sort()).toStrictEqual([
    "undertone.log",
    "undertone.log.1",
    "undertone.log.2",
  ]);
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000_000);
  }
  expect(readFileSync(file, "utf8")).toContain(" info 599 ");
  // Another process goes on where this one was.
  createLog(file)("info", "again");
  expect(readFileSync(file, "utf8")).toMatch(/ info 599 [^]* info again\n$/);
});

test("a log that cannot be written disturbs nobody", () => {
  const file = join(temporaryFolder(), "undertone.log");
  mkdirSync(file);
  expect(() => createLog(file)("error", "lost")).not.toThrow();
});
