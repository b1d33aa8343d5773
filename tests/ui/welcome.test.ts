import { expect, test } from "vitest";
import { expectAccessible, openWindow } from "../support/window.ts";

test("an empty library welcomes, and the sample library is one click away", async () => {
  const { page, call } = await openWindow();
  await page.getByRole("heading", { name: "Welcome to Undertone" }).waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);

  await page.getByRole("button", { name: "Try the sample library" }).click();
  await page.getByRole("contentinfo").getByText("600 tracks").waitFor();
  await page.getByText("600 tracks added.").waitFor();

  await expect(page.getByRole("heading", { name: "Welcome to Undertone" }).count()).resolves.toBe(
    0,
  );
  const { total } = await call("tracks.query", { query: {} });
  expect(total).toBe(600);
});
