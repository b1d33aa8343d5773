import { expect, test } from "vitest";
import { expectAccessible, tick } from "../support/window.ts";
import { grid, row, rows, sampleWindow } from "./library/library-window.ts";

test("songs like one: from its menu, by key, and from its details, nearest first", async () => {
  const { page, call } = await sampleWindow({ reducedMotion: true });
  await row(page, 2).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Songs like this" }).click();
  const dialog = page.getByRole("dialog");
  const songs = dialog.getByRole("list", { name: "Nearest first" }).getByRole("listitem");
  await expect.poll(() => songs.count()).toBe(20);
  const [, track] = (await call("tracks.query", { query: {}, limit: 2 })).rows;
  await page.getByRole("dialog", { name: `Songs like “${track?.title}”` }).waitFor();
  const { similar } = await call("learning.similar", { ids: [track?.id ?? 0] });
  const titles = await songs.locator(".similar__song > :first-child").allInnerTexts();
  expect(titles).toEqual(similar.map(({ title }) => title));
  await dialog.getByText(/^Compared by danceability, energy/).waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => songs.count()).toBe(50);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await row(page, 3).click();
  await page.keyboard.press("l");
  await dialog.waitFor();
  await expect.poll(() => songs.count()).toBe(20);
});

test("all of the list, or some of it, are put into a mood in one go that can be undone", async () => {
  const { page, call } = await sampleWindow();
  const labels = async () =>
    (await call("moods.list", {})).find(({ name }) => name === "study")?.labelled;
  await row(page, 2).click();
  await page.keyboard.press("l");
  const dialog = page.getByRole("dialog");
  const boxes = dialog.getByRole("checkbox");
  await expect.poll(() => boxes.count()).toBe(20);
  await tick(boxes.nth(0));
  await tick(boxes.nth(3));
  await dialog.getByRole("button", { name: "Label 2 picked songs" }).click();
  await page.getByRole("menuitem", { name: "study" }).first().click();
  await expect.poll(labels).toBe(2);
  await tick(boxes.nth(0), false);
  await tick(boxes.nth(3), false);
  await dialog.getByRole("button", { name: "Label all 20" }).click();
  await page.getByRole("menuitem", { name: "study" }).first().click();
  await expect.poll(labels).toBe(20);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect.poll(labels).toBe(2);
});

test("more like a mood leaves out what is in it; a song of the list is shown in the library", async () => {
  const { page, call } = await sampleWindow({ size: { width: 1920, height: 1080 } });
  await page.getByRole("button", { name: /^hype/ }).first().click();
  await page.getByRole("button", { name: "More like hype" }).click();
  const dialog = page.getByRole("dialog", { name: "Songs like hype" });
  const songs = dialog.getByRole("list", { name: "Nearest first" }).getByRole("listitem");
  await expect.poll(() => songs.count()).toBe(20);
  await dialog.getByText(/What is in hype already is left out\.$/).waitFor();
  await expect(songs.locator(".mood-badge", { hasText: "hype" }).count()).resolves.toBe(0);

  const title = await songs.nth(4).locator(".similar__song > :first-child").innerText();
  await dialog.getByRole("button", { name: `Show ${title} in the library` }).click();
  await dialog.waitFor({ state: "detached" });
  await page.locator(".track-row--cursor", { hasText: title }).waitFor();
  const panel = page.getByRole("complementary", { name: "Track details" });
  await panel.getByRole("heading", { name: title }).waitFor();
  // It is not among the mood's songs, so the list is the whole library now.
  const { total } = await call("tracks.query", { query: {}, limit: 1 });
  await page.getByText(`${total} tracks`, { exact: true }).first().waitFor();
});

test("more like these asks for the middle of what is picked", async () => {
  const { page } = await sampleWindow();
  await row(page, 1).click();
  await grid(page).focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByRole("button", { name: "More like these" }).click();
  const dialog = page.getByRole("dialog", { name: "Songs like the 3 picked songs" });
  await dialog.getByText(/^Like the middle of 3 songs\. Compared by/).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => rows(page).count()).toBeGreaterThan(3);
});

test("a song of which nothing is known is not compared, and that is said", async () => {
  const { page, call } = await sampleWindow();
  const { rows: silent } = await call("tracks.query", { query: { missing: "features" }, limit: 1 });
  await page.getByRole("button", { name: /^Without features/ }).click();
  await page
    .locator(".track-row", { hasText: silent[0]?.title ?? "" })
    .first()
    .click();
  await page.keyboard.press("l");
  await page
    .getByRole("dialog")
    .getByText("Nothing is known of this track that it could be compared by.")
    .waitFor();
  await expect(page.getByRole("button", { name: /^Label/ }).count()).resolves.toBe(0);
});
