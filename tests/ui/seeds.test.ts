import { expect, test } from "vitest";
import { expectAccessible, openWindow, tick } from "../support/window.ts";
import { openScreen, openSynced } from "./spotify-stage.ts";

test("names of playlists give labels that can be taken back as one", async () => {
  const stage = await openSynced(6, {
    names: ["Chill evenings", "Hype for the gym", "Tuesday"],
    theme: "dark",
  });
  const { page, call } = stage;
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("start from your playlists");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Start from your playlists" });
  await dialog
    .getByRole("row", { name: /Chill evenings/ })
    .getByText("“chill”")
    .waitFor();
  await expectAccessible(page);
  await tick(dialog.getByRole("checkbox", { name: "Label by Hype for the gym" }), false);
  await dialog.getByRole("combobox", { name: "Mood of Chill evenings" }).selectOption("study");
  await dialog.getByRole("button", { name: "Label 10 songs" }).waitFor();
  await dialog
    .getByRole("combobox", { name: "Add another playlist" })
    .selectOption({ label: "Tuesday" });
  await dialog
    .getByRole("row", { name: /Tuesday/ })
    .getByText("you chose it")
    .waitFor();
  await dialog.getByRole("combobox", { name: "Mood of Tuesday" }).selectOption("sad");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Label up to 20 songs" }).click();
  await page.getByText("20 songs labelled by 2 playlists.").waitFor();
  const moods = await call("moods.list", {});
  const labelled = async (name: string) => {
    const mood = moods.find((candidate) => candidate.name === name)?.id ?? 0;
    const { rows } = await call("tracks.query", { query: { mood, by: "labelled" } });
    return rows.map((track) => track.mood?.by);
  };
  const tenOfPlaylists = Array.from({ length: 10 }, () => "playlist");
  await expect(labelled("study")).resolves.toEqual(tenOfPlaylists);
  await expect(labelled("sad")).resolves.toEqual(tenOfPlaylists);
  await expect(labelled("hype")).resolves.toEqual([]);
  const told = page.getByRole("dialog").filter({ hasText: "20 songs labelled" });
  await told.getByRole("button", { name: "Undo", exact: true }).click();
  await expect
    .poll(async () => (await call("tracks.query", { query: { by: "labelled" } })).total)
    .toBe(0);
});

test("without a playlist, the names have nothing to say; the way to playlists is shown", async () => {
  const { page } = await openWindow({ reducedMotion: true });
  await openScreen(page);
  await page.getByRole("button", { name: "Start from your playlists" }).click();
  await page.getByRole("heading", { name: "No playlists yet" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sync from Spotify" }).click();
  await page.getByRole("heading", { name: "Spotify", level: 1 }).waitFor();
});
