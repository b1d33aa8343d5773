import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { fillLibrary } from "../../support/many-tracks.ts";
import { openWindow } from "../../support/window.ts";
import { grid, rows, row, shows, isCursor } from "./library-window.ts";

describe("a long list", () => {
  test("of 100,000 tracks keeps few rows in the document, wherever it is scrolled", async () => {
    const data = temporaryFolder();
    await fillLibrary(data, 100_000);
    const { page } = await openWindow({ data });
    await shows(page, 100_000);
    expect(await grid(page).getAttribute("aria-rowcount")).toBe("100001");
    await grid(page).focus();
    await page.keyboard.press("End");
    await isCursor(page, /99999/);
    expect(await rows(page).count()).toBeLessThan(60);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("PageUp");
    const row = page.locator('[role="row"][aria-selected="true"]');
    expect(Number(await row.getAttribute("aria-rowindex"))).toBeGreaterThan(99_000);
    await page.keyboard.press("Home");
    await page.locator('.track-row--cursor[aria-rowindex="2"]').waitFor();
  });

  test("keeps its place while another screen is shown", async () => {
    const { page } = await openWindow({ tracks: 3000 });
    await grid(page).evaluate((element) => element.scrollTo({ top: 36 * 1500 }));
    await row(page, 1510).getByText(/1509$/).waitFor();
    const screens = page.getByRole("navigation", { name: "Screens" });
    await screens.getByRole("button", { name: "Settings" }).click();
    await grid(page).waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("go to the library");
    await page.keyboard.press("Enter");
    await row(page, 1510).waitFor();
    expect(await grid(page).evaluate((element) => element.scrollTop)).toBe(36 * 1500);
  });

  test("selects across pages that are not loaded", async () => {
    const { page } = await openWindow({ tracks: 3000 });
    await rows(page).first().click();
    await page.keyboard.press("Shift+End");
    const bar = page.getByRole("region", { name: "Selection" });
    await bar.getByText("3,000 selected").waitFor();
    expect(await bar.getByRole("button", { name: /Select whole result/ }).count()).toBe(0);
  });
});
