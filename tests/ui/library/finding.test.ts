import { describe, expect, test } from "vitest";
import { tick } from "../../support/window.ts";
import {
  sampleWindow,
  search,
  firstTitle,
  grid,
  isCursor,
  rows,
  sorted,
  shows,
  expectSort,
  total,
  firstOf,
} from "./library-window.ts";

describe("finding tracks", () => {
  test("a search narrows the list while it is typed, and an empty one shows all again", async () => {
    const { page, call } = await sampleWindow();
    const all = await total(call, {});
    await page.keyboard.press("Control+f");
    await page.keyboard.type("tide", { delay: 40 });
    const found = await total(call, { text: "tide" });
    await shows(page, found);
    expect(found).toBeLessThan(all);
    expect(await firstTitle(page)).toBe(await firstOf(call, { text: "tide" }));

    await page.keyboard.press("Escape");
    await shows(page, all);
  });

  test("a search without a hit says so and offers the way back", async () => {
    const { page, call } = await sampleWindow();
    await search(page).fill("no such song anywhere");
    await page.getByRole("heading", { name: "No tracks here" }).waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await shows(page, await total(call, {}));
    expect(await search(page).inputValue()).toBe("");
  });

  test("a click on a column sorts, a second one turns it round, a third one ends it", async () => {
    const { page, call } = await sampleWindow();
    const energy = page.getByRole("columnheader", { name: "Energy" });
    const sort = energy.getByRole("button");

    await sort.click();
    await expectSort(energy, "ascending");
    expect(await firstTitle(page)).toBe(await firstOf(call, { sort: "energy" }));
    await sort.click();
    await expectSort(energy, "descending");
    expect(await firstTitle(page)).toBe(await firstOf(call, { sort: "energy", descending: true }));
    await sort.click();
    await expectSort(energy, "none");
    expect(await firstTitle(page)).toBe(await firstOf(call, {}));
  });

  test("the cursor stays on its track when the list is sorted anew, and when a search ends", async () => {
    const { page, call } = await sampleWindow();
    const tracks = await sorted(call, { sort: "energy" });
    const title = tracks[3]?.title ?? "";
    await search(page).fill(title);
    await rows(page).filter({ hasText: title }).first().click();
    await search(page).fill("");
    await shows(page, tracks.length);
    await isCursor(page, title);

    await page.getByRole("columnheader", { name: "Energy" }).getByRole("button").click();
    await isCursor(page, title);
    await grid(page).focus();
    await page.keyboard.press("End");
    await isCursor(page, tracks.at(-1)?.title ?? "");
    await page.getByRole("columnheader", { name: "Title" }).getByRole("button").click();
    await isCursor(page, tracks.at(-1)?.title ?? "");
    expect(await page.locator(".track-row--cursor").count()).toBe(1);
  });

  test("filters narrow the list and come off again as chips", async () => {
    const { page, call } = await sampleWindow();
    await page.getByRole("button", { name: "Filter" }).click();
    await tick(page.getByRole("radio", { name: "Unsure guesses" }));
    await page.getByRole("spinbutton", { name: "Tempo from" }).fill("120");
    await page.keyboard.press("Escape");
    const narrowed = await total(call, {
      by: "unsure",
      ranges: { tempo: { low: 120, high: null } },
    });
    await shows(page, narrowed);

    const chips = page.getByRole("group", { name: "Filters in use" });
    await chips.getByRole("button", { name: /Tempo from 120 BPM/ }).click();
    await shows(page, await total(call, { by: "unsure" }));
    await chips.getByRole("button", { name: /Unsure guesses/ }).click();
    await shows(page, await total(call, {}));
    expect(await chips.count()).toBe(0);
  });

  test("a playlist in the side bar shows its tracks", async () => {
    const { page, call } = await sampleWindow();
    const [playlist] = await call("playlists.list", {});
    if (!playlist) throw new Error("The sample has no playlist.");
    const entry = page
      .getByRole("navigation", { name: "Playlists" })
      .getByRole("button", { name: playlist.name });
    await entry.click();
    await page.getByRole("heading", { level: 1, name: playlist.name }).waitFor();
    await shows(page, playlist.count);
    expect(await entry.getAttribute("aria-current")).toBe("true");
  });

  test("chosen columns are shown and kept in the settings", async () => {
    const { page, call } = await sampleWindow();
    await page.getByRole("button", { name: "Choose columns" }).click();
    await tick(page.getByRole("checkbox", { name: "Album" }));
    await tick(page.getByRole("checkbox", { name: "Valence" }), false);
    await page.keyboard.press("Escape");
    await page.getByRole("columnheader", { name: "Album" }).waitFor();
    expect(await page.getByRole("columnheader", { name: "Valence" }).count()).toBe(0);
    const { columns } = await call("settings.get", {});
    expect(columns).toEqual([
      "title",
      "artist",
      "album",
      "mood",
      "confidence",
      "tempo",
      "camelot",
      "energy",
      "duration",
    ]);
  });

  test("tracks without features are counted, with a reason and what to do", async () => {
    const { page, call } = await sampleWindow();
    const missing = await total(call, { missing: "features" });
    expect(missing).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Filter" }).click();
    await tick(page.getByRole("checkbox", { name: "Without audio features" }));
    await page.keyboard.press("Escape");
    await shows(page, missing);
    await page.getByText(new RegExp(`^${missing} of \\d+ tracks have no audio features`)).waitFor();
  });
});
