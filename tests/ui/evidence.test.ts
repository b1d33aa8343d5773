import { expect, test } from "vitest";
import { expectAccessible, openWindow, tick, type OpenWindow } from "../support/window.ts";
import { grid, isCursor, moodNamed, row, rows, top, until } from "./library/library-window.ts";

/** Wide enough that the details stand beside the list. */
const SIZE = { width: 1920, height: 1080 } as const;
/** Longer than a song has to be on screen to count as seen. */
const A_LOOK = 2600;

async function seen(call: OpenWindow["call"]): Promise<[number, number][]> {
  const { items } = await call("evidence.list", { kind: "seen", limit: 1000 });
  return items.map(({ id, mood }): [number, number] => [id, mood]).toSorted(([a], [b]) => a - b);
}

async function openModel({ page }: OpenWindow) {
  await page.getByRole("button", { name: "Model", exact: true }).click();
  const card = page.getByRole("region", { name: "What it learns from" });
  await card.waitFor();
  return card;
}

test("songs that were looked at on the way to a correction count a little; they are shown and taken away", async () => {
  const window = await openWindow({ tracks: 300, size: SIZE });
  const { page, call } = window;
  const before = await top(call, 8);
  await grid(page).focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(A_LOOK);
  // Who skips a song has not said that its guess is right.
  await page.keyboard.press("s");
  await isCursor(page, before[6]?.title ?? "");
  await page.keyboard.press("3");
  await until(async () => (await seen(call)).length > 0);
  const passed = [0, 1, 2, 3, 4].map((place) => before[place]);
  expect(await seen(call)).toEqual(
    passed
      .map((track): [number, number] => [track?.id ?? 0, track?.mood?.id ?? 0])
      .toSorted(([a], [b]) => a - b),
  );

  // The song's own panel says so and can end it.
  await rows(page).first().click();
  const panel = page.getByRole("complementary", { name: "Track details" });
  const counted = panel.getByRole("region", { name: "What counted for this" });
  await counted.getByText(/^You saw it as \w+ and left it so\.$/).waitFor();
  await counted.getByText("counts half").waitFor();
  await expectAccessible(page);
  await counted.getByRole("button", { name: "Do not count it" }).click();
  await counted.getByText("the model has not learnt from this track").waitFor();
  expect((await seen(call)).length).toBe(4);

  // So does the model's screen, for all of them; one undo brings them back.
  const card = await openModel(window);
  await card.getByRole("button", { name: "Show: Seen and left as guessed" }).click();
  const dialog = page.getByRole("dialog", { name: "Seen and left as guessed" });
  await expect.poll(() => dialog.getByRole("listitem").count()).toBe(4);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: `Do not count: ${before[2]?.title ?? ""}` }).click();
  await expect.poll(() => dialog.getByRole("listitem").count()).toBe(3);
  await dialog.getByRole("button", { name: "Count none of them" }).click();
  await dialog.getByText("None.").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const told = page.locator(".toast", { hasText: "Stopped counting 3 tracks seen and left." });
  await told.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await seen(call)).length === 3);
});

test("a look that is too short counts nothing, nor does anything while it is switched off", async () => {
  const window = await openWindow({ tracks: 300, size: SIZE });
  const { page, call } = window;
  const before = await top(call, 12);
  await grid(page).focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("2");
  await isCursor(page, before[4]?.title ?? "");
  await until(async () => (await call("labels.history", {})).decisions.length === 1);
  expect(await seen(call)).toEqual([]);

  const card = await openModel(window);
  await tick(card.getByRole("checkbox", { name: /^Learn from songs that I looked at/ }), false);
  await page.getByRole("button", { name: /^All tracks/ }).click();
  await grid(page).focus();
  await page.waitForTimeout(A_LOOK);
  await row(page, 10).click();
  await page.keyboard.press("2");
  await until(async () => (await call("labels.history", {})).decisions.length === 2);
  expect(await seen(call)).toEqual([]);
});

test("a batch is told as one, and a song said alone leaves it", async () => {
  const window = await openWindow({ tracks: 60, size: SIZE });
  const { page, call } = window;
  const [first, second] = await top(call, 2);
  await grid(page).focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Enter");
  await until(async () => (await call("labels.history", {})).decisions.length === 1);
  await rows(page).first().click();
  await isCursor(page, first?.title ?? "");
  const counted = page.getByRole("region", { name: "What counted for this" });
  await counted.getByText(/together with other guesses/).waitFor();
  await page.keyboard.press("Enter");
  await isCursor(page, second?.title ?? "");
  const card = await openModel(window);
  await expect
    .poll(() => card.getByRole("listitem").allInnerTexts())
    .toEqual([
      expect.stringMatching(/^1\s+Labelled by hand – each counts fully/),
      expect.stringMatching(/^4\s+Accepted in batches – each counts half/),
      expect.stringMatching(/^0\s+Seen and left as guessed – each counts half/),
    ]);
});

test("a list can show the songs that have a mood as their second one", async () => {
  const { page, call } = await openWindow({ tracks: 60, size: SIZE });
  const hype = await moodNamed(call, "hype");
  const calm = await moodNamed(call, "chill");
  const [first] = await top(call, 1);
  await call("labels.change", { kind: "set", target: { ids: [first?.id ?? 0] }, mood: calm });
  await call("labels.change", { kind: "also", target: { ids: [first?.id ?? 0] }, mood: hype });
  const primary = (await call("tracks.query", { query: { mood: hype } })).total;
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const box = page.getByRole("checkbox", { name: /^Second moods too/ });
  expect(await box.isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^hype/ }).click();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await tick(box);
  await page.keyboard.press("Escape");
  await page.getByText("Mood: hype, also as second").waitFor();
  await expect.poll(() => grid(page).getAttribute("aria-rowcount")).toBe(String(primary + 2));
});
