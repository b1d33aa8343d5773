import { expect, test } from "vitest";
import { openingBounds } from "../../../main/hosts/electron/place.ts";

const SCREENS = [
  { x: 0, y: 25, width: 1440, height: 875 },
  { x: 1440, y: 0, width: 1920, height: 1080 },
];
const SAVED = { x: 1500, y: 100, width: 1200, height: 800, maximized: false };

test.each([
  ["nothing is remembered", undefined, { width: 1280, height: 820, maximized: false }],
  ["what is remembered is nonsense", { x: "left" }, { width: 1280, height: 820, maximized: false }],
  ["a place on the second screen", SAVED, SAVED],
  ["it was maximised", { ...SAVED, maximized: true }, { ...SAVED, maximized: true }],
  ["it was too small", { ...SAVED, width: 10, height: 10 }, { ...SAVED, width: 880, height: 560 }],
  ["its screen has gone", { ...SAVED, x: 5000 }, { width: 1200, height: 800, maximized: false }],
  [
    "its title bar would be above all screens",
    { ...SAVED, x: 100, y: -500 },
    { width: 1200, height: 800, maximized: false },
  ],
])("the window opens well when %s", (_, saved, bounds) => {
  expect(openingBounds(saved, SCREENS)).toStrictEqual(bounds);
});
