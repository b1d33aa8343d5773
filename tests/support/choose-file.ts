import type { Page } from "playwright-core";

/** What a user does: opens the import dialog, if it is not, presses the button and picks the file. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  if ((await dialog.count()) === 0) {
    await page.getByRole("complementary").getByRole("button", { name: "Import" }).click();
  }
  const chooser = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: /^Choose (a|another) file$/ }).click();
  await (await chooser).setFiles(path);
}
