import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { temporaryFolder } from "../support/folder.ts";
import { expectAccessible, openWindow, tick } from "../support/window.ts";
import { copyTone, fillWithSongs, listenTo, writeSong } from "./music-library.ts";

async function goToFolders(page: Page): Promise<void> {
  page.setDefaultTimeout(15_000);
  await page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("button", { name: "Features" })
    .click();
  await page.getByRole("tab", { name: "Music folders" }).click();
}

test("a page in a browser says how a folder is chosen instead, with the command to copy", async () => {
  const { page, call } = await openWindow();
  await goToFolders(page);
  await page.getByText(/^Choose a folder: Undertone listens to its files/).waitFor();
  await page.getByText(/M4A \(AAC\) files become tracks too/).waitFor();
  await page.getByRole("button", { name: "Add a folder…" }).click();
  await page.getByText("A page in a browser cannot choose a folder.").waitFor();
  await page.getByText("undertone folders add FOLDER").waitFor();
  await page.getByRole("button", { name: "Copy the command" }).waitFor();
  await expect(call("audio.folders", {})).resolves.toEqual([]);
  await expectAccessible(page);
});

test("folders are counted, watched, scanned for what is new, and removed with a word about what that means", async () => {
  const data = temporaryFolder();
  const music = join(data, "Music");
  writeSong(music, "Amber", 3);
  writeFileSync(join(music, "broken.mp3"), "no sound at all");
  await listenTo(data, music);
  const { page, call } = await openWindow({ data });
  await goToFolders(page);
  const folder = page.getByRole("listitem").filter({ hasText: music }).first();
  await folder.getByText("2 files: 1 became a track, 1 listened to.").waitFor();
  const broken = page.getByRole("region", { name: "1 file could not be listened to" });
  await broken.getByText("broken.mp3", { exact: true }).waitFor();
  await broken.getByText(/^This is no sound that Undertone knows/).waitFor();
  await expectAccessible(page);

  writeSong(music, "Birch", 3);
  await folder.getByRole("button", { name: `Scan ${music} now` }).click();
  const report = page.getByRole("region", { name: "What the scan did" });
  await report.getByText(/1 track new to the library/).waitFor();
  await folder.getByText("3 files: 2 became tracks, 2 listened to.").waitFor();
  await report.getByRole("button", { name: "Close the report" }).click();

  await tick(folder.getByRole("checkbox", { name: /^Take in new and changed files/ }));
  await expect.poll(async () => (await call("audio.folders", {}))[0]?.watched).toBe(true);
  await tick(folder.getByRole("checkbox", { name: /^Take in new and changed files/ }), false);
  await expect.poll(async () => (await call("audio.folders", {}))[0]?.watched).toBe(false);

  await folder.getByRole("button", { name: `Remove ${music}…` }).click();
  const dialog = page.getByRole("dialog", { name: "Remove this music folder?" });
  await dialog.getByText(/Their tracks stay in the library/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Remove the folder" }).click();
  await page.getByRole("heading", { name: "Listen to your own music" }).waitFor();
  await expect(call("audio.folders", {})).resolves.toEqual([]);
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 2 });
});

test("a folder that is not there now says so and cannot be scanned", async () => {
  const data = temporaryFolder();
  const music = join(data, "Disk");
  writeSong(music, "Amber", 3);
  await listenTo(data, music);
  renameSync(music, `${music} unplugged`);
  const { page } = await openWindow({ data });
  await goToFolders(page);
  await page.getByText(/^Not there now: connect its disk/).waitFor();
  expect(await page.getByRole("button", { name: `Scan ${music} now` }).isDisabled()).toBe(true);
  await expectAccessible(page);
});

test("a file that could be several tracks is asked about: one of them, or none", async () => {
  const data = temporaryFolder();
  const music = join(data, "Music");
  const song = { title: "Made Up", artist: "Nobody", durationMs: 6000 };
  await fillWithSongs(data, [
    { ...song, album: "First" },
    { ...song, album: "Second" },
  ]);
  copyTone(music, "tone.mp3", "one.mp3");
  copyTone(music, "tone.flac", "two.flac");
  await listenTo(data, music);
  const { page, call } = await openWindow({ data });
  await goToFolders(page);
  const asked = page.getByRole("region", { name: /could be one of several tracks$/ });
  await asked.getByText("2 files could be one of several tracks").waitFor();
  await expectAccessible(page);
  const candidates = asked.getByRole("list", { name: "Tracks that one.mp3 could be" });
  await candidates.getByRole("button", { name: /^It is Made Up · Nobody · Second/ }).click();
  await asked.getByText("1 file could be one of several tracks").waitFor();
  await asked.getByRole("button", { name: "two.flac is none of them" }).click();
  await asked.waitFor({ state: "detached" });
  const { rows } = await call("tracks.query", { query: {} });
  expect(rows.map(({ album, hasAudio }) => ({ album, hasAudio }))).toEqual(
    expect.arrayContaining([
      { album: "First", hasAudio: false },
      { album: "Second", hasAudio: true },
      { album: null, hasAudio: true },
    ]),
  );
  expect(rows.length).toBe(3);
});
