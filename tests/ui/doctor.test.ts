import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { expectAccessible, openWindow, type OpenWindow } from "../support/window.ts";

type Call = OpenWindow["call"];
const CHILL = 1;
const HYPE = 2;

async function open(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Check my labels");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Check my labels", level: 1 }).waitFor();
}

/** Thirty songs each of two moods that the model is sure of, and one of them under the other's name. Its title. */
async function labelWithAMistake(call: Call): Promise<string> {
  const surest = { sort: "confidence", descending: true } as const;
  const of = async (mood: number) =>
    (await call("tracks.query", { query: { mood, ...surest }, limit: 30 })).rows;
  const [calm, loud] = [await of(CHILL), await of(HYPE)];
  const set = (rows: typeof calm, mood: number) =>
    call("labels.change", { kind: "set", target: { ids: rows.map(({ id }) => id) }, mood });
  await set(calm, CHILL);
  await set(loud, HYPE);
  await set(loud.slice(0, 1), CHILL);
  await call("training.run", {});
  return loud[0]?.title ?? "";
}

async function moodOf(call: Call, title: string): Promise<number | undefined> {
  const { rows } = await call("tracks.query", { query: { text: title }, limit: 20 });
  return rows.find((row) => row.title === title)?.mood?.id;
}

function doubtOf(page: Page, title: string): Locator {
  return page
    .getByRole("region", { name: /^Labels in doubt/ })
    .getByRole("listitem")
    .filter({ hasText: title });
}

test("a wrong label is doubted and put right with one button, which can be undone", async () => {
  const { page, call } = await openWindow({ sample: true, reducedMotion: true });
  page.setDefaultTimeout(15_000);
  const title = await labelWithAMistake(call);
  await open(page);
  const doubt = doubtOf(page, title);
  await doubt.getByText("you said").waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.getByRole("button", { name: `Change ${title} to hype` }).click();
  await doubt.waitFor({ state: "detached" });
  await expect.poll(() => moodOf(call, title)).toBe(HYPE);
  await page.getByText(`“${title}” is hype now.`).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await doubt.waitFor();
  await expect.poll(() => moodOf(call, title)).toBe(CHILL);
});

test("a label that is kept is not doubted again, not by a later check either", async () => {
  const { page, call } = await openWindow({ sample: true });
  page.setDefaultTimeout(15_000);
  const title = await labelWithAMistake(call);
  await open(page);
  await page.getByRole("button", { name: `Keep ${title} as chill` }).click();
  await doubtOf(page, title).waitFor({ state: "detached" });
  await expect.poll(async () => (await call("learning.doctor", {})).kept).toBe(1);
  await page.getByRole("button", { name: "Check again" }).click();
  await page.getByText(/1 doubt that you (keep|decided to keep)/).waitFor();
  await expect(doubtOf(page, title).count()).resolves.toBe(0);
  // Another label of the same song may be doubted as ever.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(async () => (await call("learning.doctor", {})).kept).toBe(0);
});

test("moods with few labels lead to their guesses and to Teach", async () => {
  const { page, call } = await openWindow({ sample: true });
  page.setDefaultTimeout(15_000);
  await labelWithAMistake(call);
  await open(page);
  const small = page.getByRole("region", { name: "Moods with few labels" });
  await small.getByRole("listitem").first().waitFor();
  await expect(small.getByRole("listitem").allInnerTexts()).resolves.toEqual([
    expect.stringMatching(/^study\s+no label/),
    expect.stringMatching(/^happy\s+no label/),
    expect.stringMatching(/^sad\s+no label/),
  ]);
  await small.getByRole("button", { name: /^Teach/ }).click();
  await page.getByRole("article").waitFor();
  await page.getByRole("button", { name: "Model", exact: true }).click();
  await page.getByRole("button", { name: "Check my labels" }).click();
  await small.getByRole("button", { name: "Show guesses of study" }).click();
  await page.getByRole("heading", { name: "study", level: 1 }).waitFor();
});

test("one recording under two moods is settled for all of its tracks", async () => {
  const { page, call } = await openWindow({ sample: true });
  page.setDefaultTimeout(15_000);
  await labelWithAMistake(call);
  const copies = await copiesInTheSample(call);
  const [one, other] = copies;
  await call("labels.change", { kind: "set", target: { ids: [one?.id ?? 0] }, mood: CHILL });
  await call("labels.change", { kind: "set", target: { ids: [other?.id ?? 0] }, mood: HYPE });
  await open(page);
  const part = page.getByRole("region", { name: /^One recording, different labels/ });
  await part.getByRole("button", { name: `All of ${one?.title} is chill` }).click();
  await part.waitFor({ state: "detached" });
  await expect
    .poll(async () => (await call("tracks.get", { id: other?.id ?? 0 })).track.mood?.id)
    .toBe(CHILL);
});

/** Two tracks of the sample with the same title by the same artists. */
async function copiesInTheSample(call: Call) {
  const { rows } = await call("tracks.query", { query: { sort: "title" }, limit: 1000 });
  const groups = Map.groupBy(rows, ({ title, artists }) => `${title} ${artists.join()}`);
  const copies = [...groups.values()].find((group) => group.length > 1) ?? [];
  expect(copies.length).toBeGreaterThan(1);
  return copies;
}

test("without songs, and without labels, it says what to do", async () => {
  const empty = await openWindow();
  await open(empty.page);
  await empty.page.getByText("There are no songs yet, and so no labels.").waitFor();
  await expectAccessible(empty.page);
  const { page } = await openWindow({ sample: true });
  await open(page);
  await page.getByText("No labels to check yet").waitFor();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("button", { name: "Teach" }).click();
  await page.getByRole("article").waitFor();
});
