import { describe, expect, test } from "vitest";
import { openWindow } from "../../support/window.ts";
import {
  sampleWindow,
  grid,
  search,
  rows,
  firstTitle,
  shows,
  isCursor,
  total,
  top,
  moodNamed,
  labelOf,
  until,
} from "./library-window.ts";

describe("relabelling", () => {
  test("a mood's key labels the track under the cursor and goes on to the next", async () => {
    const { page, call } = await sampleWindow();
    const [first, second] = await top(call, 2);
    const hype = await moodNamed(call, "hype");
    await grid(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("2");
    await rows(page).first().getByText("set by you").waitFor();
    await isCursor(page, second?.title ?? "");
    const { track } = await call("tracks.get", { id: first?.id ?? 0 });
    expect({ id: track.mood?.id, by: track.mood?.by }).toEqual({ id: hype, by: "user" });
  });

  test("Shift and a mood's key adds a second mood and stays", async () => {
    const { page, call } = await sampleWindow();
    const [first] = await top(call, 1);
    const hype = await moodNamed(call, "hype");
    const sad = await moodNamed(call, "sad");
    await grid(page).focus();
    await page.keyboard.press("2");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+5");
    await rows(page).first().getByText("also sad").waitFor();
    await isCursor(page, first?.title ?? "");
    const { track } = await call("tracks.get", { id: first?.id ?? 0 });
    expect({ mood: track.mood?.id, also: track.also }).toEqual({ mood: hype, also: [sad] });
  });

  test("by keyboard alone: accept, skip, clear, undo and redo", async () => {
    const { page, call } = await sampleWindow();
    const [first, second, third] = await top(call, 3);
    const guess = first?.mood?.id;
    await rows(page).first().waitFor();
    await page.keyboard.press("Home");
    await isCursor(page, first?.title ?? "");
    await page.keyboard.press("Enter");
    await isCursor(page, second?.title ?? "");
    await page.keyboard.press("s");
    await isCursor(page, third?.title ?? "");
    expect(await labelOf(call, first?.id)).toEqual({ id: guess, by: "user" });
    expect(await labelOf(call, second?.id)).toMatchObject({ by: "guess" });

    await page.keyboard.press("Home");
    await page.keyboard.press("Delete");
    await until(async () => (await labelOf(call, first?.id)).by === "guess");
    await page.keyboard.press("Control+z");
    await until(async () => (await labelOf(call, first?.id)).by === "user");
    await page.keyboard.press("Control+z");
    await until(async () => (await labelOf(call, first?.id)).by === "guess");
    await page.keyboard.press("Control+Shift+z");
    await until(async () => (await labelOf(call, first?.id)).by === "user");
  });

  test("keys never change moods while the user types", async () => {
    const { page, call } = await sampleWindow();
    await search(page).fill("");
    await page.keyboard.type("1 2s");
    expect(await search(page).inputValue()).toBe("1 2s");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Backspace");
    const { decisions } = await call("labels.history", { limit: 10 });
    expect(decisions).toEqual([]);
  });

  test("a selection is made with Ctrl, Shift and the arrow keys, and Escape clears it", async () => {
    const { page } = await sampleWindow();
    const bar = page.getByRole("region", { name: "Selection" });
    await rows(page).nth(1).click();
    await rows(page)
      .nth(4)
      .click({ modifiers: ["Shift"] });
    await bar.getByText("4 selected").waitFor();
    await rows(page)
      .nth(2)
      .click({ modifiers: ["Control"] });
    await bar.getByText("3 selected").waitFor();
    await rows(page).nth(6).click();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await bar.getByText("3 selected").waitFor();
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached" });
    expect(await grid(page).locator('[aria-selected="true"]').count()).toBe(1);
  });

  test("a selection gets its mood from the menu, and the message undoes it", async () => {
    const { page, call } = await sampleWindow();
    const tracks = await top(call, 3);
    const study = await moodNamed(call, "study");
    await rows(page).nth(0).click();
    await rows(page)
      .nth(2)
      .click({ modifiers: ["Shift"] });
    await rows(page).nth(1).click({ button: "right" });
    await page.getByRole("menuitem", { name: /^study/ }).click();
    const message = page.getByText("Set 3 tracks to study.");
    await message.waitFor();
    for (const { id } of tracks) expect(await labelOf(call, id)).toEqual({ id: study, by: "user" });
    await page.getByRole("button", { name: "Undo", exact: true }).last().click();
    await until(async () => (await labelOf(call, tracks[0]?.id)).by === "guess");
    for (const { id } of tracks) expect(await labelOf(call, id)).toMatchObject({ by: "guess" });
  });

  test("Shift+F10 opens the menu of the track under the cursor", async () => {
    const { page, call } = await sampleWindow();
    const [, second] = await top(call, 2);
    const happy = await moodNamed(call, "happy");
    await grid(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menu").waitFor();
    await page.keyboard.type("happy");
    await page.keyboard.press("Enter");
    await until(async () => (await labelOf(call, second?.id)).by === "user");
    expect(await labelOf(call, second?.id)).toEqual({ id: happy, by: "user" });
    // The keys are for the list again.
    await page.getByRole("menu").waitFor({ state: "detached" });
    await page.keyboard.press("ArrowDown");
    await isCursor(page, (await top(call, 3))[2]?.title ?? "");
  });

  test("the whole result of a filter is relabelled at once, after a question above 1,000 tracks", async () => {
    const { page, call } = await openWindow({ tracks: 3000 });
    const sad = await moodNamed(call, "sad");
    const chill = await moodNamed(call, "chill");
    await grid(page).focus();
    await page.keyboard.press("Control+a");
    const bar = page.getByRole("region", { name: "Selection" });
    await bar.getByText("Whole result: 3,000 tracks").waitFor();
    await page.keyboard.press("5");
    const question = page.getByRole("dialog", { name: "Set sad for 3,000 tracks?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    expect((await call("labels.history", { limit: 1 })).decisions).toEqual([]);

    await bar.getByRole("button", { name: "Set mood" }).click();
    await page.getByRole("menuitem", { name: /^sad/ }).click();
    await question.getByRole("button", { name: "Set sad for 3,000 tracks" }).click();
    await page.getByText("Set 3000 tracks to sad.").waitFor();
    expect(await total(call, { mood: sad, by: "labelled" })).toBe(3000);
    expect(await total(call, { mood: chill })).toBe(0);
  });

  test("a track that leaves the filtered list gives its cursor to the next one", async () => {
    const { page, call } = await sampleWindow();
    const chill = await moodNamed(call, "chill");
    const { rows: before } = await call("tracks.query", { query: { mood: chill }, limit: 3 });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("show mood: chill");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "chill" }).waitFor();
    await shows(page, await total(call, { mood: chill }));
    await grid(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("5");
    await until(async () => (await firstTitle(page)) === before[1]?.title);
    await isCursor(page, before[1]?.title ?? "");
    await page.keyboard.press("ArrowDown");
    await isCursor(page, before[2]?.title ?? "");
    expect(
      await rows(page)
        .filter({ hasText: before[0]?.title ?? "" })
        .count(),
    ).toBe(0);
  });

  test("decisions outlive the window, and are undone in order from the list of the last ten", async () => {
    const { page, call } = await sampleWindow();
    const tracks = await top(call, 3);
    await grid(page).focus();
    await page.keyboard.press("Home");
    for (const key of ["1", "2", "3"]) await page.keyboard.press(key);
    await until(async () => (await call("labels.history", { limit: 10 })).decisions.length === 3);

    await page.reload();
    await grid(page).waitFor();
    await page.getByRole("button", { name: "Last decisions" }).click();
    const list = page.getByRole("dialog", { name: "Last decisions" });
    await list.getByRole("button", { name: "Undo back to: Set 1 track to hype" }).click();
    await list.getByText("Set 1 track to hype (undone)").waitFor();
    expect(await Promise.all(tracks.map(async ({ id }) => (await labelOf(call, id)).by))).toEqual([
      "user",
      "guess",
      "guess",
    ]);
    await list.getByRole("button", { name: "Redo the last undone" }).click();
    await until(async () => (await labelOf(call, tracks[1]?.id)).by === "user");
  });
});
