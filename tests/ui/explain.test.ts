import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { expectAccessible, type OpenWindow } from "../support/window.ts";
import { row, sampleWindow } from "./library/library-window.ts";

type Call = OpenWindow["call"];
const SIZE = { width: 1920, height: 1080 };

function panel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Track details" });
}

/** Twenty songs of each of three moods, as the model itself would say. */
async function labelSome(call: Call): Promise<void> {
  for (const mood of [1, 2, 3]) {
    const { rows } = await call("tracks.query", { query: { mood, sort: "title" }, limit: 20 });
    const ids = rows.map(({ id }) => id);
    await call("labels.change", { kind: "set", target: { ids }, mood });
  }
  await call("training.run", {});
}

test("a guess is told in a sentence, by bars with their signs, by songs like it, and exactly", async () => {
  const { page, call } = await sampleWindow({ size: SIZE, reducedMotion: true });
  await labelSome(call);
  const guess = (await call("tracks.query", { query: { by: "guess", mood: 2 }, limit: 1 })).rows[0];
  const told = await call("learning.explain", { id: guess?.id ?? 0 });
  const moods = new Map((await call("moods.list", {})).map(({ id, name }) => [id, name]));
  const [first, second] = [moods.get(told.first.mood), moods.get(told.second.mood)];
  await page.getByRole("searchbox").fill(guess?.title ?? "");
  await page
    .locator(".track-row", { hasText: guess?.title ?? "" })
    .first()
    .click();
  await panel(page).getByText("Why hype?").waitFor();
  await panel(page)
    .getByText(new RegExp(`^The model says ${first} because .+ Second comes ${second}: \\d+ %`))
    .waitFor();
  const bars = panel(page).getByRole("list", { name: "The strongest reasons" });
  await expect(bars.getByRole("listitem").count()).resolves.toBe(5);
  const [strongest] = told.contributions;
  const side = (strongest?.amount ?? 0) < 0 ? second : first;
  await expect(bars.getByRole("listitem").first().innerText()).resolves.toContain(`for ${side}`);

  await panel(page).getByRole("button", { name: "Show the exact figures" }).click();
  const table = panel(page).getByRole("table", { name: `Natural log-odds of ${first} against` });
  const cells = await table.locator("tbody tr td:last-child").allInnerTexts();
  const numbers = cells.map((cell) => Number(cell.replace("−", "-")));
  expect(numbers).toHaveLength(12);
  const sum = numbers.slice(0, -1).reduce((total, number) => total + number, 0);
  expect(Math.abs(sum - (numbers.at(-1) ?? 0))).toBeLessThan(0.07);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);

  const near = panel(page).getByRole("region", { name: "Nearest songs with a label" });
  await expect(near.getByRole("listitem").count()).resolves.toBe(3);
  const nearest = told.nearest[0]?.title ?? "";
  await near.getByRole("button", { name: nearest }).click();
  await panel(page).getByRole("heading", { name: nearest, level: 2 }).waitFor();
  await panel(page).getByText("What the model says").waitFor();
  await panel(page)
    .getByText(/^You said \w+\. The model (agrees|says)/)
    .waitFor();
});

test("what would make it another mood is said, and is true of the model", async () => {
  const { page, call } = await sampleWindow({ size: SIZE });
  await labelSome(call);
  const { rows } = await call("tracks.query", { query: { by: "guess" }, limit: 40 });
  const answers = await Promise.all(rows.map(({ id }) => call("learning.explain", { id })));
  const changing = answers.find(({ counterfactual }) => counterfactual?.feature === "energy");
  const mood = (await call("moods.list", {})).find(
    ({ id }) => id === changing?.counterfactual?.mood,
  );
  const value = changing?.counterfactual?.value ?? 0;
  await page.getByRole("searchbox").fill(changing?.track.title ?? "");
  await row(page, 1).click();
  await panel(page)
    .getByText(`With an energy of ${value.toFixed(2)} this would be ${mood?.name}.`)
    .waitFor();
  // With that very value it is what was said.
  await call("tracks.setFeature", { id: changing?.track.id ?? 0, field: "energy", value });
  const after = await call("learning.explain", { id: changing?.track.id ?? 0 });
  expect(after.first.mood).toBe(mood?.id);
});

test("where nothing is known it says so plainly", async () => {
  const { page } = await sampleWindow({ size: SIZE });
  await page.getByRole("button", { name: /^Without features/ }).click();
  await row(page, 1).click();
  await panel(page).getByText("Nothing is known of how it sounds, so the model says").waitFor();
  await expect(
    panel(page)
      .getByRole("list", { name: /reasons/ })
      .count(),
  ).resolves.toBe(0);
});
