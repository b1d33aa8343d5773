import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { WorldSize } from "../servers/spotify/world.ts";
import type { SpotifyServer } from "../servers/spotify/server.ts";
import { signedIn, withSpotify } from "../support/spotify.ts";
import { expectAccessible, openWindow, type OpenWindow, tick } from "../support/window.ts";

type Opened = OpenWindow & { readonly server: SpotifyServer };

/** Spotify's screen with somebody signed in, who has such a library there; `more` adds to it. */
async function openSynced(
  world: WorldSize,
  more: (server: SpotifyServer) => void = () => undefined,
): Promise<Opened> {
  const server = await withSpotify({ world });
  more(server);
  const opened = await openWindow();
  await signedIn(opened, server);
  const { page } = opened;
  await page.getByRole("button", { name: "Spotify", exact: true }).click();
  await page.getByRole("button", { name: "List anew" }).click();
  await page.getByRole("checkbox", { name: "Liked Songs" }).waitFor();
  return { ...opened, server };
}

function syncNow(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Sync now" }).click();
}

function report(page: Page): Locator {
  return page.getByRole("region", { name: "What the sync did" });
}

test("what is chosen is counted beforehand, brought in by playlist and reported; the next sync has nothing to do", async () => {
  const { page, call, server } = await openSynced(
    { liked: 120, playlists: 4, perPlaylist: 30 },
    ({ world }) => {
      world.playlist({
        name: "Odds and ends",
        uris: [
          world.track({ playable: false }).uri,
          null,
          "spotify:episode:5Xt5DXGzch68nYYamXrNxZ",
          "spotify:local:Me:Demo:Song:120",
        ],
      });
      world.playlist({ name: "Mara’s mix", ownerId: world.user("mara").id, public: true });
    },
  );
  await page.getByText("6 of 6 chosen").waitFor();
  await page.getByText("1 playlist that Spotify does not let you read").click();
  await page.getByText(/owns it, and Spotify lets an app read only playlists/).waitFor();
  const other = (await call("spotify.playlists", {})).find(
    ({ id, name }) => id !== "liked" && name !== "Odds and ends",
  );
  await tick(page.getByRole("checkbox", { name: other?.name ?? "" }), false);
  await page.getByText("5 of 6 chosen").waitFor();
  await page.getByText(/^About 8 requests; \d+ of 600 used today\.$/).waitFor();
  await expectAccessible(page);

  server.forgetRequests();
  await syncNow(page);
  await report(page).getByText("Synced: 211 new tracks, 0 updated.").waitFor();
  expect(server.requests.length).toBeLessThanOrEqual(8);
  const odd = report(page).getByRole("row", { name: /^Odds and ends/ });
  await odd
    .getByText("1 gone from Spotify, 1 episode, 1 local file, 1 not playable here")
    .waitFor();
  await expectAccessible(page);
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 211 });

  await report(page).getByRole("button", { name: "Close the report" }).click();
  await page.getByText(/5 chosen playlists unchanged since the last sync/).waitFor();
  await expect(page.getByText("Not synced yet").count()).resolves.toBe(1);
  await syncNow(page);
  await report(page).getByText("Everything is as on Spotify.").waitFor();
  expect(server.violations).toEqual([]);
});

test("one playlist that fails is left with its reason, and the others come in", async () => {
  const { page, server } = await openSynced({ liked: 5 }, ({ world }) => {
    world.playlist({ name: "Good", uris: world.tracks(3).map(({ uri }) => uri) });
    world.playlist({ name: "Bad", uris: world.tracks(3).map(({ uri }) => uri) });
  });
  const bad = [...server.state.playlists.values()].find(({ name }) => name === "Bad");
  server.faults.add({
    path: `/playlists/${bad?.id}/items`,
    times: Infinity,
    does: "answer",
    status: 403,
    body: { error: { status: 403, message: "Forbidden" } },
  });
  await syncNow(page);
  await report(page)
    .getByText("Synced: 8 new tracks, 0 updated. 1 playlist could not be synced.")
    .waitFor();
  await report(page)
    .getByRole("region", { name: "Playlists that were left" })
    .getByRole("row", { name: /^Bad .*only its owner and collaborators/ })
    .waitFor();
  await expectAccessible(page);
});

test("a used-up day stops the sync, says until when, and the next one goes on from there", async () => {
  const { page, call, server } = await openSynced({ liked: 400 });
  server.state.rules.dailyRequests =
    server.requests.filter(({ service }) => service === "api").length + 4;
  await syncNow(page);
  await report(page).getByText("Stopped: today’s requests are used up").waitFor();
  await page.getByText(/Spotify can be asked again from .* on/).waitFor();
  await page.getByText(/That is more than is left for today/).waitFor();
  await expectAccessible(page);
  const { total } = await call("tracks.query", { query: {} });
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(400);
});

test("a sync can be cancelled; what was fetched is not asked for again", async () => {
  const { page, call, server } = await openSynced({ liked: 500 });
  server.faults.add({ path: "/me/tracks", times: Infinity, does: "delay", milliseconds: 2000 });
  await syncNow(page);
  await page
    .getByText(/^Liked Songs: \d+ of 500$/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByText(/^Cancelled\. What had been brought in stays/).waitFor();
  server.faults.clear();
  server.forgetRequests();
  await syncNow(page);
  await report(page).getByText("Synced: 500 new tracks, 0 updated.").waitFor();
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 500 });
  // A cold sync takes ten pages of Liked Songs; the first one was there already, but the newest is looked at anew.
  expect(server.requests.filter(({ path }) => path === "/me/tracks").length).toBeLessThanOrEqual(
    10,
  );
});

test("being offline is told calmly, and is over with the next answer", async () => {
  const { page, server } = await openSynced({ liked: 5 });
  const broken = server.faults.add({ path: /.*/, times: Infinity, does: "breakBefore" });
  await syncNow(page);
  await page.getByText(/^Spotify cannot be reached at the moment\./).waitFor({ timeout: 60_000 });
  await expect(page.getByRole("alert").count()).resolves.toBe(0);
  await expectAccessible(page);
  broken.remove();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect.poll(() => page.getByText(/^Spotify cannot be reached at/).count()).toBe(0);
});

test("of many playlists only those in sight are drawn, and all can be found, chosen and left by keyboard", async () => {
  const { page, call } = await openSynced({ playlists: 240 }, ({ world }) => {
    world.playlist({ name: "The one at the end" });
  });
  await page.getByText("242 of 242 chosen").waitFor();
  const list = page.getByRole("region", { name: "Playlists", exact: true });
  expect(await list.getByRole("checkbox").count()).toBeLessThan(60);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Choose none" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("0 of 242 chosen").waitFor();
  await page.getByText("No playlist is chosen. Choose some below.").waitFor();
  await expect(page.getByRole("button", { name: "Sync now" }).isDisabled()).resolves.toBe(true);

  const first = list.getByRole("checkbox").first();
  await first.focus();
  for (let row = 0; row < 40; row += 1) {
    // The box, then the way to Spotify beside it.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  await page.getByText("1 of 242 chosen").waitFor();
  await expect
    .poll(async () => (await call("spotify.playlists", {})).findIndex(({ chosen }) => chosen))
    .toBe(40);

  await page.getByLabel("Find a playlist").fill("at the END");
  await page.getByRole("button", { name: "Choose these 1" }).click();
  await page.getByText("2 of 242 chosen").waitFor();
  await page.getByLabel("Find a playlist").fill("nothing like it");
  await page.getByText("No playlist is called anything like “nothing like it”.").waitFor();
});

test("a track from Spotify shows the way back to it", async () => {
  const { page, server } = await openSynced({ liked: 1 });
  await syncNow(page);
  await report(page)
    .getByText(/^Synced/)
    .waitFor();
  const [uri] = server.state.tracks.keys();
  const address = `https://open.spotify.com/track/${uri?.split(":").at(-1)}`;
  await page.getByRole("button", { name: /^All tracks/ }).click();
  await page.getByRole("row").nth(1).click();
  const link = page.getByRole("link", { name: "Open in Spotify" });
  if ((await link.count()) === 0) await page.keyboard.press("i");
  await expect(link.getAttribute("href")).resolves.toBe(address);
  await page.getByRole("row").nth(1).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Open in Spotify" }).waitFor();
});

test("disconnecting says what goes before and after, deletes what came from Spotify, and keeps labels that come back", async () => {
  const { page, call, server } = await openSynced({ liked: 20, playlists: 1, perPlaylist: 5 });
  await syncNow(page);
  await report(page)
    .getByText(/^Synced: 25 new tracks/)
    .waitFor();
  const { rows } = await call("tracks.query", { query: {} });
  const [mood] = await call("moods.list", {});
  const ids = rows.slice(0, 1).map(({ id }) => id);
  await call("labels.change", { kind: "set", target: { ids }, mood: mood?.id ?? 0 });

  await page.getByRole("button", { name: "Disconnect…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Everything that is synced stays").waitFor();
  await tick(dialog.getByRole("radio", { name: /^Sign out, and delete/ }));
  await dialog.getByText("2 synced playlists and the list of all of them").waitFor();
  await tick(dialog.getByRole("checkbox", { name: /^Forget the client ID too/ }));
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Disconnect and delete" }).click();
  await dialog.getByText("Deleted 25 tracks and 2 playlists. 1 label kept.").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByRole("heading", { name: "What you need" }).waitFor();
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 0 });

  await signedIn({ call }, server);
  await page.getByRole("button", { name: "List anew" }).click();
  await page.getByRole("checkbox", { name: "Liked Songs" }).waitFor();
  await syncNow(page);
  await report(page)
    .getByText(/^Synced: 25 new tracks/)
    .waitFor();
  const labelled = await call("tracks.query", { query: { by: "labelled" } });
  expect(labelled.total).toBe(1);
});
