import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, openWindow, type OpenWindow } from "../support/window.ts";

/** What a person might say of the sample's playlists. */
const TASTE = { "Gym Fuel": "hype", "Deep Focus": "study", "Rainy Window": "sad" } as const;

async function labelPlaylists(call: OpenWindow["call"], each: number): Promise<void> {
  const moods = await call("moods.list", {});
  for (const playlist of await call("playlists.list", {})) {
    const name = Object.entries(TASTE).find(([title]) => title === playlist.name)?.[1];
    const mood = moods.find((candidate) => candidate.name === name);
    if (!mood) continue;
    const query = { playlist: playlist.id };
    const { rows } = await call("tracks.query", { query, limit: each });
    const ids = rows.map(({ id }) => id);
    await call("labels.change", { kind: "set", target: { ids }, mood: mood.id });
  }
}

async function openPart(page: Page) {
  await page.getByRole("button", { name: "Model", exact: true }).click();
  const part = page.getByRole("region", { name: "How sure are these figures?" });
  await part.waitFor();
  return part;
}

test("a thorough check tells intervals, reliability, what more labels bring, and drift, with tables", async () => {
  const { page, call } = await openWindow({ sample: true });
  await labelPlaylists(call, 15);
  await call("training.run", {});
  await labelPlaylists(call, 25);
  await call("training.run", {});
  const part = await openPart(page);
  await part.getByRole("button", { name: "Check thoroughly" }).click();
  await part.getByRole("button", { name: "Check again" }).waitFor();

  const found = await call("learning.check", {});
  const { interval } = found.figures?.repeats ?? {};
  const percent = (share: number | undefined) => Math.round(100 * (share ?? NaN));
  await part
    .getByText(
      `${percent(interval?.mean)} % (${percent(interval?.low)}–${percent(interval?.high)} %)`,
    )
    .first()
    .waitFor();
  for (const heading of [
    "Is it as often right as it says?",
    "Would more labels help?",
    "Since the model before",
    "Songs without a label",
  ])
    await part.getByRole("heading", { name: heading }).waitFor();
  for (const chart of [/^How often guesses of a confidence are right/, /^Agreement with held-out/])
    await part.getByRole("img", { name: chart }).waitFor();
  for (const summary of await part.getByText("Show as a table").all()) await summary.click();
  const rows = part.getByRole("table", { name: "Learning curve" }).getByRole("row");
  const points = found.figures?.learningCurve.points ?? [];
  expect(await rows.count()).toBe(1 + points.length);
  await expectAccessible(page);

  // It stays while one looks at something else.
  await page.getByRole("button", { name: "Statistics", exact: true }).click();
  await (await openPart(page)).getByText(/^checked .* on \d+ labels$/).waitFor();
});

test("few labels get no percentage, and none at all cannot be checked", async () => {
  const { page, call } = await openWindow({ sample: true });
  const part = await openPart(page);
  const button = part.getByRole("button", { name: "Check thoroughly" });
  expect(await button.isDisabled()).toBe(true);
  await part.getByText("There are no labels to check against yet.").waitFor();

  await labelPlaylists(call, 4);
  await expect.poll(() => button.isDisabled()).toBe(false);
  await button.click();
  await part.getByText(/^Only 1\d labels could be checked/).waitFor();
  expect(await part.getByText("%").count()).toBe(0);
});

test("a check can be cancelled, and leaves nothing behind", async () => {
  const { page, call } = await openWindow({ sample: true });
  await labelPlaylists(call, 90);
  const part = await openPart(page);
  await part.getByRole("button", { name: "Check thoroughly" }).click();
  await part.getByRole("button", { name: "Cancel the check" }).click();
  await part.getByText(/^Cancelled/).waitFor();
  await part.getByRole("button", { name: "Check thoroughly" }).waitFor();
  const jobs = await call("jobs.list", {});
  expect(jobs.find(({ title }) => title === "Checking how sure the figures are")?.state).toBe(
    "cancelled",
  );
});
