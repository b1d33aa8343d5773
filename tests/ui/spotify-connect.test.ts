import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Page } from "playwright-core";
import type { SpotifyServer } from "../servers/spotify/server.ts";
import { freePort, withSpotify } from "../support/spotify.ts";
import { expectAccessible, openWindow, type OpenWindow, tick } from "../support/window.ts";

type Opened = OpenWindow & { readonly server: SpotifyServer; readonly port: number };

/** The window at Spotify's screen, and a stand-in whose app knows the redirect URI unless told otherwise. */
async function openSpotify({ registered = true } = {}): Promise<Opened> {
  const server = await withSpotify({ world: { liked: 3, playlists: 2, perPlaylist: 2 } });
  const port = await freePort();
  const opened = await openWindow({ settings: { spotifyDelayMs: 0, spotifyPort: port } });
  if (registered) server.state.app.redirectUris.add(`http://127.0.0.1:${port}/callback`);
  await opened.page.getByRole("button", { name: "Spotify", exact: true }).click();
  return { ...opened, server, port };
}

/** Presses what opens Spotify's page, and gives the tab in which it opens. */
async function spotifysTab(page: Page, press: () => Promise<void>): Promise<Page> {
  const [tab] = await Promise.all([page.context().waitForEvent("page"), press()]);
  await tab.getByRole("heading", { name: /^Agree/ }).waitFor();
  return tab;
}

test("three steps lead from nothing to a connection: the address copied, the ID pasted, Spotify's page agreed to", async () => {
  const { page, call, server, port } = await openSpotify({ registered: false });
  await page.getByRole("heading", { name: "What you need" }).waitFor();
  await expectAccessible(page);
  await expect(
    page.getByRole("link", { name: "Open Spotify’s dashboard" }).getAttribute("href"),
  ).resolves.toBe("https://developer.spotify.com/dashboard");

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the redirect URI" }).click();
  await page.getByText("The redirect URI is on the clipboard.").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`http://127.0.0.1:${port}/callback`);
  server.state.app.redirectUris.add(copied);

  await page.evaluate((text) => navigator.clipboard.writeText(text), `\n  ${server.clientId} \t`);
  const field = page.getByLabel("Client ID", { exact: true });
  await field.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(field.inputValue()).resolves.toBe(server.clientId);
  await page.getByText("Complete.").waitFor();

  const tab = await spotifysTab(page, () => page.keyboard.press("Enter"));
  await page.getByRole("heading", { name: "Go on in your browser" }).waitFor();
  await expect(
    page.getByRole("link", { name: "Open Spotify’s page" }).getAttribute("href"),
  ).resolves.toContain(`${server.accounts}/authorize?`);
  await expectAccessible(page);
  await tab.getByRole("link", { name: "Agree" }).click();
  await tab.getByRole("heading", { name: "You can close this tab" }).waitFor();

  const name = server.state.person.displayName ?? "";
  await page.getByText(`Signed in as ${name}`, { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: "Liked Songs" }).waitFor();
  await page.getByText("3 of 3 chosen").waitFor();
  await expectAccessible(page);
  await expect(call("spotify.status", {})).resolves.toMatchObject({
    state: "signed_in",
    clientId: server.clientId,
    account: { name },
    problem: null,
  });
  expect(server.violations).toEqual([]);
});

test("half a client ID is told of, and nothing is sent with it", async () => {
  const { page, call } = await openSpotify();
  const field = page.getByLabel("Client ID", { exact: true });
  await field.fill("0123 abc");
  await field.press("Enter");
  await page.getByText(/^A client ID is 32 digits and letters/).waitFor();
  await expect(field.getAttribute("aria-invalid")).resolves.toBe("true");
  await expectAccessible(page);
  await expect(call("spotify.status", {})).resolves.toMatchObject({ state: "not_set_up" });
});

test("whoever says no on Spotify's page, or cancels, is told so and can start again", async () => {
  const { page, server } = await openSpotify();
  await page.getByLabel("Client ID", { exact: true }).fill(server.clientId);
  const first = await spotifysTab(page, () =>
    page.getByRole("button", { name: "Connect", exact: true }).click(),
  );
  await first.getByRole("link", { name: "Cancel" }).click();
  await page.getByText(/you did not agree/).waitFor();
  await page.getByRole("heading", { name: "Sign in to Spotify" }).waitFor();
  await expectAccessible(page);

  const signIn = page.getByRole("button", { name: "Sign in", exact: true });
  await spotifysTab(page, () => signIn.click());
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await signIn.waitFor();
  await expect(page.getByText(/you did not agree/).count()).resolves.toBe(0);

  const third = await spotifysTab(page, () => signIn.click());
  await third.getByRole("link", { name: "Agree" }).click();
  await page
    .getByText(/^Signed in as/)
    .first()
    .waitFor();
});

test("a taken port is one click from a free one, and the address to register follows it", async () => {
  const { page, call, server, port } = await openSpotify();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());

  await page.getByLabel("Client ID", { exact: true }).fill(server.clientId);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const offer = page.getByRole("button", { name: /^Use port \d+$/ });
  await offer.waitFor();
  await page.getByText(/add http:\S+ to the redirect URIs in Spotify's dashboard/).waitFor();
  await expectAccessible(page);
  const offered = Number(/\d+/.exec(await offer.innerText())?.[0]);
  await offer.click();

  await page.getByText(`http://127.0.0.1:${offered}/callback`, { exact: true }).waitFor();
  await expect(call("settings.get", {})).resolves.toMatchObject({ spotifyPort: offered });
  server.state.app.redirectUris.add(`http://127.0.0.1:${offered}/callback`);
  const tab = await spotifysTab(page, () =>
    page.getByRole("button", { name: "Sign in", exact: true }).click(),
  );
  await tab.getByRole("link", { name: "Agree" }).click();
  await page
    .getByText(/^Signed in as/)
    .first()
    .waitFor();
});

test("each way in which Spotify says no has its own explanation, until a check finds it gone", async () => {
  const { page, server } = await openSpotify();
  const { app, person } = server.state;
  app.ownerPremium = false;
  await page.getByLabel("Client ID", { exact: true }).fill(server.clientId);
  const tab = await spotifysTab(page, () =>
    page.getByRole("button", { name: "Connect", exact: true }).click(),
  );
  await tab.getByRole("link", { name: "Agree" }).click();

  const noPremium = page.getByRole("region", { name: "The owner of this app has no Premium" });
  await noPremium.waitFor();
  await expectAccessible(page);
  app.ownerPremium = true;
  person.allowed = false;
  await noPremium.getByRole("button", { name: "Check again" }).click();
  const notAllowed = page.getByRole("region", {
    name: "Your account is not among the app’s users",
  });
  await notAllowed.getByText(/“User Management”/).waitFor();
  await expectAccessible(page);
  await expect(noPremium.count()).resolves.toBe(0);

  person.allowed = true;
  await notAllowed.getByRole("button", { name: "Check again" }).click();
  await expect.poll(() => notAllowed.count()).toBe(0);
  await page.getByRole("button", { name: "Check the connection" }).click();
  await page.getByText(/^Works, as of \d\d:\d\d\.$/).waitFor();
});

test("credentials can be changed, or kept; an old app needs nobody to sign in", async () => {
  const { page, server, call } = await openSpotify();
  await call("spotify.setUp", { clientId: server.clientId });
  await page.getByRole("button", { name: "Change credentials" }).click();
  await expect(page.getByLabel("Client ID", { exact: true }).inputValue()).resolves.toBe(
    server.clientId,
  );
  await page.getByRole("button", { name: "Keep the old ones" }).click();
  await page.getByRole("button", { name: "Change credentials" }).click();

  server.state.app.old = true;
  await page.getByText("Without signing in: ").click();
  await page.getByLabel("Client ID of the old app").fill(server.clientId);
  await page.getByLabel("Client secret").fill(` ${server.clientSecret} `);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use without signing in" }).click();
  await page.getByText("Public playlists alone, without an account.").waitFor();
  await expectAccessible(page);

  const { id } = server.world.playlist({
    ownerId: server.world.user("mara").id,
    public: true,
    followed: false,
    name: "Mara’s mix",
    uris: server.world.tracks(4).map(({ uri }) => uri),
  });
  await page
    .getByLabel("Addresses of playlists")
    .fill(`https://open.spotify.com/playlist/${id}?si=1`);
  await page.getByRole("button", { name: "Sync", exact: true }).click();
  await page.getByText("1 playlist synced").waitFor();
  await expect(call("tracks.query", { query: {} })).resolves.toMatchObject({ total: 4 });
});

test("what happens to the data is a page in plain words, from the screen and from the palette", async () => {
  const { page } = await openSpotify();
  await page.getByRole("button", { name: "Your data and Spotify" }).click();
  const dialog = page.getByRole("dialog", { name: "Your data and Spotify" });
  await dialog.getByText("library.db").waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect.poll(() => dialog.count()).toBe(0);

  await page.getByRole("button", { name: "Moods", exact: true }).click();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("your data");
  await page.keyboard.press("Enter");
  await dialog.waitFor();
});

test("what Spotify is asked, what playlists are called and what is learnt from it are settings", async () => {
  const { page, call } = await openSpotify();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const daily = page.getByLabel("Requests in 24 hours");
  await daily.fill("9");
  await page.getByText("Type a whole number from 10 to 100,000. Not saved yet.").waitFor();
  await daily.fill("450");
  await daily.press("Enter");
  await page.getByLabel("Items to ask for at a time").fill("40");
  await page.getByLabel("Pause between two requests, in milliseconds").fill("300");
  const names = page.getByLabel("Names of new mood playlists");
  await names.fill("Only mine");
  await page.getByText("Without {mood} in it, all of them get the same name.").waitFor();
  await names.fill("{mood}, by me");
  await page.getByText(/“Chill, by me” for the mood Chill/).waitFor();
  const training = page.getByRole("checkbox", { name: /^Learn from audio features/ });
  await expect(training.isChecked()).resolves.toBe(false);
  await page.getByText(/terms forbid training a model on what comes from it/).waitFor();
  await tick(training);
  await expect
    .poll(() => call("settings.get", {}))
    .toMatchObject({
      spotifyDailyRequests: 450,
      spotifyBatchSize: 40,
      spotifyDelayMs: 300,
      spotifyPlaylistName: "{mood}, by me",
      trainOnSpotifyFeatures: true,
    });
});
