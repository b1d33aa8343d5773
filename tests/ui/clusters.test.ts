import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, openWindow } from "../support/window.ts";

async function openClusters(page: Page): Promise<void> {
  const screens = page.getByRole("navigation", { name: "Screens" });
  await screens.getByRole("button", { name: "Moods" }).click();
  await page.getByRole("tab", { name: "Explore clusters" }).click();
}

test("clusters are found, compared with the library, and one becomes a mood", async () => {
  const { page, call } = await openWindow({ sample: true });
  await openClusters(page);
  await page.getByLabel("Groups").fill("1");
  await expect(page.getByRole("button", { name: "Explore" }).isDisabled()).resolves.toBe(true);
  await page.getByLabel("Groups").fill("6");
  await page.getByRole("button", { name: "Explore" }).click();
  const found = page.getByRole("region", { name: "Clusters" });
  await found.getByText(/^6 groups of 590 tracks, seed 42\. 1 group fits none/).waitFor();

  const expected = await call("moods.cluster", { k: 6, seed: 42 });
  const lone = expected.clusters.find(({ mood }) => mood === null);
  const cluster = found.getByRole("listitem").filter({ hasText: "No mood fits" });
  await cluster.getByText(`${lone?.size} tracks`).waitFor();
  await cluster.getByRole("row", { name: /^Energy/ }).waitFor();
  const detail = await call("tracks.get", { id: lone?.examples[0] ?? 0 });
  await cluster.getByText(detail.track.title).waitFor();
  await expectAccessible(page);

  await cluster.getByRole("button", { name: "Make this a mood" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a mood" });
  await dialog.getByText("It looks for").waitFor();
  await dialog.getByLabel("Name").fill("Long ones");
  await dialog.getByRole("button", { name: "Add the mood" }).click();
  await page.getByRole("group", { name: "Definition of Long ones" }).waitFor();
  const made = (await call("moods.list", {})).find(({ name }) => name === "Long ones");
  const length = made?.definition.duration;
  const mean = lone?.centre["duration"] ?? 0;
  expect(length?.low).toBeLessThan(mean);
  expect(length?.high).toBeGreaterThan(mean);
});
