import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { temporaryFolder } from "../support/folder.ts";
import {
  expectAccessible,
  openWindow,
  type OpenWindow,
  type WindowOptions,
} from "../support/window.ts";
import { fillWithSongs } from "./music-library.ts";

type Call = OpenWindow["call"];

async function teachWindow(options: WindowOptions = {}): Promise<OpenWindow> {
  const opened = await openWindow({ sample: true, reducedMotion: true, ...options });
  opened.page.setDefaultTimeout(15_000);
  return opened;
}

function open(page: Page): Promise<void> {
  return page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("button", { name: "Teach" })
    .click();
}

function card(page: Page): Locator {
  return page.getByRole("article");
}

/** The title on the card, once it is another one than `before`. */
async function nextTitle(page: Page, before = ""): Promise<string> {
  const heading = card(page).getByRole("heading");
  await expect.poll(async () => heading.innerText(), { timeout: 15_000 }).not.toBe(before);
  return heading.innerText();
}

/** What is said of a track by hand. */
async function labelOf(call: Call, title: string): Promise<string | null> {
  const { rows } = await call("tracks.query", { query: { text: title }, limit: 20 });
  const mood = rows.find((row) => row.title === title)?.mood;
  if (!mood || mood.by === "guess") return null;
  return (await call("moods.list", {})).find(({ id }) => id === mood.id)?.name ?? null;
}

/** As many labels as a person hardly gives: nothing is left to learn. */
async function labelNearlyAll(call: Call): Promise<void> {
  const query = { ranges: { energy: { low: 0.1, high: 1 } } };
  await call("labels.change", { kind: "accept", target: { query } });
  await call("training.run", {});
}

test("a sitting by keyboard alone: answer, accept, skip, and back over all of it", async () => {
  const { page, call } = await teachWindow();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Teach: answer");
  await page.keyboard.press("Enter");
  const first = await nextTitle(page);
  await page.getByText("Song 1 of 20").waitFor();
  await card(page)
    .getByText(/^Between \w+ and \w+; \d+ songs? like it\.$/)
    .waitFor();
  const spoken = await card(page).getByRole("status").innerText();
  expect(spoken.startsWith(`${first} by `)).toBe(true);
  expect(spoken).toMatch(/\. Between \w+ and \w+; /);
  await expectAccessible(page);

  await page.keyboard.press("1");
  const second = await nextTitle(page, first);
  await expect.poll(() => labelOf(call, first)).toBe("chill");
  await page.getByText("Song 2 of 20").waitFor();
  const accept = card(page).getByRole("button", { name: /^Accept/ });
  const guess = /“(.+)”/.exec(await accept.innerText())?.[1] ?? "";
  await page.keyboard.press("Enter");
  const third = await nextTitle(page, second);
  await expect.poll(() => labelOf(call, second)).toBe(guess);
  await page.keyboard.press("s");
  const fourth = await nextTitle(page, third);
  await expect(labelOf(call, third)).resolves.toBeNull();
  await page.getByText("Song 3 of 20").waitFor();

  await page.keyboard.press("Backspace");
  await expect(nextTitle(page, fourth)).resolves.toBe(third);
  await page.keyboard.press("Backspace");
  await expect(nextTitle(page, third)).resolves.toBe(second);
  await expect.poll(() => labelOf(call, second)).toBeNull();
  await page.keyboard.press("Control+z");
  await expect(nextTitle(page, second)).resolves.toBe(first);
  await expect.poll(() => labelOf(call, first)).toBeNull();
  // They were taken back as decisions, so that they stand in the history as undone.
  const { decisions } = await call("labels.history", { limit: 2 });
  expect(decisions.map(({ undone }) => undone)).toEqual([true, true]);
  // What came after them comes again.
  await page.keyboard.press("2");
  await expect(nextTitle(page, first)).resolves.toBe(second);
});

test("Enter presses the button that has the focus, and a click leaves it on the card", async () => {
  const { page, call } = await teachWindow();
  await open(page);
  const first = await nextTitle(page);
  await card(page).getByRole("button", { name: /^sad/ }).focus();
  await page.keyboard.press("Enter");
  const second = await nextTitle(page, first);
  await expect.poll(() => labelOf(call, first)).toBe("sad");
  await card(page).getByRole("button", { name: /^hype/ }).click();
  const third = await nextTitle(page, second);
  await expect.poll(() => labelOf(call, second)).toBe("hype");
  await expect(card(page).evaluate((element) => element === document.activeElement)).resolves.toBe(
    true,
  );
  // An answer is changed from the list of the last ones.
  await page.getByRole("button", { name: `Change ${first}` }).click();
  await expect(nextTitle(page, third)).resolves.toBe(first);
  await card(page).getByText("You said sad. Another answer takes its place.").waitFor();
  await page.keyboard.press("4");
  await expect(nextTitle(page, first)).resolves.toBe(third);
  await expect.poll(() => labelOf(call, first)).toBe("happy");
});

test("after a training it says what moved, and asks about the songs that matter now", async () => {
  const { page, call } = await teachWindow({
    settings: { retrainAutomatically: true, retrainDelayMs: 0 },
  });
  await open(page);
  let title = "";
  const asked: string[] = [];
  for (const key of ["1", "2", "3"]) {
    title = await nextTitle(page, title);
    asked.push(title);
    await page.keyboard.press(key);
  }
  await page
    .getByText(/^(\d+ songs?|No song) moved after the last answer; \d+ since you started\.$/)
    .waitFor();
  await page.getByRole("button", { name: "Show which" }).click();
  await page.getByRole("dialog", { name: /^Training: (\d+ songs?|no song) moved$/ }).waitFor();
  await page.keyboard.press("Escape");
  // The screen itself tells of it: no message in the corner besides.
  await expect(page.getByText(/^Retrained:/).count()).resolves.toBe(0);
  title = await nextTitle(page, title);
  expect(asked).not.toContain(title);
  expect((await call("models.list", {})).length).toBeGreaterThan(1);
});

test("after twenty answers a round is done, and another one can begin", async () => {
  const { page, call } = await teachWindow();
  await open(page);
  let title = "";
  for (let answer = 0; answer < 20; answer += 1) {
    title = await nextTitle(page, title);
    await page.keyboard.press(answer % 2 === 0 ? "Enter" : "3");
  }
  await page.getByRole("heading", { name: "20 answers: a round is done" }).waitFor();
  await expectAccessible(page);
  const labelled = (await call("moods.list", {})).reduce((sum, mood) => sum + mood.labelled, 0);
  expect(labelled).toBe(20);
  await page.getByRole("button", { name: "Another round" }).click();
  expect(await nextTitle(page)).not.toBe(title);
  await page.getByText("Song 1 of 20").waitFor();
});

test("it stops asking where answers would change next to nothing, and says so", async () => {
  const { page, call } = await teachWindow();
  await labelNearlyAll(call);
  const { enough } = await call("learning.suggest", {});
  expect(enough).toBe(true);
  await open(page);
  await page.getByRole("heading", { name: "That is enough for now" }).waitFor();
  await page
    .getByText(/^Another 20 answers would change about 0\.\d % of the guesses, which is less than/)
    .waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Go on all the same" }).click();
  await nextTitle(page);
  await expectAccessible(page);
});

test("Space plays the song on the card, and the sound goes on with the next one", async () => {
  const { page, call } = await teachWindow();
  const { rows } = await call("tracks.query", { query: {}, limit: 1000 });
  const ids = rows.filter(({ hasAudio }) => hasAudio).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(1);
  await call("labels.change", { kind: "set", target: { query: {} }, mood: 1 });
  await call("labels.change", { kind: "clear", target: { ids } });
  await open(page);
  const all = page.getByRole("button", { name: "Go on all the same" });
  await card(page).or(all).first().waitFor();
  if (await all.isVisible()) await all.click();
  const first = await nextTitle(page);
  await card(page).getByRole("button", { name: "Play Space" }).waitFor();
  await page.keyboard.press("Space");
  const player = page.getByRole("region", { name: "Player" });
  await player.getByText(first).waitFor();
  await page.keyboard.press("s");
  const second = await nextTitle(page, first);
  await player.getByText(second).waitFor();
  await card(page).getByRole("button", { name: "Pause Space" }).waitFor();
  await page.keyboard.press("Space");
  await card(page).getByRole("button", { name: "Play Space" }).waitFor();
});

test("where there is nothing to ask it says why, and where to go", async () => {
  const { page, call } = await teachWindow();
  await call("labels.change", { kind: "set", target: { query: {} }, mood: 1 });
  await open(page);
  await page.getByText("Every song has a label").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Check my labels" }).waitFor();
});

test("an empty library, and one of which nothing is known, are told apart", async () => {
  const empty = await openWindow();
  await open(empty.page);
  await empty.page.getByText("Nothing to ask about yet").waitFor();
  await empty.page.getByRole("button", { name: "Import tracks" }).waitFor();
  await expectAccessible(empty.page);

  const data = temporaryFolder();
  await fillWithSongs(data, [{ title: "One" }, { title: "Two" }]);
  const { page } = await openWindow({ data });
  await open(page);
  await page.getByText("Nothing is known of how your songs sound").waitFor();
  await page.getByRole("button", { name: "Get audio features" }).click();
  await page.getByRole("heading", { name: "Features", level: 1 }).waitFor();
});
