import { describe, expect, test } from "vitest";
import { sampleWindow, rows, firstTitle, top, until } from "./library-window.ts";

describe("the details of a track", () => {
  test("own values of tempo and key are set, halved and taken back", async () => {
    const { page, call } = await sampleWindow({ size: { width: 1440, height: 900 } });
    const [first] = await top(call, 1);
    const id = first?.id ?? 0;
    const panel = page.getByRole("complementary", { name: "Track details" });
    const features = async () => (await call("tracks.get", { id })).track.features;
    const { tempo } = await features();

    await panel.getByRole("button", { name: "Change tempo" }).click();
    const field = panel.getByRole("textbox", { name: "Your tempo" });
    await field.fill("fast");
    await page.keyboard.press("Enter");
    await panel.getByText("Write a number from 1 to 1000 BPM.").waitFor();
    await field.fill("128");
    await page.keyboard.press("Enter");
    await panel.getByText("128.0 BPM").waitFor();
    expect((await features()).tempo).toBe(128);

    await panel.getByRole("button", { name: "Change tempo" }).click();
    await panel.getByRole("button", { name: "Half" }).click();
    await panel.getByText("64.0 BPM").waitFor();
    await panel.getByRole("button", { name: "Change tempo" }).click();
    await panel.getByRole("button", { name: "Clear mine" }).click();
    await until(async () => (await features()).tempo === tempo);

    await panel.getByRole("button", { name: "Change key" }).click();
    await panel.getByRole("textbox", { name: "Your key" }).fill("8A");
    await page.keyboard.press("Enter");
    await panel.getByText("A minor · 8A").waitFor();
    const { key, mode } = await features();
    expect({ key, mode }).toEqual({ key: 9, mode: 0 });
  });

  test("it shows probabilities and playlists, and I shows and hides it", async () => {
    const { page, call } = await sampleWindow({ size: { width: 1440, height: 900 } });
    await call("training.run", {});
    const panel = page.getByRole("complementary", { name: "Track details" });
    await panel.getByRole("list", { name: /How probable/ }).waitFor();
    await page.keyboard.press("i");
    await panel.waitFor({ state: "detached" });
    await page.keyboard.press("i");
    await panel.waitFor();
    expect(await panel.getByRole("heading", { level: 2 }).innerText()).toBe(await firstTitle(page));
  });

  test("it starts closed in a narrow window", async () => {
    const { page } = await sampleWindow({ size: { width: 1000, height: 700 } });
    await rows(page).first().waitFor();
    expect(await page.getByRole("complementary", { name: "Track details" }).count()).toBe(0);
  });
});
