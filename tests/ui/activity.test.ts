import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseFile } from "../support/choose-file.ts";
import { expectAccessible, openWindow } from "../support/window.ts";

test("an import goes on in the background; the panel shows it and cancels it", async () => {
  const { page, data, call } = await openWindow();
  const file = join(data, "many.csv");
  const rows = Array.from({ length: 150_000 }, (_, index) => `Song ${index},Singer ${index % 999}`);
  writeFileSync(file, ["Title,Artist", ...rows].join("\n"));
  await page.getByRole("contentinfo").getByRole("button", { name: "Activity" }).click();
  await page.getByText("Nothing has run since Undertone was started.").waitFor();
  await page.keyboard.press("Escape");

  await chooseFile(page, file);
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("button", { name: "Go on in the background" }).click();
  await expect(page.getByRole("dialog").count()).resolves.toBe(0);

  const bar = page.getByRole("contentinfo");
  await bar.getByRole("button", { name: /^Importing many\.csv/ }).click();
  const panel = page.getByRole("dialog", { name: "Activity" });
  await panel.getByText(/^Reading/).waitFor();
  await panel.getByRole("button", { name: "Cancel" }).click();
  await panel.getByText("Cancelled. Nothing was changed.").waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 0 });
  await expect(bar.locator("[aria-live=polite]").innerText()).resolves.toBe(
    "Importing many.csv: Cancelled. Nothing was changed.",
  );
});

test("a failure can be copied as a report without names of files", async () => {
  const { page, data } = await openWindow();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const file = join(data, "private name.csv");
  writeFileSync(file, "Title,Playlist\nSong,Gym");
  await chooseFile(page, file);
  await page.getByText("More options").click();
  await page.getByLabel("Only this playlist").fill("Other");
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await page.keyboard.press("Escape");

  await page
    .getByRole("contentinfo")
    .getByRole("button", { name: /^Activity/ })
    .click();
  const panel = page.getByRole("dialog", { name: "Activity" });
  await panel.getByText("Failed").waitFor();
  await panel.getByRole("button", { name: "Copy report" }).click();
  await page.getByText("The report is on the clipboard.").waitFor();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report.split("\n").map((line) => line.split(":")[0])).toEqual([
    expect.stringMatching(/^Undertone \d+\.\d+\.\d+ \(browser\)$/),
    "Job",
    "Stage",
    "Code",
    "Message",
  ]);
  expect(report).toContain("Code: not_found");
  expect(report).not.toContain(data);
});

test("a job that ends unseen is told in a corner and leads to its report", async () => {
  const { page, data } = await openWindow();
  const file = join(data, "few.csv");
  writeFileSync(file, "Title,Artist\nSong,Ann\n,Bob");
  await chooseFile(page, file);
  // The answer waits until the dialog is closed.
  let letGo = () => {};
  const closed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/call", async (route) => {
    if (route.request().postData()?.includes("importing.run")) await closed;
    await route.continue();
  });
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("button", { name: "Go on in the background" }).click();
  letGo();
  await page.getByText("1 track added, 1 row left out.").first().waitFor();
  await page.getByRole("button", { name: "Show result" }).click();
  await page.getByRole("dialog", { name: "Imported few.csv" }).waitFor();
  await page.getByRole("region", { name: "1 row left out" }).waitFor();
  await page.keyboard.press("Escape");

  // What was seen does not come back.
  await page.getByRole("complementary").getByRole("button", { name: "Import" }).click();
  await expect(
    page.getByRole("dialog", { name: "Import tracks" }).getByText("Drop a CSV").isVisible(),
  ).resolves.toBe(true);
});
