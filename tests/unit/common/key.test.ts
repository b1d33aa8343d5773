import fc from "fast-check";
import { expect, test } from "vitest";
import { camelot, keyName, parseKey } from "../../../common/domain/key.ts";

test("the Camelot wheel has every key once, C major at 8B and A minor at 8A", () => {
  const wheel = [0, 1].flatMap((mode) =>
    Array.from({ length: 12 }, (_, key) => camelot(key, mode)),
  );
  expect(new Set(wheel).size).toBe(24);
  expect([camelot(0, 1), camelot(9, 0), camelot(7, 1), camelot(5, 1), camelot(-1, 1)]).toEqual([
    "8B",
    "8A",
    "9B",
    "7B",
    null,
  ]);
});

test("a key is read as people write it", () => {
  expect(
    ["Am", "A minor", "F#maj", "8A", "5", "C♯ Minor", "Bb", "H", "13A", ""].map(parseKey),
  ).toEqual([
    { key: 9, mode: 0 },
    { key: 9, mode: 0 },
    { key: 6, mode: 1 },
    { key: 9, mode: 0 },
    { key: 5, mode: null },
    { key: 1, mode: 0 },
    { key: 10, mode: null },
    null,
    null,
    null,
  ]);
});

test("what is written is read back, by name and on the wheel", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 1 }), (key, mode) => {
      expect(parseKey(keyName(key, mode) ?? "")).toEqual({ key, mode });
      expect(parseKey(camelot(key, mode) ?? "")).toEqual({ key, mode });
    }),
  );
});
