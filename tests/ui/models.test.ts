import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { MODEL_FEATURES } from "../../common/domain/features.ts";
import { startApp } from "../support/app.ts";
import { expectAccessible, openWindow, tick, type OpenWindow } from "../support/window.ts";

type Call = OpenWindow["call"];

/** Labels the first songs of a playlist of the sample. */
async function label(call: Call, playlist: string, mood: string, count: number): Promise<void> {
  const found = (await call("playlists.list", {})).find(({ name }) => name === playlist);
  const { rows } = await call("tracks.query", {
    query: { playlist: found?.id ?? 0 },
    limit: count,
  });
  const ids = rows.map(({ id }) => id);
  const id = (await call("moods.list", {})).find(({ name }) => name === mood)?.id ?? 0;
  await call("labels.change", { kind: "set", target: { ids }, mood: id });
}

async function teach(call: Call): Promise<void> {
  await label(call, "Gym Fuel", "hype", 30);
  await label(call, "Deep Focus", "study", 30);
  await call("training.run", {});
}

/** A library whose newest model learnt from features that are those of other songs, and agrees less for that. */
async function libraryThatGotWorse(): Promise<string> {
  const { app, call, data } = await startApp();
  await call("importing.sample", {});
  await teach(call);
  const { rows } = await call("tracks.query", { query: { by: "labelled" }, limit: 1000 });
  for (const [at, { id }] of rows.entries()) {
    const other = rows[(at * 7 + 3) % rows.length];
    for (const field of MODEL_FEATURES)
      if (field !== "duration" && field !== "tempo")
        await call("tracks.setFeature", { id, field, value: other?.features[field] ?? null });
  }
  await call("training.run", {});
  await app.close();
  return data;
}

async function openModel(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Model", exact: true }).click();
  await page.getByRole("heading", { name: "Model", level: 1 }).waitFor();
  return page.getByRole("region", { name: "History" });
}

test("two models side by side: figures, definitions, labels and the songs that move", async () => {
  const { page, call } = await openWindow({ sample: true, reducedMotion: true });
  await teach(call);
  const moods = await call("moods.list", {});
  const hype = moods.find(({ name }) => name === "hype");
  await call("moods.update", {
    id: hype?.id ?? 0,
    definition: { ...hype?.definition, tempo: { low: 100, high: 170 } },
  });
  await label(call, "Rainy Window", "sad", 20);
  await call("training.run", {});
  const [b, a] = await call("models.list", {});
  const diff = await call("models.diff", { a: a?.id ?? 0, b: b?.id ?? 0 });
  const history = await openModel(page);
  await history.getByRole("button", { name: "Compare two" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare two models" });
  await dialog
    .getByText(
      new RegExp(`^Of ${diff.paired?.checked} labels that neither had seen, the first has`),
    )
    .waitFor();
  const learnt = dialog.getByRole("row", { name: /^Learnt from/ });
  await expect(learnt.getByRole("cell").allTextContents()).resolves.toEqual([
    `${diff.a.labels} labels`,
    `${diff.b.labels} labels`,
  ]);
  const changed = dialog.getByRole("region", { name: "Moods" });
  await changed.getByText("110 BPM to 180 BPM").waitFor();
  await changed.getByText("100 BPM to 170 BPM").waitFor();
  const labels = dialog.getByRole("region", { name: "Labels", exact: true });
  await labels.getByText(`${diff.labels.added.count} only in the second`).waitFor();
  await dialog
    .getByText(`The second puts ${diff.moved?.count} of 600 songs in another mood`)
    .waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await dialog.getByLabel("First model").selectOption(String(b?.id));
  await dialog.getByText("Choose two different models.").waitFor();
});

test("a model that agrees less waits for an answer: keep the one before, or use it", async () => {
  const data = await libraryThatGotWorse();
  const { page, call } = await openWindow({ data, reducedMotion: true });
  const [newest, before] = await call("models.list", {});
  expect(newest).toMatchObject({ inUse: false, heldBack: "asked" });
  await page
    .getByRole("region", { name: "Learning" })
    .getByRole("button", { name: "Decide" })
    .click();
  const sentence = page.getByText(/^The new model agrees less with your labels \(\d+ % instead of/);
  await sentence.waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Further trainings are compared with it in the same way.").waitFor();
  expect(await call("models.state", {})).toMatchObject({
    inUse: before?.id,
    waiting: { asked: false },
  });
  const history = await openModel(page);
  await history.getByText("not put in use").waitFor();
  await page.getByRole("button", { name: "Use the new one" }).click();
  await page.getByText(/^The model of .+ is in use\. \d+ songs? moved\.$/).waitFor();
  await sentence.waitFor({ state: "detached" });
  expect(await call("models.state", {})).toMatchObject({ inUse: newest?.id, waiting: null });
});

test("the report of a training that was held back says so, and how many labels changed sides", async () => {
  const data = await libraryThatGotWorse();
  const { page, call } = await openWindow({ data, reducedMotion: true });
  const history = await openModel(page);
  await history
    .getByRole("button", { name: /^More for the model/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Report of its training" }).click();
  const dialog = page.getByRole("dialog", { name: "Training: no song moved" });
  const [newest] = await call("models.list", {});
  const { paired } = await call("models.report", { id: newest?.id ?? 0 });
  await dialog
    .getByText(
      `One by one: ${paired?.onlyA} only the model before has right, ${paired?.onlyB} only this one.`,
    )
    .waitFor();
  await dialog.getByRole("button", { name: "Use the new one" }).waitFor();
  await expectAccessible(page);
});

test("a model goes out as a file and comes in again, with the moods that the library lacks", async () => {
  const { page, call, data } = await openWindow({ sample: true, reducedMotion: true });
  await teach(call);
  const history = await openModel(page);
  await history
    .getByRole("button", { name: /^More for the model/ })
    .first()
    .click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export…" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^undertone-model-\d{4}-\d\d-\d\d\.json$/);
  const path = join(data, "theirs.json");
  await saved.saveAs(path);
  const file = JSON.parse(readFileSync(path, "utf8")) as { moods: { name: string }[] };
  const [, hype] = file.moods;
  if (hype) hype.name = "night drive";
  writeFileSync(path, JSON.stringify(file));

  const chooser = page.waitForEvent("filechooser");
  await history.getByRole("button", { name: "Import a model" }).click();
  await (await chooser).setFiles(path);
  const dialog = page.getByRole("dialog", { name: "Import “theirs.json”?" });
  await dialog.getByText(/learnt from 60 labels/).waitFor();
  const drive = dialog.getByRole("listitem").filter({ hasText: "night drive" });
  await drive.getByText("not in your library").waitFor();
  await expectAccessible(page);
  await tick(dialog.getByRole("checkbox", { name: /^Make the mood/ }));
  await tick(dialog.getByRole("checkbox", { name: /^Put it in use/ }));
  await dialog.getByRole("button", { name: "Import and use" }).click();
  await page.getByText(/^The imported model is in use\. /).waitFor();
  await page.getByText("Guesses come from an imported model.").waitFor();
  const [model] = await call("models.list", {});
  expect(model).toMatchObject({ source: "imported", inUse: true });
  const made = (await call("moods.list", {})).find(({ name }) => name === "night drive");
  expect(made?.count).toBeGreaterThan(0);

  writeFileSync(path, '{"tracks": []}');
  const again = page.waitForEvent("filechooser");
  await history.getByRole("button", { name: "Import a model" }).click();
  await (await again).setFiles(path);
  await page
    .getByText(/“theirs\.json” cannot be read as a model: it is not a model/)
    .first()
    .waitFor();
});
