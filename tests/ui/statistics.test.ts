import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, openWindow } from "../support/window.ts";

async function openStatistics(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Statistics" }).click();
  await page.getByRole("heading", { name: "Statistics", level: 1 }).waitFor();
}

/** The table's cells as text, row by row. */
function cells(page: Page, name: string): Promise<string[][]> {
  const rows = page.getByRole("table", { name, exact: true }).locator("tbody tr");
  return rows.evaluateAll((elements) =>
    elements.map((row) =>
      [...row.querySelectorAll("th, td")].map((cell) => (cell.textContent ?? "").trim()),
    ),
  );
}

test("the statistics show what the library counts", async () => {
  const { page, call } = await openWindow({ sample: true });
  const { rows } = await call("tracks.query", { query: {}, limit: 9 });
  const ids = rows.map(({ id }) => id);
  await call("labels.change", { kind: "set", target: { ids }, mood: 2 });
  const stats = await call("stats.library", {});
  await openStatistics(page);

  const main = page.getByRole("main");
  for (const [number, words] of [
    [stats.tracks, "tracks"],
    [9, "labelled"],
    [stats.unsure, "unsure"],
    [stats.withoutFeatures, "without features"],
    [stats.playlists, "playlists"],
  ] as const) {
    await main
      .getByText(new RegExp(`^${number}${words}`))
      .first()
      .waitFor();
  }
  const perMood = await cells(page, "Tracks per mood");
  expect(perMood.map(([name, count]) => ({ name, count }))).toEqual(
    stats.perMood.map(({ name, count }) => ({ name, count: String(count) })),
  );
  const features = await cells(page, "Audio features of the whole library");
  const tempo = stats.features.find(({ feature }) => feature === "tempo");
  const bpm = (value: number | null | undefined) => `${value?.toFixed(0)} BPM`;
  expect(features.find(([name]) => name === "Tempo")).toEqual([
    "Tempo",
    String(tempo?.count),
    String(tempo?.missing),
    bpm(tempo?.mean),
    bpm(tempo?.std),
    bpm(tempo?.min),
    bpm(tempo?.q1),
    bpm(tempo?.median),
    bpm(tempo?.q3),
    bpm(tempo?.max),
  ]);
  expect(features.map(([, known, missing]) => Number(known) + Number(missing))).toEqual(
    features.map(() => stats.tracks),
  );

  await page.getByLabel("Figures of").selectOption({ label: "hype" });
  const hype = stats.perMood.find(({ name }) => name === "hype");
  const ofHype = await cells(page, "Audio features of hype");
  expect(ofHype.map(([, known]) => known)).toEqual(
    hype?.features.map(({ count }) => String(count)),
  );
});

test("a mood's name leads to its tracks", async () => {
  const { page, call } = await openWindow({ sample: true });
  await openStatistics(page);
  const stats = await call("stats.library", {});
  const chill = stats.perMood.find(({ name }) => name === "chill");
  await page
    .getByRole("table", { name: "Tracks per mood" })
    .getByRole("button", { name: "chill" })
    .click();
  await page.getByText(`${chill?.count} tracks`).first().waitFor();
  const place = page
    .getByRole("navigation", { name: "Moods" })
    .getByRole("button", { name: /^chill/ });
  await expect(place.getAttribute("aria-current")).resolves.toBe("true");
});

test("moods are compared on a feature, as a drawing and as a table", async () => {
  const { page, call } = await openWindow({ sample: true });
  await openStatistics(page);
  await page.getByLabel("Compare").selectOption({ label: "Valence" });
  const chart = page.getByRole("img", { name: /^Valence per mood as box plots/ });
  await chart.locator("svg").waitFor();
  await expect(chart.locator("svg text").allTextContents()).resolves.toEqual(
    expect.arrayContaining(["chill", "sad", "100 %"]),
  );
  await page.getByText("Show as a table").click();
  const stats = await call("stats.library", {});
  const median = (name: string) => {
    const mood = stats.perMood.find((candidate) => candidate.name === name);
    const figures = mood?.features.find(({ feature }) => feature === "valence");
    return `${Math.round(100 * (figures?.median ?? NaN))} %`;
  };
  const table = await cells(page, "Valence per mood");
  expect(table.filter(([name]) => name === "happy" || name === "sad").map((row) => row[7])).toEqual(
    [median("happy"), median("sad")],
  );
});

test("drawings take the theme's colours when it changes", async () => {
  const { page, call } = await openWindow({ sample: true, reducedMotion: true });
  await openStatistics(page);
  const outline = page.locator(".chart svg path[stroke-width='2']").first();
  const light = await outline.getAttribute("stroke");
  await call("settings.set", { theme: "dark" });
  await expect.poll(() => outline.getAttribute("stroke")).not.toBe(light);
  await expectAccessible(page);
});

test("the statistics are accessible, and say why there are none", async () => {
  const { page, call } = await openWindow();
  await openStatistics(page);
  await page.getByText("No tracks, so no numbers yet").waitFor();
  await expectAccessible(page);
  await call("importing.sample", {});
  await page.getByRole("table", { name: "Tracks per mood" }).waitFor();
  await page.getByText("Show as a table").click();
  await expectAccessible(page);
});
