import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { expectAccessible, openWindow, type OpenWindow, tick } from "../support/window.ts";

/** The screen's own button in the side bar, not the list of moods. */
async function openMoods(page: Page): Promise<void> {
  const screens = page.getByRole("navigation", { name: "Screens" });
  await screens.getByRole("button", { name: "Moods" }).click();
  await page.getByRole("heading", { name: "Moods", level: 1 }).waitFor();
}

function card(page: Page, name: string) {
  return page.getByRole("listitem", { name, exact: true });
}

async function menu(page: Page, name: string, item: RegExp): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function moodNames(call: OpenWindow["call"]): Promise<string[]> {
  return (await call("moods.list", {})).map(({ name }) => name);
}

async function moodId(call: OpenWindow["call"], name: string): Promise<number> {
  const mood = (await call("moods.list", {})).find((candidate) => candidate.name === name);
  if (!mood) throw new Error(`There is no mood “${name}”.`);
  return mood.id;
}

/** Labels the first tracks of the library. */
async function label(call: OpenWindow["call"], mood: string, count: number): Promise<void> {
  const { rows } = await call("tracks.query", { query: {}, limit: count });
  const ids = rows.map(({ id }) => id);
  await call("labels.change", { kind: "set", target: { ids }, mood: await moodId(call, mood) });
}

test("moods are added, renamed, recoloured and put in order", async () => {
  const { page, call } = await openWindow({ sample: true });
  await openMoods(page);

  await page.getByRole("button", { name: "Add a mood" }).last().click();
  const dialog = page.getByRole("dialog", { name: "Add a mood" });
  await dialog.getByLabel("Name").fill("Night drive");
  await dialog.getByLabel("Key").fill("n");
  await dialog.getByText("Pink").click();
  await dialog.getByRole("button", { name: "Add the mood" }).click();
  await page.getByRole("group", { name: "Definition of Night drive" }).waitFor();

  const name = page.getByRole("textbox", { name: "Name of Night drive" });
  await name.fill("Night ride");
  await name.press("Enter");
  await page.getByRole("button", { name: /^Colour of Night ride: Pink/ }).click();
  await page.getByRole("radio", { name: "Olive" }).press("Space");
  await page.getByRole("button", { name: /^Colour of Night ride: Olive/ }).waitFor();
  await page.keyboard.press("Escape");

  const up = page.getByRole("button", { name: "Move Night ride up" });
  await up.focus();
  await up.press("ArrowUp");
  await page.getByText("Night ride is now 5 of 6.").waitFor({ state: "attached" });
  await up.press("Enter");
  await page.getByText("Night ride is now 4 of 6.").waitFor({ state: "attached" });
  await expect.poll(() => up.evaluate((button) => button === document.activeElement)).toBe(true);

  await expect
    .poll(() => moodNames(call))
    .toEqual(["chill", "hype", "study", "Night ride", "happy", "sad"]);
  await expect
    .poll(async () => (await call("moods.list", {}))[3])
    .toMatchObject({ name: "Night ride", color: "mood-8", key: "n", definition: {} });
  const list = page.getByRole("navigation", { name: "Moods" });
  await list.getByRole("button", { name: /^Night ride n/ }).waitFor();
});

test("a name or a key in use is refused in words, and the mood stays as it was", async () => {
  const { page, call } = await openWindow({ sample: true });
  await openMoods(page);
  const before = await call("moods.list", {});

  const key = page.getByRole("textbox", { name: "Key of hype" });
  await key.fill("1");
  await key.press("Enter");
  await card(page, "hype").getByText("The key 1 sets “chill” already.").waitFor();
  await expect.poll(() => key.inputValue()).toBe("2");

  const name = page.getByRole("textbox", { name: "Name of sad" });
  await name.fill("CHILL");
  await name.press("Enter");
  await card(page, "sad").getByText("There is a mood named “CHILL” already.").waitFor();
  await expect.poll(() => name.inputValue()).toBe("sad");
  await key.fill("x");
  await key.press("Escape");
  await expect(key.inputValue()).resolves.toBe("2");
  await key.fill("!");
  await key.press("Enter");
  await card(page, "hype").getByText("A key is one letter or digit.").waitFor();

  await page.getByRole("button", { name: "Add a mood" }).last().click();
  await page.getByLabel("Name", { exact: true }).fill("Sad");
  await page.getByRole("button", { name: "Add the mood" }).click();
  await page.getByRole("dialog").getByText("There is a mood named “Sad” already.").waitFor();

  await expect(call("moods.list", {})).resolves.toEqual(before);
});

test("a definition is changed with numbers and with keys, and the guesses follow", async () => {
  const { page, call } = await openWindow({
    sample: true,
    settings: { retrainAutomatically: true, retrainDelayMs: 0 },
  });
  const id = await moodId(call, "study");
  const count = async () => (await call("moods.list", {})).find((mood) => mood.id === id)?.count;
  const before = await count();
  await openMoods(page);
  await page.getByRole("button", { name: "Definition of study" }).click();
  const definition = page.getByRole("group", { name: "Definition of study" });
  await definition
    .getByRole("img", { name: /^Your library: .+ median/ })
    .first()
    .waitFor();

  await tick(definition.getByRole("checkbox", { name: /^Instrumentalness/ }), false);
  await tick(definition.getByRole("checkbox", { name: /^Speechiness/ }), false);
  const highest = definition.getByRole("textbox", { name: "Highest energy in %" });
  await highest.fill("80");
  await highest.press("Enter");
  const least = definition.getByRole("slider", { name: "Least energy" });
  await least.press("ArrowRight");
  await least.press("PageUp");
  await expect.poll(() => least.getAttribute("aria-valuetext")).toBe("11 %");

  await expect
    .poll(async () => (await call("moods.list", {})).find((mood) => mood.id === id)?.definition)
    .toEqual({ energy: { low: 0.11, high: 0.8 }, loudness: { low: -35, high: -11 } });
  await expect.poll(count).not.toBe(before);
  const list = page.getByRole("navigation", { name: "Moods" });
  const now = await count();
  await list.getByRole("button", { name: `study 3 ${now}` }).waitFor();
  await page.getByText(/^Retrained: \d+ songs? moved\.$/).waitFor();
});

test("what a definition cannot be is said beside it and not saved", async () => {
  const { page, call } = await openWindow({ sample: true });
  await openMoods(page);
  await page.getByRole("button", { name: "Definition of chill" }).click();
  const definition = page.getByRole("group", { name: "Definition of chill" });
  const before = (await call("moods.list", {}))[0]?.definition;
  const lowest = definition.getByRole("textbox", { name: "Lowest tempo in BPM" });
  for (const [typed, told] of [
    ["fast", "Write a value from 1 BPM to 1000 BPM"],
    ["-5", "Write a value from 1 BPM to 1000 BPM"],
    ["140", "The lower end is above the upper one."],
  ] as const) {
    await lowest.fill(typed);
    await lowest.press("Enter");
    await definition.getByRole("alert").getByText(told).waitFor();
    await expect(lowest.inputValue()).resolves.toBe("65");
  }
  expect((await call("moods.list", {}))[0]?.definition).toEqual(before);

  await tick(definition.getByRole("checkbox", { name: /^Length/ }));
  const longest = definition.getByRole("textbox", { name: "Highest length in m:ss" });
  await longest.fill("3:05");
  await longest.press("Enter");
  await expect
    .poll(async () => (await call("moods.list", {}))[0]?.definition.duration?.high)
    .toBe(185_000);
});

test("merging says how many labels move, and moves them", async () => {
  const { page, call } = await openWindow({ sample: true });
  await label(call, "happy", 3);
  await openMoods(page);
  await menu(page, "happy", /^Merge/);
  const dialog = page.getByRole("dialog", { name: "Merge “happy” into another mood" });
  await dialog.getByLabel("Into").selectOption({ label: "hype" });
  await dialog.getByText("3 labels of “happy” become “hype”.").waitFor();
  await dialog.getByRole("button", { name: "Merge into “hype”" }).click();
  await page.getByText("Merged “happy” into “hype”: 3 labels moved.").waitFor();
  await expect(moodNames(call)).resolves.toEqual(["chill", "hype", "study", "sad"]);
  expect((await call("moods.list", {})).map(({ labelled }) => labelled)).toEqual([0, 3, 0, 0]);
  await card(page, "happy").waitFor({ state: "detached" });
});

test("deleting says what is lost, and keeps the last two moods", async () => {
  const { page, call } = await openWindow({ sample: true });
  await label(call, "sad", 2);
  await openMoods(page);
  await menu(page, "sad", /^Delete/);
  const dialog = page.getByRole("dialog", { name: "Delete “sad”?" });
  await dialog.getByText(/You lose its definition and 2 labels that say “sad”/).waitFor();
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(moodNames(call)).resolves.toContain("sad");
  await menu(page, "sad", /^Delete/);
  await dialog.getByRole("button", { name: "Delete “sad”" }).click();
  await page.getByText("Deleted “sad” and 2 labels.").waitFor();
  await expect(moodNames(call)).resolves.toEqual(["chill", "hype", "study", "happy"]);

  for (const name of ["study", "happy"])
    await call("moods.remove", { id: await moodId(call, name) });
  await card(page, "happy").waitFor({ state: "detached" });
  await menu(page, "chill", /^Delete/);
  await page.getByRole("button", { name: "Delete “chill”" }).click();
  await page
    .getByRole("alert")
    .getByText("Two moods are the fewest that can be told apart.")
    .first()
    .waitFor();
  await expect(moodNames(call)).resolves.toEqual(["chill", "hype"]);
});

test("splitting shows two groups and makes one of them a mood with its labels", async () => {
  const { page, call } = await openWindow({ sample: true });
  await label(call, "chill", 40);
  const { groups } = await call("moods.proposeSplit", { id: await moodId(call, "chill") });
  const [first] = groups;
  if (!first) throw new Error("No groups were proposed.");
  await openMoods(page);
  await menu(page, "chill", /^Split/);
  const dialog = page.getByRole("dialog", { name: "Split “chill” in two" });
  for (const { name, tracks, examples } of groups) {
    const option = dialog.locator("label").filter({ hasText: name });
    await option.getByText(`${tracks.length} tracks`).waitFor();
    await option
      .getByText(examples[0]?.title ?? "")
      .first()
      .waitFor();
  }
  await expectAccessible(page);
  await tick(dialog.getByRole("radio", { name: first.name }));
  await dialog.getByLabel("Name of the new mood").fill("Late chill");
  await dialog.getByRole("button", { name: "Make the new mood" }).click();
  await page.getByRole("group", { name: "Definition of Late chill" }).waitFor();

  const made = (await call("moods.list", {})).find(({ name }) => name === "Late chill");
  expect(made?.definition).toEqual(first.definition);
  const { rows } = await call("tracks.query", { query: {}, limit: 40 });
  const labelled = rows.filter(({ id }) => first.tracks.includes(id));
  expect(made?.labelled).toBe(labelled.length);
});

test("the side bar counts, and shows what is clicked", async () => {
  const { page, call } = await openWindow({ sample: true });
  await label(call, "hype", 7);
  const stats = await call("stats.library", {});
  const list = page.getByRole("navigation", { name: "Moods" });
  for (const { mood, name, count } of stats.perMood) {
    const key = (await call("moods.list", {})).find(({ id }) => id === mood)?.key;
    const place = mood === null ? `No mood ${count}` : `${name} ${key} ${count}`;
    await list.getByRole("button", { name: place, exact: true }).waitFor();
  }
  await list.getByTitle(/^hype: \d+ tracks, 7 labelled; key 2$/).click();
  const hype = list.getByRole("button", { name: /^hype/ });
  await expect(hype.getAttribute("aria-current")).resolves.toBe("true");
  await list.getByRole("button", { name: `Unsure ${stats.unsure}` }).click();
  await expect(hype.getAttribute("aria-current")).resolves.toBe(null);
  await page.getByText(`${stats.unsure} tracks`).first().waitFor();
  await list.getByRole("button", { name: `Without features ${stats.withoutFeatures}` }).click();
  await list.getByRole("button", { name: `All tracks ${stats.tracks}` }).click();
});

test("the moods are accessible in light and dark, with tracks and without", async () => {
  const { page, call } = await openWindow({ reducedMotion: true });
  await openMoods(page);
  await page.getByText("There are no tracks yet.").waitFor();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Explore clusters" }).click();
  await page.getByText("No tracks to explore yet").waitFor();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Your moods" }).click();
  await call("importing.sample", {});
  await page.getByRole("button", { name: "Definition of chill" }).click();
  await page
    .getByRole("img", { name: /^Your library:/ })
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add a mood" }).last().click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page);
});
