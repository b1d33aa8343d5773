import { expect, onTestFinished, test } from "vitest";
import type { Page } from "playwright-core";
import {
  reccoBeatsFeatures,
  startReccoBeats,
  type ReccoBeatsServer,
} from "../servers/reccobeats/server.ts";
import { temporaryFolder } from "../support/folder.ts";
import {
  expectAccessible,
  openWindow,
  type OpenWindow,
  type WindowOptions,
  tick,
} from "../support/window.ts";
import { fillWithSongs, spotifyId } from "./music-library.ts";

const ADDRESS = "UNDERTONE_RECCOBEATS_URL";

/** Sixty songs on Spotify, of which ReccoBeats knows the first forty, and five that nobody can be asked about. */
async function songsWindow(
  options: WindowOptions = {},
): Promise<OpenWindow & { readonly server: ReccoBeatsServer }> {
  const ids = Array.from({ length: 60 }, (_, index) => spotifyId(index));
  const known = ids.slice(0, 40).map((id) => [id, reccoBeatsFeatures()] as const);
  const server = await startReccoBeats(Object.fromEntries(known));
  const before = process.env[ADDRESS];
  process.env[ADDRESS] = server.url;
  onTestFinished(() => {
    if (before === undefined) delete process.env[ADDRESS];
    else process.env[ADDRESS] = before;
  });
  const data = temporaryFolder();
  await fillWithSongs(data, [
    ...ids.map((id, index) => ({ title: `Song ${index}`, spotifyId: id })),
    ...Array.from({ length: 5 }, (_, index) => ({ title: `Demo ${index}` })),
  ]);
  const opened = await openWindow({ ...options, data });
  opened.page.setDefaultTimeout(15_000);
  await goToFeatures(opened.page);
  return { ...opened, server };
}

function goToFeatures(page: Page): Promise<void> {
  return page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("button", { name: "Features" })
    .click();
}

test("it says how many tracks have nothing and why, finds what can be found, and reports it", async () => {
  const { page, server } = await songsWindow();
  await page.getByRole("heading", { name: "0 of 65 tracks can have a guess" }).waitFor();
  const why = page.getByRole("region", { name: "Why 65 tracks have none" });
  await why.getByText("No service was asked yet · 60 tracks").waitFor();
  await why.getByText("Nobody can be asked · 5 tracks").waitFor();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Find features" }).click();
  const report = page.getByRole("region", { name: "What was found" });
  await report.getByText("Found features for 40 of 60 tracks.").waitFor();
  await report.getByText("ReccoBeats: 40 of 60 tracks known, in 2 requests.").waitFor();
  expect(server.requests.length).toBe(2);
  await page.getByRole("heading", { name: "40 of 65 tracks can have a guess" }).waitFor();
  await page.getByText("No service knows them · 20 tracks").waitFor();
  const row = page.getByRole("row", { name: /^Energy/ });
  await row.getByText("ReccoBeats 40").waitFor();
  await expectAccessible(page);

  await report.getByRole("button", { name: "Close the report" }).click();
  await report.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show these tracks" }).click();
  await page.locator(".library-toolbar__count", { hasText: "25 tracks" }).waitFor();
});

test("what is not known is asked for again only when the user says so", async () => {
  const { page, server } = await songsWindow();
  await page.getByRole("button", { name: "Find features" }).click();
  await page.getByText("Found features for 40 of 60 tracks.").waitFor();
  server.requests.length = 0;
  await page.getByRole("button", { name: "Find features" }).click();
  await page.getByText(/^Nothing to ask: everything is known, or was asked/).waitFor();
  expect(server.requests.length).toBe(0);
  server.tracks.set(spotifyId(50), reccoBeatsFeatures());
  await page.getByRole("button", { name: "Ask again now" }).click();
  await page.getByText("Found features for 1 of 20 tracks.").waitFor();
});

test("a service that answers in another shape is told as changed, not as knowing nothing", async () => {
  const { page, server } = await songsWindow();
  for (let request = 0; request < 10; request += 1)
    server.next.push({ status: 200, body: { tracks: [] } });
  await page.getByRole("button", { name: "Find features" }).click();
  await page.getByRole("region", { name: "What was found" }).waitFor();
  await page.getByRole("tab", { name: "Services" }).click();
  await page.getByText(/^ReccoBeats answers in a way that this version/).waitFor();
  expect(await page.getByText("not known").count()).toBe(0);
  await expectAccessible(page);
});

test("finding features can be cancelled", async () => {
  const { page, server } = await songsWindow();
  let go = () => undefined as void;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  onTestFinished(() => go());
  server.onRequest = () => held;
  await page.getByRole("button", { name: "Find features" }).click();
  const running = page.getByRole("region", { name: "Finding features" });
  await running.getByRole("progressbar").waitFor();
  await running.getByRole("button", { name: "Cancel" }).click();
  await page.getByText(/^Cancelled\. What was found before stays/).waitFor();
  expect(await running.count()).toBe(0);
});

test("services are switched and ordered by keyboard, each with its terms", async () => {
  const { page, call } = await songsWindow();
  const order = async () =>
    (await call("settings.get", {})).featureProviders.map(({ id, enabled }) => `${id} ${enabled}`);
  await page.getByRole("tab", { name: "Services" }).click();
  for (const terms of [
    /sends the Spotify ids of your tracks to reccobeats\.com/,
    /Only for apps that Spotify registered before 27 November 2024/,
    /CC0.*until 2022/,
    /For private use only/,
  ])
    await page.getByText(terms).waitFor();
  await expectAccessible(page);
  const deezer = page.getByRole("checkbox", { name: /^Deezer/ });
  await deezer.focus();
  await page.keyboard.press("Space");
  await expect.poll(order).toContain("deezer true");
  const earlier = page.getByRole("button", { name: "Ask Deezer earlier" });
  await earlier.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect
    .poll(order)
    .toEqual(["reccobeats true", "deezer true", "spotify false", "acousticbrainz false"]);

  await tick(page.getByRole("checkbox", { name: /^ReccoBeats/ }), false);
  await tick(deezer, false);
  await expect
    .poll(() => page.getByRole("button", { name: "Find features" }).isDisabled())
    .toBe(true);
});

test("an empty library leads to tracks, and to the music folders", async () => {
  const { page } = await openWindow();
  await goToFeatures(page);
  await page.getByRole("heading", { name: "No tracks, so no features yet" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Music folders" }).click();
  await page.getByRole("heading", { name: "Listen to your own music" }).waitFor();
  expect(await page.getByRole("button", { name: "Find features" }).count()).toBe(0);
});

test("the details name every source; a tempo is tapped, and a key is written either way", async () => {
  const { page, call } = await songsWindow({ size: { width: 1440, height: 900 } });
  await call("features.fetch", {});
  await page.getByRole("button", { name: /^All tracks/ }).click();
  await page.getByRole("row", { name: /^Song 3 / }).click();
  const { rows } = await call("tracks.query", { query: { text: "song 3" } });
  const id = rows.find(({ title }) => title === "Song 3")?.id ?? 0;
  const features = async () => (await call("tracks.get", { id })).track.features;
  const panel = page.getByRole("complementary", { name: "Track details" });
  await panel.getByText("121.5 BPM").waitFor();
  await panel
    .getByText(/^ReccoBeats · /)
    .first()
    .waitFor();

  await panel.getByRole("button", { name: "Change tempo" }).click();
  const tap = panel.getByRole("button", { name: "Tap" });
  await tap.focus();
  const field = panel.getByRole("textbox", { name: "Your tempo" });
  for (let count = 0; count < 3; count += 1) {
    await page.keyboard.press("t");
    await page.waitForTimeout(300);
  }
  await panel.getByText("3 of 4").waitFor();
  expect(await field.inputValue()).toBe("121.5");
  await page.keyboard.press("t");
  await panel.getByText(/^4 taps: /).waitFor();
  const tapped = Number(await field.inputValue());
  expect(tapped).toBeGreaterThan(60);
  expect(tapped).toBeLessThan(200);
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await features()).tempo).toBe(tapped);
  await panel.getByText("ReccoBeats says 121.5 BPM").waitFor();
  await panel.getByText(/^yours · /).waitFor();

  await panel.getByRole("button", { name: "Change key" }).click();
  await panel.getByRole("textbox", { name: "Your key" }).fill("F♯ minor");
  await page.keyboard.press("Enter");
  await panel.getByText("F♯ minor · 11A").waitFor();
  expect(await features()).toMatchObject({ key: 6, mode: 0 });
  await panel.getByText("ReccoBeats says A minor · 8A").waitFor();
  await panel.getByRole("button", { name: "Change key" }).click();
  await panel.getByRole("button", { name: "Clear mine" }).click();
  await expect.poll(features).toMatchObject({ key: 9, mode: 0 });
});
