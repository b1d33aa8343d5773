import { join } from "node:path";
import { expect, test } from "vitest";
import { expectAccessible, openWindow, tick } from "../support/window.ts";

test("settings are saved at once and survive a reload", async () => {
  const { page, data, call } = await openWindow({ tracks: 50 });
  const open = () => page.getByRole("button", { name: "Settings" }).click();
  await open();
  await expectAccessible(page);

  await tick(page.getByRole("radio", { name: "Dark" }));
  await page.getByText("Saved", { exact: true }).waitFor();
  await expectAccessible(page);
  await tick(page.getByRole("checkbox", { name: /^Retrain by itself/ }));
  await page.getByRole("slider", { name: "Wait after the last correction" }).press("ArrowRight");
  await page.getByRole("slider", { name: /^Of the guesses called sure/ }).press("ArrowRight");
  await page.getByText("at least 85 %").waitFor();
  await tick(page.getByRole("radio", { name: /^A fixed value/ }));
  const unsure = page.getByRole("slider", { name: "Call a guess unsure below" });
  await unsure.press("Home");
  await page.getByText(/^Only close calls .+ At 20 %: \d+ of 50 guesses/).waitFor();
  await unsure.press("ArrowRight");
  await page.getByText(/At 25 %: \d+ of 50 guesses/).waitFor();
  const limit = page.getByLabel("Import at most this many tracks");
  await limit.fill("0");
  await page.getByText("Not saved yet.").waitFor();
  await limit.fill("1200");
  await limit.press("Enter");
  await page.getByText("Saved", { exact: true }).waitFor();

  const wanted = {
    theme: "dark",
    retrainAutomatically: true,
    retrainDelayMs: 1000,
    unsureBelow: 0.25,
    sureShare: 0.85,
    maxTracks: 1200,
  };
  await expect.poll(() => call("settings.get", {})).toMatchObject(wanted);

  await page.reload();
  await page.locator("html[data-theme=dark]").waitFor();
  await open();
  await expect(page.getByRole("radio", { name: "Dark" }).isChecked()).resolves.toBe(true);
  await expect(limit.inputValue()).resolves.toBe("1200");
  await page.getByText(join(data, "library.db")).waitFor();
  await expect(page.evaluate(() => getComputedStyle(document.body).backgroundColor)).resolves.toBe(
    "rgb(23, 22, 26)",
  );
});
