import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsSchema } from "../../../common/domain/settings.ts";
import { createSettings } from "../../../main/settings/settings.ts";
import { temporaryFolder } from "../../support/folder.ts";

const DEFAULTS = settingsSchema.parse({});

function fileWith(text: string): string {
  const file = join(temporaryFolder(), "settings.json");
  writeFileSync(file, text);
  return file;
}

test("without a file all is as it comes", () => {
  expect(createSettings(join(temporaryFolder(), "settings.json")).get()).toEqual(DEFAULTS);
});

test("what is set is there the next time, whole, and nothing else lies beside it", () => {
  const file = join(temporaryFolder(), "settings.json");
  const settings = createSettings(file);
  settings.set({ theme: "dark", unsureBelow: 0.5 });
  settings.set({ maxTracks: 1200 });
  const expected = { ...DEFAULTS, theme: "dark", unsureBelow: 0.5, maxTracks: 1200 };
  expect(settings.get()).toEqual(expected);
  expect(createSettings(file).get()).toEqual(expected);
  expect(readdirSync(join(file, ".."))).toEqual(["settings.json"]);
});

test("a value that does not fit falls back alone; what a newer version keeps there stays", () => {
  const file = fileWith(
    JSON.stringify({ theme: "purple", unsureBelow: 7, retrainDelayMs: 100, future: { x: 1 } }),
  );
  const settings = createSettings(file);
  expect(settings.get()).toEqual({ ...DEFAULTS, retrainDelayMs: 100 });
  settings.set({ theme: "light" });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    ...DEFAULTS,
    retrainDelayMs: 100,
    theme: "light",
    future: { x: 1 },
  });
});

test.for(["not json", "", "[1]", "null", '"text"'])("a file that holds %j is set aside", (text) => {
  const file = fileWith(text);
  const settings = createSettings(file);
  expect(settings.get()).toEqual(DEFAULTS);
  expect(readFileSync(`${file}.broken`, "utf8")).toBe(text);
  settings.set({ theme: "dark" });
  expect(existsSync(file)).toBe(true);
});

test("hostile names in the file are not settings", () => {
  const file = fileWith('{"__proto__": {"theme": "dark"}, "constructor": 1, "theme": "light"}');
  expect(createSettings(file).get()).toEqual({ ...DEFAULTS, theme: "light" });
});
