import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { writePlantedSongs } from "../support/planted-songs.ts";
import { startApp } from "../support/app.ts";
import { expectAccessible, openWindow, type OpenWindow } from "../support/window.ts";

async function openDiscover(page: Page): Promise<void> {
  const screens = page.getByRole("navigation", { name: "Screens" });
  await screens.getByRole("button", { name: "Moods" }).click();
  await page.getByRole("tab", { name: "What else is there" }).click();
}

/** A window on a library with a group that no mood fits, or on a table of fewer songs. */
async function withPlanted(
  options: Parameters<typeof openWindow>[0] = {},
  kinds: Parameters<typeof writePlantedSongs>[1] = {},
): Promise<OpenWindow> {
  const { app, call, data } = await startApp();
  await call("importing.run", { file: writePlantedSongs(data, kinds), options: {} });
  await app.settled();
  await app.close();
  return openWindow({ ...options, data });
}

test("a group that no mood fits is told with examples, becomes a mood, and can be taken back", async () => {
  const { page, call } = await withPlanted();
  await openDiscover(page);
  await page.getByRole("button", { name: "Look what else is there" }).click();
  const proposals = page.getByRole("region", { name: "Proposals" });
  const { newMoods, because } = await call("learning.discover", {});
  const [proposal] = newMoods;
  if (!proposal) throw new Error("Nothing was proposed.");
  const card = proposals
    .getByRole("listitem")
    .filter({ hasText: `${proposal.size} songs: ${proposal.words.join(", ")}` });
  await card.getByText(proposal.examples[0]?.title ?? "?").waitFor();
  await page.getByText(because).waitFor();
  await page.getByRole("row", { name: /^2/ }).first().waitFor();
  await expectAccessible(page);

  await card.getByRole("button", { name: "Not now" }).click();
  await card.waitFor({ state: "detached" });
  await proposals.getByRole("button", { name: "Show 1 put aside" }).click();
  await card.getByRole("button", { name: "Make it a mood" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a mood" });
  await dialog.getByLabel("Name").fill("Tales");
  await dialog.getByRole("button", { name: "Add the mood" }).click();
  await page.getByRole("group", { name: "Definition of Tales" }).waitFor();
  const names = async () => (await call("moods.list", {})).map(({ name }) => name);
  expect((await call("moods.list", {})).find(({ name }) => name === "Tales")?.definition).toEqual(
    proposal.definition,
  );
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(names).not.toContain("Tales");
});

test("the songs of a group are shown in the library by its ranges", async () => {
  const { page, call } = await withPlanted({ theme: "dark" });
  await openDiscover(page);
  await page.getByRole("button", { name: "Look what else is there" }).click();
  const proposals = page.getByRole("region", { name: "Proposals" });
  await proposals.getByRole("button", { name: "Make it a mood" }).waitFor();
  await expectAccessible(page);
  const [proposal] = (await call("learning.discover", {})).newMoods;
  const card = proposals
    .getByRole("listitem")
    .filter({ hasText: proposal?.words.join(", ") ?? "" });
  await card.getByRole("button", { name: "Look at the songs" }).click();
  const { total } = await call("tracks.query", { query: { ranges: proposal?.definition } });
  expect(total).toBeGreaterThan(60);
  await page.getByText(`${total} tracks`).first().waitFor();
});

test("a mood that is two is shown with both kinds, and is split", async () => {
  const { page, call } = await withPlanted();
  const [chill] = await call("moods.list", {});
  const { rows } = await call("tracks.query", { query: { sort: "title" }, limit: 1000 });
  const ids = rows
    .filter(({ title }, at) => title.startsWith("Tale") || at % 4 === 0)
    .map(({ id }) => id);
  await call("labels.change", { kind: "set", target: { ids }, mood: chill?.id ?? 0 });
  await openDiscover(page);
  await page.getByRole("button", { name: "Look what else is there" }).click();
  const card = page.getByRole("listitem").filter({ hasText: "“chill” is two moods" });
  const { splits } = await call("learning.discover", {});
  const groups = splits.find(({ mood }) => mood === chill?.id)?.groups ?? [];
  expect(groups).toHaveLength(2);
  for (const { name, size } of groups) {
    await card.getByRole("region", { name }).getByText(`${size} songs`).waitFor();
  }
  await expectAccessible(page);
  await card.getByRole("button", { name: "Split it in two" }).click();
  const dialog = page.getByRole("dialog", { name: "Split “chill” in two" });
  await dialog.getByLabel("Name of the new mood").fill("Tales");
  await dialog.getByRole("button", { name: "Make the new mood" }).click();
  await page.getByRole("group", { name: "Definition of Tales" }).waitFor();
  expect((await call("moods.list", {})).map(({ name }) => name)).toContain("Tales");
});

test("without tracks it says what will be found here", async () => {
  const { page } = await openWindow();
  await openDiscover(page);
  await page.getByText("No tracks to look through yet").waitFor();
  await expectAccessible(page);
});

test("with too few tracks it says how many it takes", async () => {
  const { page } = await withPlanted({}, { songs: 20, tales: 0 });
  await openDiscover(page);
  await page.getByRole("button", { name: "Look what else is there" }).click();
  await page
    .getByText("There are too few songs with audio features to find anything in.")
    .waitFor();
  await page.getByText("20 songs have audio features", { exact: false }).waitFor();
  await expectAccessible(page);
});

test("looking through a large library can be cancelled", async () => {
  const { page, call } = await openWindow({ tracks: 40_000 });
  await openDiscover(page);
  await page.getByRole("button", { name: "Look what else is there" }).click();
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("main").getByText("Cancelled. Nothing was changed.").waitFor();
  const job = (await call("jobs.list", {})).find(({ kind }) => kind === "cluster");
  expect(job).toMatchObject({ state: "cancelled" });
});
