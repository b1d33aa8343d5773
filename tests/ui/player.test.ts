import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { temporaryFolder } from "../support/folder.ts";
import { expectAccessible, openWindow, type OpenWindow } from "../support/window.ts";
import { copyTone, fillWithSongs, listenTo, spotifyId, writeSong } from "./music-library.ts";

const shared = mkdtempSync(join(tmpdir(), "undertone-test-"));
let prepared: Promise<void> | undefined;
afterAll(() => rmSync(shared, { recursive: true, force: true, maxRetries: 3 }));

/** A window on three songs with sound (the first of 50 seconds) and one of Spotify's without. */
async function musicWindow(): Promise<OpenWindow> {
  prepared ??= prepareMusic();
  await prepared;
  const data = temporaryFolder();
  cpSync(join(shared, "data"), data, { recursive: true });
  const opened = await openWindow({ data });
  opened.page.setDefaultTimeout(15_000);
  await sortByTitle(opened.page);
  return opened;
}

async function prepareMusic(): Promise<void> {
  const data = join(shared, "data");
  const music = join(shared, "Music");
  await fillWithSongs(data, [{ title: "Far Away", spotifyId: spotifyId(1) }]);
  writeSong(music, "Amber", 50);
  writeSong(music, "Birch", 3);
  writeSong(music, "Cedar", 3);
  await listenTo(data, music);
}

async function sortByTitle(page: Page): Promise<void> {
  await page
    .getByRole("columnheader", { name: /^Title/ })
    .getByRole("button")
    .first()
    .click();
  await page.locator('[data-index="0"]', { hasText: "Amber" }).waitFor();
}

function player(page: Page): Locator {
  return page.getByRole("region", { name: "Player" });
}

function slider(page: Page): Locator {
  return player(page).getByRole("slider", { name: "Place in the track" });
}

async function seconds(page: Page): Promise<number> {
  return Number(await slider(page).getAttribute("aria-valuenow"));
}

async function isPlaying(page: Page, title: string): Promise<void> {
  await player(page).locator(".player-bar__title", { hasText: title }).waitFor();
  await player(page).getByRole("button", { name: "Pause" }).waitFor();
}

async function playFirst(page: Page): Promise<void> {
  await page.locator('[data-index="0"]').click();
  await page.keyboard.press("Space");
  await isPlaying(page, "Amber");
}

test("Space plays the cursor's track and pauses it, arrows seek, and the bar says where it is", async () => {
  const { page } = await musicWindow();
  expect(await player(page).count()).toBe(0);
  await playFirst(page);
  expect(await slider(page).getAttribute("aria-valuemax")).toBe("50");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => seconds(page)).toBeGreaterThanOrEqual(30);
  await page.keyboard.press("Space");
  await player(page).getByRole("button", { name: "Play", exact: true }).waitFor();
  const paused = await seconds(page);
  // What is paused is not moved by the list's arrows.
  await page.keyboard.press("ArrowLeft");
  expect(await seconds(page)).toBe(paused);
  await page.keyboard.press("Space");
  await isPlaying(page, "Amber");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => seconds(page)).toBeLessThan(paused);
  await expectAccessible(page);
});

test("keys are left alone while the user types", async () => {
  const { page } = await musicWindow();
  await playFirst(page);
  await page.getByRole("searchbox").fill("a");
  await page.keyboard.press("Space");
  expect(await page.getByRole("searchbox").inputValue()).toBe("a ");
  await isPlaying(page, "Amber");
});

test("the waveform is drawn from the file, and moved by pointer and keys", async () => {
  const { page } = await musicWindow();
  await playFirst(page);
  await slider(page).locator("svg path").first().waitFor({ state: "attached" });
  const box = await slider(page).boundingBox();
  if (!box) throw new Error("The waveform is not drawn.");
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
  await expect.poll(() => seconds(page)).toBeGreaterThanOrEqual(24);
  await player(page).getByRole("button", { name: "Pause" }).click();
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect.poll(() => seconds(page)).toBe(0);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => slider(page).getAttribute("aria-valuetext")).toBe("0:15 of 0:50");
});

test("what plays goes on with the cursor; a track without a file says so and opens in Spotify", async () => {
  const { page } = await musicWindow();
  await playFirst(page);
  await page.keyboard.press("ArrowDown");
  await isPlaying(page, "Birch");
  await page.keyboard.press("End");
  await player(page)
    .getByText(/^No sound file of it is on this computer/)
    .waitFor();
  const link = player(page).getByRole("link", { name: "Open in Spotify" });
  expect(await link.getAttribute("href")).toBe(`https://open.spotify.com/track/${spotifyId(1)}`);
  await expectAccessible(page);
  await page.keyboard.press("Home");
  await isPlaying(page, "Amber");
});

test("next and previous skip tracks without sound, on any screen, and the list's cursor goes with them", async () => {
  const { page } = await musicWindow();
  await playFirst(page);
  await player(page).getByRole("button", { name: "Next track with sound" }).click();
  await isPlaying(page, "Birch");
  await page.locator(".track-row--cursor", { hasText: "Birch" }).waitFor();
  await page.getByRole("button", { name: "Statistics" }).click();
  await player(page).getByRole("button", { name: "Next track with sound" }).click();
  await player(page).locator(".player-bar__title", { hasText: "Cedar" }).waitFor();
  await player(page).getByRole("button", { name: "Next track with sound" }).click();
  await page.getByText("No track with sound comes after this one in the list.").waitFor();
  await page.getByRole("button", { name: /^All tracks/ }).click();
  await page.locator(".track-row--cursor", { hasText: "Cedar" }).waitFor();
  expect(await page.locator(".track-row--cursor").count()).toBe(1);
});

test("volume is kept, can be muted, and the player can be closed", async () => {
  const { page } = await musicWindow();
  await playFirst(page);
  const volume = player(page).getByRole("slider", { name: "Volume" });
  await volume.fill("0.5");
  expect(await volume.getAttribute("aria-valuetext")).toBe("50 %");
  await player(page).getByRole("button", { name: "Mute" }).click();
  expect(await volume.getAttribute("aria-valuetext")).toBe("0 %");
  await player(page).getByRole("button", { name: "Close the player" }).click();
  await player(page).waitFor({ state: "detached" });
  await page.reload();
  await sortByTitle(page);
  await playFirst(page);
  expect(await volume.getAttribute("aria-valuetext")).toBe("50 %");
});

test("a file that is gone is told, with the way to the music folders", async () => {
  const data = temporaryFolder();
  const path = writeSong(join(data, "Music"), "Amber", 3);
  await listenTo(data, join(data, "Music"));
  rmSync(path);
  const { page } = await openWindow({ data });
  await page.locator('[data-index="0"]').click();
  await page.keyboard.press("Space");
  await player(page)
    .getByRole("alert")
    .getByText(/The sound file is not there any more\. Scan your music folders/)
    .waitFor();
  await expectAccessible(page);
  await player(page).getByRole("button", { name: "Music folders" }).click();
  await page.getByRole("tab", { name: "Music folders", selected: true }).waitFor();
});

test("a kind of file that the window cannot play is told as that", async () => {
  const data = temporaryFolder();
  const music = join(data, "Music");
  copyTone(music, "tone.aiff", "Dusk.aiff");
  await listenTo(data, music);
  const { page } = await openWindow({ data });
  await page.locator('[data-index="0"]', { hasText: "Dusk" }).click();
  await page.keyboard.press("Space");
  await player(page)
    .getByText(/^This window cannot play that kind of file/)
    .waitFor();
  expect(await slider(page).count()).toBe(0);
});

test("the sample's clips play, with an outline that the window draws itself", async () => {
  const { page } = await openWindow({ sample: true });
  await page.getByRole("searchbox").fill("another slow tide");
  await page
    .getByRole("row", { name: /^Another Slow Tide Play/ })
    .getByRole("button", { name: "Play" })
    .click();
  await isPlaying(page, "Another Slow Tide");
  await slider(page).locator("svg path").first().waitFor({ state: "attached" });
  expect(await slider(page).getAttribute("aria-valuemax")).toBe("9");
});

test("palette and list of keys know the player", async () => {
  const { page } = await musicWindow();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog").getByRole("region", { name: "Player" });
  for (const line of ["Play or pause the track", "Back 10 seconds", "On 30 seconds"])
    await keys.getByText(line).waitFor();
  await page.keyboard.press("Escape");
  await page.locator('[data-index="0"]').click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("play the next track");
  await page.keyboard.press("Enter");
  await isPlaying(page, "Birch");
  expect(await page.getByRole("dialog").count()).toBe(0);
});
