import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chooseFile } from "../support/choose-file.ts";
import { expectAccessible, openWindow, tick } from "../support/window.ts";

const ODD = [
  "Lied;Wer;Stimmung;BPM;Energy",
  "Erster;Anna;chill;90;0.2",
  ";Niemand;chill;90;0.2",
  "Zweiter;Bert;dreamy;fast;0.4",
  "Dritter;Anna;hype;150;0.9",
].join("\n");

function meaning(page: Page, column: string) {
  return page.getByLabel(`Meaning of column ${column}`);
}

test("columns with odd names are mapped by hand, and a mood column becomes labels", async () => {
  const { page, data, call } = await openWindow();
  const file = join(data, "odd.csv");
  writeFileSync(file, ODD);
  await chooseFile(page, file);

  const dialog = page.getByRole("dialog", { name: "Import odd.csv" });
  await dialog.getByText("Text table · separated by semicolons").waitFor();
  const start = dialog.getByRole("button", { name: "Import", exact: true });
  await expect(start.isDisabled()).resolves.toBe(true);
  await dialog.getByText("Choose the column that holds the titles").waitFor();

  // A field belongs to one column: choosing it for a second takes it from the first.
  await meaning(page, "Wer").selectOption("title");
  await meaning(page, "Lied").selectOption("title");
  await expect(meaning(page, "Wer").inputValue()).resolves.toBe("none");
  await meaning(page, "Wer").selectOption("artists");
  await meaning(page, "Stimmung").selectOption("mood");
  await tick(dialog.getByRole("checkbox", { name: "Use the column “Stimmung” as my labels" }));
  const moods = await dialog.getByRole("list", { name: "Moods in the file" }).allInnerTexts();
  expect(moods.join(" ").replaceAll(/\s+/g, " ")).toBe("chill 2 dreamy 1 · new hype 1");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);

  await start.click();
  await page.getByRole("dialog", { name: "Imported odd.csv" }).waitFor();
  await page.getByText("3 tracks added, 3 labels, 1 row left out.").waitFor();
  await page.getByText("New moods: dreamy.").waitFor();
  const leftOut = page.getByRole("region", { name: "1 row left out" }).getByRole("row");
  await expect(leftOut.allInnerTexts()).resolves.toEqual(["Line\tReason", "3\tit has no title"]);
  await page.getByRole("region", { name: "1 note on rows that went in" }).waitFor();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Show the tracks" }).click();
  await page.getByText("Zweiter").first().waitFor();
  const { rows } = await call("tracks.query", { query: { sort: "title" } });
  const names = new Map((await call("moods.list", {})).map(({ id, name }) => [id, name]));
  expect(
    rows.map(({ title, artists, features, mood }) => [
      title,
      artists,
      features.tempo,
      features.energy,
      mood?.by,
      names.get(mood?.id ?? 0),
    ]),
  ).toEqual([
    ["Dritter", ["Anna"], 150, 0.9, "file", "hype"],
    ["Erster", ["Anna"], 90, 0.2, "file", "chill"],
    ["Zweiter", ["Bert"], null, 0.4, "file", "dreamy"],
  ]);
});

test("importing again says that nothing is new; playlist and number can be limited", async () => {
  const { page, data, call } = await openWindow();
  const file = join(data, "lists.csv");
  const rows = [1, 2, 3, 4].map((number) => `Song ${number},Ann,${number === 1 ? "Gym" : "Home"}`);
  writeFileSync(file, ["Title,Artist,Playlist", ...rows].join("\n"));
  const runImport = async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("dialog", { name: "Imported lists.csv" }).waitFor();
  };

  await chooseFile(page, file);
  await page.getByText("More options").click();
  await page.getByLabel("At most this many tracks").fill("none");
  await page.getByText("Type a whole number of tracks").waitFor();
  await expect(
    page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).isDisabled(),
  ).resolves.toBe(true);
  await page.getByLabel("At most this many tracks").fill("2");
  await page.getByLabel("Only this playlist").fill("home");
  await runImport();
  await page.getByText("2 tracks added.").waitFor();
  const { rows: found } = await call("tracks.query", { query: { sort: "title" } });
  expect(found.map(({ title }) => title)).toEqual(["Song 2", "Song 3"]);

  await chooseFile(page, file);
  await page.getByText("More options").click();
  await page.getByLabel("Only this playlist").fill("No such list");
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("alert").getByText("belongs to the playlist “No such list”").waitFor();
  await page.getByLabel("Only this playlist").fill("");
  await runImport();
  await page.getByText("2 tracks added.").waitFor();

  await chooseFile(page, file);
  await runImport();
  const told = page.getByRole("dialog").getByRole("status");
  await told.getByText("Nothing new: the library has all of it already.").waitFor();
});

test("a cancelled import leaves the library as before, and can be started again", async () => {
  const { page, data, call } = await openWindow();
  const file = join(data, "many.csv");
  const rows = Array.from({ length: 150_000 }, (_, index) => `Song ${index},Singer ${index % 999}`);
  writeFileSync(file, ["Title,Artist", ...rows].join("\n"));
  await chooseFile(page, file);
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page
    .getByText(/^Reading: [\d,]+/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Cancel the import" }).click();

  await page.getByRole("dialog", { name: "Import many.csv" }).waitFor();
  await page.getByRole("status").getByText("Cancelled. Nothing was changed.").waitFor();
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 0 });
  await expect(call("playlists.list", {})).resolves.toEqual([]);
  await expect(
    page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).isEnabled(),
  ).resolves.toBe(true);
});

test("a file that cannot be read is told in words, and another one can be chosen", async () => {
  const { page, data } = await openWindow();
  const broken = join(data, "broken.xlsx");
  writeFileSync(broken, Buffer.from([0x50, 0x4b, 3, 4, 0, 1, 2, 3, 255, 254, 0, 0]));
  await chooseFile(page, broken);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  await expect(alert.innerText()).resolves.toMatch(/^[A-Z“].{20,}\.$/s);

  const good = join(data, "good.csv");
  writeFileSync(good, ODD);
  await chooseFile(page, good);
  await page.getByRole("dialog", { name: "Import good.csv" }).waitFor();
  await page.getByRole("heading", { name: "What the columns mean" }).waitFor();
});

test("a file dropped anywhere opens the dialog with it; text and folders do not go in", async () => {
  const { page } = await openWindow();
  const before = page.url();
  const drop = (names: readonly string[]) =>
    page.evaluate((fileNames) => {
      const transfer = new DataTransfer();
      for (const name of fileNames) transfer.items.add(new File(["Title\nDropped song"], name));
      if (fileNames.length === 0) transfer.setData("text/plain", "just words");
      const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent("dragover", options));
      const shown = document.documentElement.hasAttribute("data-dropping");
      document.body.dispatchEvent(new DragEvent("drop", options));
      return { shown, after: document.documentElement.hasAttribute("data-dropping") };
    }, names);

  await expect(drop([])).resolves.toEqual({ shown: false, after: false });
  await expect(page.getByRole("dialog").count()).resolves.toBe(0);

  await expect(drop(["one.csv", "two.csv"])).resolves.toEqual({ shown: true, after: false });
  await page.getByRole("alert").getByText("Those were 2 files").waitFor();

  await drop(["one.csv"]);
  await page.getByRole("dialog", { name: "Import one.csv" }).waitFor();
  await page.getByRole("cell", { name: "Dropped song" }).waitFor();
  expect(page.url()).toBe(before);
});
