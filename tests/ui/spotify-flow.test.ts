import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { chooseFile } from "../support/choose-file.ts";
import { freePort, withSpotify } from "../support/spotify.ts";
import { expectAccessible, openWindow, tick } from "../support/window.ts";
import { bringSongs, featureFile, urisIn } from "./spotify-stage.ts";

function goTo(page: Page, place: string): Promise<void> {
  return page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("button", { name: place, exact: true })
    .click();
}

test("from signing in to playlists sorted by mood on Spotify, and back again", async () => {
  const spotify = await withSpotify();
  const songs = bringSongs(spotify, 14);
  const mine = spotify.world.playlist({
    name: "Odds and ends",
    uris: songs.slice(0, 30).map(({ uri }) => uri),
  });
  spotify.world.liked(songs.slice(30).map(({ uri }) => uri));
  const port = await freePort();
  spotify.state.app.redirectUris.add(`http://127.0.0.1:${port}/callback`);
  const { page, call, data } = await openWindow({
    settings: { spotifyPort: port, spotifyDelayMs: 0 },
  });
  const before = urisIn(spotify, mine.id);
  const listedBefore = [...spotify.state.person.playlists];

  // Connect.
  await goTo(page, "Mood playlists");
  await page.getByRole("heading", { name: "Your moods as playlists on Spotify" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Connect Spotify" }).click();
  await page.getByRole("textbox", { name: "Client ID" }).fill(` ${spotify.clientId}\n`);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const consent = await opened;
  await consent.getByRole("link", { name: "Agree" }).click();
  await page.getByText("Signed in as Nina Hofer").first().waitFor();
  await consent.close();

  // Sync.
  await page.getByRole("button", { name: "Sync now" }).click();
  await page.getByRole("region", { name: "What the sync did" }).waitFor();
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: songs.length });

  // Moods: Spotify tells no features any more, a file does.
  const file = join(data, "features.csv");
  writeFileSync(file, featureFile(songs));
  await page.getByRole("complementary").getByRole("button", { name: "Import" }).click();
  await chooseFile(page, file);
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText(`0 tracks added, ${songs.length} updated.`).first().waitFor();
  await page.getByRole("button", { name: "Show the tracks" }).click();
  await expect(call("tracks.query", { query: { by: "guess" } })).resolves.toMatchObject({
    total: songs.length,
  });

  // Spotify's words are shown as Spotify's.
  await page.getByText("Titles and playlists from Spotify").waitFor();
  await expectAccessible(page);

  // Correct with a key, and retrain.
  const moods = await call("moods.list", {});
  const [chill] = moods;
  const { rows } = await call("tracks.query", { query: {}, limit: 1 });
  await page.getByRole("row").nth(1).click();
  await page.keyboard.press(chill?.key ?? "");
  await expect
    .poll(() => call("tracks.get", { id: rows[0]?.id ?? 0 }).then(({ track }) => track.mood))
    .toMatchObject({ id: chill?.id, by: "user" });
  await page.getByRole("button", { name: "Retrain now" }).click();
  await page
    .getByText(/^Retrained: /)
    .first()
    .waitFor();

  // See what would change.
  await goTo(page, "Mood playlists");
  for (const { name } of moods.slice(0, 2)) {
    await tick(page.getByRole("checkbox", { name: `Playlist for ${name}` }));
  }
  spotify.forgetRequests();
  await page.keyboard.press("p");
  const plan = page.getByRole("dialog", { name: "What would change on Spotify" });
  await plan.getByRole("button", { name: "Write to Spotify" }).waitFor();
  await expectAccessible(page);
  expect(spotify.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  await expect(plan.getByText("New playlist").count()).resolves.toBe(2);

  // Write.
  await plan.getByRole("button", { name: "Write to Spotify" }).click();
  const receipt = page.getByRole("dialog", { name: "Written to Spotify" });
  await receipt.getByRole("button", { name: "Undo…" }).waitFor();
  await expectAccessible(page);
  const made = (await call("moodPlaylists.list", {})).filter(({ chosen }) => chosen);
  for (const { mood, moodName, externalId } of made) {
    const { name, public: isPublic } = spotify.state.playlists.get(externalId ?? "") ?? {};
    expect({ name, isPublic }).toEqual({ name: `${moodName} · sorted by mood`, isPublic: false });
    // The labels and the sure guesses, the calmest first.
    const wanted = await call("tracks.query", { query: { mood, sort: "energy" }, limit: 1000 });
    expect(urisIn(spotify, externalId)).toEqual(
      wanted.rows
        .filter((track) => track.mood?.by === "user" || (track.mood?.confidence ?? 0) >= 0.6)
        .map(({ uri }) => uri),
    );
  }
  expect(urisIn(spotify, made[0]?.externalId ?? null)).toContain(rows[0]?.uri);
  expect(spotify.state.person.playlists).toEqual([
    ...made.map(({ externalId }) => externalId).toReversed(),
    ...listedBefore,
  ]);

  // And back.
  await receipt.getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("button", { name: "Undo on Spotify" }).click();
  await page.getByRole("dialog", { name: "Taken back" }).waitFor();
  expect(spotify.state.person.playlists).toEqual(listedBefore);
  expect(urisIn(spotify, mine.id)).toEqual(before);
});
