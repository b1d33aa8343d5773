import { describe, test } from "vitest";
import { expectAccessible } from "../../support/window.ts";
import { sampleWindow, rows } from "./library-window.ts";

describe("accessibility", () => {
  for (const theme of ["light", "dark"] as const) {
    test(`nothing for axe to find in the ${theme} theme`, async () => {
      const { page } = await sampleWindow({ theme });
      await rows(page).first().waitFor();
      await page.keyboard.press("1");
      await rows(page).nth(2).click();
      await page.keyboard.press("Shift+ArrowDown");
      await expectAccessible(page);
    });
  }

  test("nor in the filters and a value that is being changed", async () => {
    const { page } = await sampleWindow({ size: { width: 1440, height: 900 } });
    await page.getByRole("button", { name: "Change tempo" }).click();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("dialog", { name: "Show only" }).waitFor();
    await expectAccessible(page);
  });
});
