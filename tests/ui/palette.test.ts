import { expect, test } from "vitest";
import { expectAccessible, openWindow } from "../support/window.ts";

test("a command is found by a few letters and carried out by keyboard", async () => {
  const { page } = await openWindow({ tracks: 30 });
  const palette = page.getByRole("dialog", { name: "Find a command" });
  await page.keyboard.press("Control+k");
  await palette.waitFor();
  await page.keyboard.type("keys");
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
  await page.getByRole("dialog", { name: "All keys" }).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(1);
});

test("the palette shows moods, sets moods, and says when nothing is called that", async () => {
  const { page, call } = await openWindow({ tracks: 30 });
  const sad = (await call("moods.list", {})).find(({ name }) => name === "sad");
  const { rows } = await call("tracks.query", { query: {}, limit: 1 });
  await page.getByRole("grid", { name: "Tracks" }).locator("[data-index='0']").waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("set mood: sad");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await call("tracks.get", { id: rows[0]?.id ?? 0 })).track.mood?.by)
    .toBe("user");
  const { track } = await call("tracks.get", { id: rows[0]?.id ?? 0 });
  expect(track.mood?.id).toBe(sad?.id);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("show mood: sad");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "sad" }).waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("no such command");
  await page.getByText("No command is called that.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Find a command" }).waitFor({ state: "detached" });
});

test("all keys are listed by group, with the moods' own ones, on every screen", async () => {
  const { page } = await openWindow({ tracks: 30 });
  await page.getByRole("grid", { name: "Tracks" }).waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "All keys" });
  for (const group of ["Undertone", "Library", "List of tracks", "Moods"]) {
    await dialog.getByRole("region", { name: group }).waitFor();
  }
  const moods = dialog.getByRole("region", { name: "Moods" });
  await moods.getByText("Set chill and go on").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await page.keyboard.press("Control+,");
  await page.getByRole("grid", { name: "Tracks" }).waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("show all keys");
  await page.keyboard.press("Enter");
  await moods.getByText("Set chill and go on").waitFor();
  expect(await moods.locator("kbd").allInnerTexts()).toEqual([
    "1",
    "2",
    "3",
    "4",
    "5",
    "Shift",
    "1",
  ]);
});

test("keys under an open palette do nothing to the library", async () => {
  const { page, call } = await openWindow({ tracks: 30 });
  await page.getByRole("grid", { name: "Tracks" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("123");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect((await call("labels.history", { limit: 10 })).decisions).toEqual([]);
  expect(await page.getByRole("region", { name: "Selection" }).count()).toBe(0);
});

for (const theme of ["light", "dark"] as const) {
  test(`nothing for axe to find in palette and keys in the ${theme} theme`, async () => {
    const { page } = await openWindow({ tracks: 30, theme });
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Find a command" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "All keys" }).waitFor();
    await expectAccessible(page);
  });
}
