import { expect, test } from "vitest";
import { expectAccessible, openWindow } from "../support/window.ts";

test("the window opens on a library and is accessible", async () => {
  const { page } = await openWindow({ sample: true });
  await expect(page.getByRole("complementary", { name: "Undertone" }).isVisible()).resolves.toBe(
    true,
  );
  await expectAccessible(page);
});
