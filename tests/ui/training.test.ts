import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, openWindow, type OpenWindow } from "../support/window.ts";

type Call = OpenWindow["call"];

/** What a person might say of the sample's playlists; enough labels that agreement is measured. */
const TASTE = { "Gym Fuel": "hype", "Deep Focus": "study", "Rainy Window": "sad" } as const;

async function labelPlaylists(call: Call, each: number): Promise<void> {
  const moods = await call("moods.list", {});
  for (const playlist of await call("playlists.list", {})) {
    const name = Object.entries(TASTE).find(([title]) => title === playlist.name)?.[1];
    const mood = moods.find((candidate) => candidate.name === name);
    if (!mood) continue;
    const { rows } = await call("tracks.query", {
      query: { playlist: playlist.id },
      limit: each,
    });
    const ids = rows.map(({ id }) => id);
    await call("labels.change", { kind: "set", target: { ids }, mood: mood.id });
  }
}

function learning(page: Page) {
  return page.getByRole("region", { name: "Learning" });
}

async function openModel(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Model", exact: true }).click();
  await page.getByRole("heading", { name: "Model", level: 1 }).waitFor();
}

function percent(share: number | undefined): number {
  return Math.round(100 * (share ?? NaN));
}

async function counts(call: Call): Promise<number[]> {
  return (await call("moods.list", {})).map(({ count }) => count);
}

test("corrections, a training, and what it did: moved songs and agreement before and after", async () => {
  const { page, call } = await openWindow({ sample: true });
  await learning(page)
    .getByText("No labels yet: guesses come from the moods’ definitions.")
    .waitFor();
  await labelPlaylists(call, 25);
  await learning(page).getByRole("button", { name: "Retrain now" }).click();
  await page.getByText(/^Retrained: \d+ songs? moved\.$/).waitFor();
  await page.getByRole("button", { name: "Show" }).click();

  const [model] = await call("models.list", {});
  const report = await call("models.report", { id: model?.id ?? 0 });
  expect(report.moved).toBeGreaterThan(0);
  const { before, after } = report.agreement;
  const dialog = page.getByRole("dialog", { name: `Training: ${report.moved} songs moved` });
  await dialog
    .getByText(
      `Agreement ${percent(before?.mean)} % → ${percent(after?.mean)} % on ${report.evaluation?.size} held-out labels (95 %: ${percent(after?.low)}–${percent(after?.high)} %).`,
    )
    .waitFor();
  const moved = dialog.getByRole("region", { name: "Songs that moved" }).last();
  await expect(moved.getByRole("listitem").count()).resolves.toBe(report.movedTracks.length);
  await moved
    .getByText(report.movedTracks[0]?.title ?? "")
    .first()
    .waitFor();

  const rows = dialog.getByRole("table", { name: /^What you said/ }).locator("tbody tr");
  const numbers = await rows.evaluateAll((elements) =>
    elements.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))),
  );
  expect(numbers).toEqual(report.evaluation?.confusion);
  await expect(
    dialog.getByRole("table", { name: "Per mood, on held-out labels" }).locator("tbody tr").count(),
  ).resolves.toBe(5);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await learning(page)
    .getByText(`Learnt from ${report.labels} labels, agreement ${percent(after?.mean)} %`)
    .waitFor();
});

test("a correction in the list retrains by itself and says what moved", async () => {
  const { page, call } = await openWindow({
    sample: true,
    settings: { retrainAutomatically: true, retrainDelayMs: 0 },
  });
  await labelPlaylists(call, 20);
  await page.getByText(/^Retrained: \d+ songs? moved\.$/).waitFor();
  await expect.poll(async () => (await call("models.list", {})).length).toBeGreaterThan(1);
});

test("under 20 labels nothing is said in percent of agreement", async () => {
  const { page, call } = await openWindow({ sample: true });
  await labelPlaylists(call, 4);
  await learning(page).getByRole("button", { name: "Retrain now" }).click();
  await learning(page).getByText("Too early to measure agreement.").waitFor();
  await openModel(page);
  await page.getByRole("button", { name: "Report of its training" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/^Only \d+ labels so far: too early to say/).waitFor();
  await expect(dialog.getByRole("table").count()).resolves.toBe(0);
  await expect(dialog.getByText("Agreement").count()).resolves.toBe(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByText("too early").count()).resolves.toBe(2);
});

test("a training can be cancelled and leaves the model that was", async () => {
  const { page, call } = await openWindow({ tracks: 40_000 });
  const moods = await call("moods.list", {});
  for (const [index, { id }] of moods.entries()) {
    const query = { ranges: { energy: { low: index / 5, high: index / 5 + 0.1 } } };
    await call("labels.change", { kind: "set", target: { query }, mood: id });
  }
  const before = await call("models.list", {});
  await learning(page).getByRole("button", { name: "Retrain now" }).click();
  await learning(page).getByRole("button", { name: "Cancel the training" }).click();
  await learning(page).getByRole("button", { name: "Retrain now" }).waitFor();
  await expect(call("models.list", {})).resolves.toEqual(before);
  const job = (await call("jobs.list", {})).findLast(({ kind }) => kind === "train");
  expect(job).toMatchObject({ state: "cancelled" });
});

test("an earlier model is put back in use, from the report and from the history", async () => {
  const { page, call } = await openWindow({ sample: true });
  const untaught = await counts(call);
  await labelPlaylists(call, 25);
  const { model: taught } = await call("training.run", {});
  const after = await counts(call);
  await openModel(page);
  await page.getByRole("button", { name: "Report of its training" }).click();
  await page.getByRole("button", { name: "Go back to the previous model" }).click();
  await page.getByText(/^The model of .+ is in use\. \d+ songs moved\.$/).waitFor();
  const models = await call("models.list", {});
  expect(models.find(({ inUse }) => inUse)?.id).toBe(Math.min(...models.map(({ id }) => id)));
  const back = await counts(call);
  expect(back).not.toEqual(after);
  expect(back.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(
    untaught.reduce((sum, count) => sum + count),
  );

  const history = page.getByRole("region", { name: "History" });
  await history.getByRole("button", { name: /^Use the model of/ }).click();
  const question = page.getByRole("dialog", { name: /^Use the model of/ });
  await question.getByText("All guesses become those of this model.").waitFor();
  await question.getByRole("button", { name: "Use this model" }).click();
  await question.waitFor({ state: "detached" });
  expect((await call("models.list", {})).find(({ inUse }) => inUse)?.id).toBe(taught);
  await expect(counts(call)).resolves.toEqual(after);
});

test("the history draws agreement once two models have it, and is accessible", async () => {
  const { page, call } = await openWindow({ reducedMotion: true });
  await openModel(page);
  await page.getByText("Nothing learnt yet").waitFor();
  await expectAccessible(page);
  await call("importing.sample", {});
  await labelPlaylists(call, 15);
  await call("training.run", {});
  await labelPlaylists(call, 25);
  await call("training.run", {});
  const chart = page.getByRole("img", { name: /^Agreement with held-out labels over 2 models/ });
  await chart.locator("svg").waitFor();
  const models = await call("models.list", {});
  const [newest] = models.toSorted((a, b) => b.id - a.id);
  const history = page.getByRole("region", { name: "History" });
  await history
    .getByText(
      `${percent(newest?.accuracy?.mean)} % (${percent(newest?.accuracy?.low)}–${percent(newest?.accuracy?.high)} %)`,
    )
    .first()
    .waitFor();
  await expect(history.locator("tbody tr").count()).resolves.toBe(models.length);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
});

test("a report is accessible in light and dark", async () => {
  const { page, call } = await openWindow({ sample: true, reducedMotion: true });
  await labelPlaylists(call, 25);
  await call("training.run", {});
  // A second training with hardly more labels moves few songs.
  await labelPlaylists(call, 26);
  await call("training.run", {});
  await openModel(page);
  await page.getByRole("button", { name: "Report of its training" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("table", { name: /^What you said/ }).waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
});
