import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { startApp } from "../support/app.ts";
import { temporaryFolder } from "../support/folder.ts";
import { fillLibrary } from "../support/many-tracks.ts";
import type { Track, TrackQueryInput } from "../../common/domain/track.ts";
import {
  expectAccessible,
  openWindow,
  type OpenWindow,
  type WindowOptions,
} from "../support/window.ts";

const sample = mkdtempSync(join(tmpdir(), "undertone-test-"));
let prepared: Promise<void> | undefined;
afterAll(() => rmSync(sample, { recursive: true, force: true }));

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

  test("filters narrow the list and come off again as chips", async () => {
    const { page, call } = await sampleWindow();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("radio", { name: "Unsure guesses" }).check();
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
    await page.getByRole("checkbox", { name: "Album" }).check();
    await page.getByRole("checkbox", { name: "Valence" }).uncheck();
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
    await page.getByRole("checkbox", { name: "Without audio features" }).check();
    await page.keyboard.press("Escape");
    await shows(page, missing);
    await page.getByText(new RegExp(`^${missing} of \\d+ tracks have no audio features`)).waitFor();
  });
});

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

describe("the details of a track", () => {
  test("own values of tempo and key are set, halved and taken back", async () => {
    const { page, call } = await sampleWindow({ size: { width: 1440, height: 900 } });
    const [first] = await top(call, 1);
    const id = first?.id ?? 0;
    const panel = page.getByRole("complementary", { name: "Track details" });
    const features = async () => (await call("tracks.get", { id })).track.features;
    const { tempo } = await features();

    await panel.getByRole("button", { name: "Change tempo" }).click();
    const field = panel.getByRole("textbox", { name: "Your tempo" });
    await field.fill("fast");
    await page.keyboard.press("Enter");
    await panel.getByText("Write a number from 1 to 1000 BPM.").waitFor();
    await field.fill("128");
    await page.keyboard.press("Enter");
    await panel.getByText("128.0 BPM").waitFor();
    expect((await features()).tempo).toBe(128);

    await panel.getByRole("button", { name: "Change tempo" }).click();
    await panel.getByRole("button", { name: "Half" }).click();
    await panel.getByText("64.0 BPM").waitFor();
    await panel.getByRole("button", { name: "Change tempo" }).click();
    await panel.getByRole("button", { name: "Clear mine" }).click();
    await until(async () => (await features()).tempo === tempo);

    await panel.getByRole("button", { name: "Change key" }).click();
    await panel.getByRole("textbox", { name: "Your key" }).fill("8A");
    await page.keyboard.press("Enter");
    await panel.getByText("A minor · 8A").waitFor();
    const { key, mode } = await features();
    expect({ key, mode }).toEqual({ key: 9, mode: 0 });
  });

  test("it shows probabilities and playlists, and I shows and hides it", async () => {
    const { page, call } = await sampleWindow({ size: { width: 1440, height: 900 } });
    await call("training.run", {});
    const panel = page.getByRole("complementary", { name: "Track details" });
    await panel.getByRole("list", { name: /How probable/ }).waitFor();
    await page.keyboard.press("i");
    await panel.waitFor({ state: "detached" });
    await page.keyboard.press("i");
    await panel.waitFor();
    expect(await panel.getByRole("heading", { level: 2 }).innerText()).toBe(await firstTitle(page));
  });

  test("it starts closed in a narrow window", async () => {
    const { page } = await sampleWindow({ size: { width: 1000, height: 700 } });
    await rows(page).first().waitFor();
    expect(await page.getByRole("complementary", { name: "Track details" }).count()).toBe(0);
  });
});

describe("a long list", () => {
  test("of 100,000 tracks keeps few rows in the document, wherever it is scrolled", async () => {
    const data = temporaryFolder();
    await fillLibrary(data, 100_000);
    const { page } = await openWindow({ data });
    await shows(page, 100_000);
    expect(await grid(page).getAttribute("aria-rowcount")).toBe("100001");
    await grid(page).focus();
    await page.keyboard.press("End");
    await isCursor(page, /99999/);
    expect(await rows(page).count()).toBeLessThan(60);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("PageUp");
    const row = page.locator('[role="row"][aria-selected="true"]');
    expect(Number(await row.getAttribute("aria-rowindex"))).toBeGreaterThan(99_000);
    await page.keyboard.press("Home");
    await page.locator('.track-row--cursor[aria-rowindex="2"]').waitFor();
  });

  test("keeps its place while another screen is shown", async () => {
    const { page } = await openWindow({ tracks: 3000 });
    await grid(page).evaluate((element) => element.scrollTo({ top: 36 * 1500 }));
    await row(page, 1510).getByText(/1509$/).waitFor();
    const screens = page.getByRole("navigation", { name: "Screens" });
    await screens.getByRole("button", { name: "Settings" }).click();
    await grid(page).waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("go to the library");
    await page.keyboard.press("Enter");
    await row(page, 1510).waitFor();
    expect(await grid(page).evaluate((element) => element.scrollTop)).toBe(36 * 1500);
  });

  test("selects across pages that are not loaded", async () => {
    const { page } = await openWindow({ tracks: 3000 });
    await rows(page).first().click();
    await page.keyboard.press("Shift+End");
    const bar = page.getByRole("region", { name: "Selection" });
    await bar.getByText("3,000 selected").waitFor();
    expect(await bar.getByRole("button", { name: /Select whole result/ }).count()).toBe(0);
  });
});

describe("accessibility", () => {
  for (const theme of ["light", "dark"] as const) {
    test(`nothing for axe to find in the ${theme} theme`, async () => {
      const { page } = await sampleWindow({ theme });
      await rows(page).first().waitFor();
      await page.keyboard.press("1");
      await rows(page).nth(2).click();
      await page.keyboard.press("Shift+ArrowDown");
      await expectAccessible(page);
    });
  }

  test("nor in the filters and a value that is being changed", async () => {
    const { page } = await sampleWindow({ size: { width: 1440, height: 900 } });
    await page.getByRole("button", { name: "Change tempo" }).click();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("dialog", { name: "Show only" }).waitFor();
    await expectAccessible(page);
  });
});

type Call = OpenWindow["call"];

/** A window on a copy of the sample library, which is imported once for this file. */
async function sampleWindow(options: WindowOptions = {}): Promise<OpenWindow> {
  prepared ??= prepareSample();
  await prepared;
  const data = temporaryFolder();
  cpSync(sample, data, { recursive: true });
  const opened = await openWindow({ ...options, data });
  opened.page.setDefaultTimeout(15_000);
  return opened;
}

async function prepareSample(): Promise<void> {
  const { app, call } = await startApp({ data: sample });
  await call("importing.sample", {});
  await app.settled();
  await app.close();
}

function grid(page: Page): Locator {
  return page.getByRole("grid", { name: "Tracks" });
}

function search(page: Page): Locator {
  return page.getByRole("searchbox");
}

/** The rows with tracks. */
function rows(page: Page): Locator {
  return grid(page).locator('[role="row"][data-index]');
}

function row(page: Page, rowIndex: number): Locator {
  return grid(page).locator(`[role="row"][data-index][aria-rowindex="${rowIndex + 1}"]`);
}

async function firstTitle(page: Page): Promise<string> {
  return (await rows(page).first().getByRole("gridcell").first().innerText()).trim();
}

/** Waits until the list says that it has so many tracks. */
async function shows(page: Page, count: number): Promise<void> {
  const text = `${new Intl.NumberFormat("en-GB").format(count)} ${count === 1 ? "track" : "tracks"}`;
  await page.locator(".library-toolbar__count", { hasText: new RegExp(`^${text}$`) }).waitFor();
  if (count > 0) await rows(page).first().waitFor();
}

async function isCursor(page: Page, title: string | RegExp): Promise<void> {
  await page.locator(".track-row--cursor", { hasText: title }).waitFor();
}

async function expectSort(header: Locator, value: string): Promise<void> {
  await until(async () => (await header.getAttribute("aria-sort")) === value);
  await header.page().waitForTimeout(150);
}

async function total(call: Call, query: TrackQueryInput): Promise<number> {
  return (await call("tracks.query", { query, limit: 1 })).total;
}

async function top(call: Call, count: number): Promise<readonly Track[]> {
  return (await call("tracks.query", { query: {}, limit: count })).rows;
}

async function firstOf(call: Call, query: TrackQueryInput): Promise<string | undefined> {
  return (await call("tracks.query", { query, limit: 1 })).rows[0]?.title;
}

async function moodNamed(call: Call, name: string): Promise<number> {
  const mood = (await call("moods.list", {})).find((one) => one.name === name);
  if (!mood) throw new Error(`No mood is called ${name}.`);
  return mood.id;
}

async function labelOf(call: Call, id: number | undefined) {
  const { track } = await call("tracks.get", { id: id ?? 0 });
  return { id: track.mood?.id, by: track.mood?.by };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 10_000 }).toBe(true);
}
