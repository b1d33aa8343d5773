import { expect, test } from "vitest";
import { groupByKeys } from "../../../main/training/recordings.ts";

test("rows that share a key are one recording, directly or through a third row", () => {
  const groups = groupByKeys([
    ["name:a"],
    ["isrc:1"],
    [],
    ["name:b"],
    ["name:a", "isrc:1"],
    ["name:b"],
    [],
  ]);
  const numbered = groups.map((group) => groups.indexOf(group));
  expect(numbered).toEqual([0, 0, 2, 3, 0, 3, 6]);
});

test("long chains are one recording", () => {
  const chain = Array.from({ length: 20_000 }, (_, row) => [`key:${row}`, `key:${row + 1}`]);
  expect(new Set(groupByKeys(chain)).size).toBe(1);
});
