import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { expectAccessible, tick } from "../support/window.ts";
import { openScreen, openSynced, urisIn, type Stage } from "./spotify-stage.ts";

/** Labels every song with the mood it was made from, and chooses these moods for a playlist of labels alone. */
async function labelAndChoose({ call, songs }: Stage, chosen: readonly string[]): Promise<void> {
  const { rows } = await call("tracks.query", { query: {}, limit: 1000 });
  for (const { id: mood, name } of await call("moods.list", {})) {
    const uris = new Set(songs.flatMap((song) => (song.mood === name ? [song.uri] : [])));
    const ids = rows.flatMap(({ id, uri }) => (uri !== null && uris.has(uri) ? [id] : []));
    await call("labels.change", { kind: "set", target: { ids }, mood });
    if (chosen.includes(name)) {
      await call("moodPlaylists.update", { mood, chosen: true, rules: { labelledOnly: true } });
    }
  }
}

async function writeAll({ call }: Stage): Promise<void> {
  const { id } = await call("moodPlaylists.plan", {});
  await call("moodPlaylists.apply", { plan: id });
}

async function playlistOf({ call }: Stage, mood: string): Promise<string> {
  const list = await call("moodPlaylists.list", {});
  return list.find(({ moodName }) => moodName === mood)?.externalId ?? "";
}

async function look(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "See what would change" }).click();
  const plan = page.getByRole("dialog", { name: "What would change on Spotify" });
  await plan.waitFor();
  return plan;
}

test("a song that is left out in the plan stays out, until it is let in again", async () => {
  const stage = await openSynced(8);
  const { page, call, spotify, songs } = stage;
  await labelAndChoose(stage, ["chill"]);
  await openScreen(page);
  const plan = await look(page);
  const chill = plan.getByRole("listitem", { name: "chill" });
  await chill.getByText("8 songs to add").click();
  const unwanted = songs.find(({ mood }) => mood === "chill");
  await chill.getByRole("button", { name: `Leave out “${unwanted?.title}”` }).click();
  await plan.getByText("The rules have changed since this plan was made.").waitFor();
  await expectAccessible(page);
  await plan.getByRole("button", { name: "Look again" }).click();
  await chill.getByText("7 songs to add").waitFor();
  await plan.getByRole("button", { name: "Write to Spotify" }).click();
  await page.getByText("Written to Spotify: 1 playlist made, 7 songs added.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  const written = urisIn(spotify, await playlistOf(stage, "chill"));
  expect(new Set(written)).toEqual(
    new Set(
      songs
        .filter(({ mood, uri }) => mood === "chill" && uri !== unwanted?.uri)
        .map(({ uri }) => uri),
    ),
  );

  await page.getByRole("button", { name: "Rules of chill" }).click();
  await expectAccessible(page);
  const out = page.getByRole("list", { name: "Left out by hand" });
  await out.getByRole("button", { name: `Let “${unwanted?.title}” in again` }).click();
  await out.waitFor({ state: "detached" });
  await page.getByRole("searchbox", { name: "Find a song of chill to leave out" }).fill("zzz");
  await page.getByText("No song of chill is called so.").waitFor();
  await page.getByLabel("Songs at most").fill("5");
  await page.keyboard.press("Enter");
  const order = page.getByLabel("Order", { exact: true });
  await order.selectOption({ label: "My own order" });
  await page.getByLabel("Take the order of").selectOption({ label: "All" });
  await page.getByText(`Your order has ${songs.length} songs.`).waitFor();
  await order.selectOption({ label: "Tempo" });
  // Not check(): it wants the new state within the click, and the window shows it a moment later.
  const shown = page.getByRole("checkbox", { name: "Show it on my profile" });
  await shown.click();
  await expect.poll(() => shown.isChecked()).toBe(true);
  await page.getByRole("textbox", { name: "Name" }).fill("Slow evenings");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await call("moodPlaylists.list", {})).find(({ chosen }) => chosen))
    .toMatchObject({
      name: "Slow evenings",
      public: true,
      matching: 5,
      rules: { labelledOnly: true, maxLength: 5, exclude: [], order: "bpm" },
    });
});

test("edits by hand are shown; each choice does what it says, and undo brings them back", async () => {
  const stage = await openSynced(6, { theme: "dark" });
  const { page, spotify, songs } = stage;
  const names = ["chill", "hype", "study"] as const;
  await labelAndChoose(stage, names);
  await writeAll(stage);
  const foreign = songs.filter(({ mood }) => mood === "sad").map(({ uri }) => uri);
  const ids = await Promise.all(names.map((name) => playlistOf(stage, name)));
  const written = ids.map((id) => urisIn(spotify, id));
  for (const [index, id] of ids.entries()) {
    spotify.phone.removeAt(id, 2);
    spotify.phone.add(id, [foreign[index] ?? null]);
  }
  const edited = ids.map((id) => urisIn(spotify, id));

  await openScreen(page);
  const plan = await look(page);
  const part = (name: string) => plan.getByRole("listitem", { name });
  for (const name of names) {
    await part(name).getByText("You changed this playlist on Spotify").waitFor();
    await expect(
      part(name)
        .getByRole("radio", { name: /^Merge/ })
        .isChecked(),
    ).resolves.toBe(true);
  }
  await expectAccessible(page);
  await tick(part("hype").getByRole("radio", { name: /^Keep mine/ }));
  await part("hype").getByText("Stays as it is on Spotify", { exact: true }).waitFor();
  await tick(part("study").getByRole("radio", { name: /^Follow the rules/ }));
  await part("study").getByText("Becomes what the rules say", { exact: true }).waitFor();
  await plan.getByRole("button", { name: "Write to Spotify" }).click();
  const receipt = page.getByRole("dialog", { name: "Written to Spotify" });
  await receipt.waitFor();
  await expectAccessible(page);

  const [merged, kept, ours] = ids.map((id) => urisIn(spotify, id));
  expect(new Set(merged)).toEqual(new Set(edited[0]));
  expect(kept).toEqual(edited[1]);
  expect(ours).toEqual(written[2]);

  await receipt.getByRole("button", { name: "Undo…" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo on Spotify" }).click();
  await page.getByRole("dialog", { name: "Taken back" }).waitFor();
  expect(ids.map((id) => urisIn(spotify, id))).toEqual(edited);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  const past = page.getByRole("region", { name: "What was written" });
  // Of the two writes, the one before can still be undone.
  await expect(past.getByRole("button", { name: /^Undo/ }).count()).resolves.toBe(1);
});

test("a playlist that was deleted on Spotify is made anew only when asked; then nothing is left to change", async () => {
  const stage = await openSynced(5);
  const { page, spotify } = stage;
  await labelAndChoose(stage, ["chill"]);
  await writeAll(stage);
  const gone = await playlistOf(stage, "chill");
  const content = urisIn(spotify, gone);
  spotify.phone.unfollow(gone);

  await openScreen(page);
  // By keys alone.
  await page.keyboard.press("p");
  const plan = page.getByRole("dialog", { name: "What would change on Spotify" });
  await plan.getByText("Not on Spotify any more").waitFor();
  await expectAccessible(page);
  await expect(plan.getByRole("button", { name: "Write to Spotify" }).count()).resolves.toBe(0);
  await plan.getByRole("button", { name: "Make it anew" }).press("Enter");
  await plan.getByText("New playlist").waitFor();
  await plan.getByRole("button", { name: "Write to Spotify" }).press("Enter");
  await page.getByRole("dialog", { name: "Written to Spotify" }).waitFor();
  await page.keyboard.press("Escape");
  const anew = await playlistOf(stage, "chill");
  expect(anew).not.toBe(gone);
  expect(urisIn(spotify, anew)).toEqual(content);

  spotify.forgetRequests();
  await page.keyboard.press("p");
  await page.getByRole("heading", { name: "Nothing to change" }).waitFor();
  await expectAccessible(page);
  expect(spotify.requests.filter(({ method }) => method !== "GET")).toEqual([]);
});

test("a write that Spotify interrupts says so, goes on from there, and can be undone", async () => {
  const stage = await openSynced(5);
  const { page, spotify } = stage;
  await labelAndChoose(stage, ["chill", "hype"]);
  await openScreen(page);
  const plan = await look(page);
  const forbidden = { error: { status: 403, message: "Insufficient client scope" } };
  spotify.faults.add({
    method: "POST",
    path: /\/items$/,
    after: 1,
    times: Infinity,
    does: "answer",
    status: 403,
    body: forbidden,
  });
  await plan.getByRole("button", { name: "Write to Spotify" }).click();
  const stopped = page.getByRole("dialog", { name: "Not all written yet" });
  await stopped.waitFor();
  await expectAccessible(page);
  await stopped.getByRole("button", { name: "Later" }).click();
  await page.getByText(/^The write of .+ stopped with 1 playlist still to write\./).waitFor();
  await expectAccessible(page);
  expect(urisIn(spotify, await playlistOf(stage, "chill"))).toHaveLength(5);

  // It is remembered by the library, not by the window.
  await page.reload();
  spotify.faults.clear();
  await openScreen(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("dialog", { name: "Written to Spotify" }).waitFor();
  for (const name of ["chill", "hype"]) {
    const uris = urisIn(spotify, await playlistOf(stage, name));
    expect(new Set(uris).size).toBe(5);
    expect(uris).toHaveLength(5);
  }
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: /^Undo the write of/ }).click();
  await page.getByRole("button", { name: "Undo on Spotify" }).click();
  await page.getByRole("dialog", { name: "Taken back" }).waitFor();
  const names = [...spotify.state.person.playlists].map(
    (id) => spotify.state.playlists.get(id ?? "")?.name,
  );
  expect(names).toEqual(["All"]);
});

test("a write can be cancelled, and goes on in the background while other things are done", async () => {
  const stage = await openSynced(5);
  const { page, spotify } = stage;
  await labelAndChoose(stage, ["chill", "hype"]);
  await openScreen(page);
  const slow = { method: "POST", path: /\/items$/, does: "delay", milliseconds: 1500 } as const;
  spotify.faults.add(slow);
  const plan = await look(page);
  await plan.getByRole("button", { name: "Write to Spotify" }).click();
  await page
    .getByRole("dialog", { name: "Writing to Spotify" })
    .getByRole("button", { name: "Cancel" })
    .click();
  const stopped = page.getByRole("dialog", { name: "Not all written yet" });
  await stopped.getByText("Stopped. You stopped it.").waitFor();

  spotify.faults.add(slow);
  await stopped.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Go on in the background" }).click();
  const told = page.getByRole("dialog").filter({ hasText: "Written to Spotify: 2 playlists made" });
  await told.getByRole("button", { name: "Show result" }).click();
  await page
    .getByRole("dialog", { name: "Written to Spotify" })
    .getByText("Made")
    .first()
    .waitFor();
  for (const name of ["chill", "hype"]) {
    const uris = urisIn(spotify, await playlistOf(stage, name));
    expect(new Set(uris).size).toBe(5);
    expect(uris).toHaveLength(5);
  }
});

test("a plan that costs more than is left today says so, stops there, and goes on later", async () => {
  const stage = await openSynced(5, { theme: "dark" });
  const { page, call, spotify } = stage;
  await labelAndChoose(stage, ["chill", "hype", "study", "happy", "sad"]);
  await call("settings.set", { spotifyDailyRequests: 10 });
  await openScreen(page);
  const plan = await look(page);
  await plan.getByText(/^Today’s requests will not do: about 10 requests are needed/).waitFor();
  await expectAccessible(page);
  await plan.getByRole("button", { name: "Write to Spotify" }).click();
  const stopped = page.getByRole("dialog", { name: "Not all written yet" });
  await stopped.getByText(/^Stopped\. /).waitFor();
  expect(spotify.state.person.playlists.length).toBeLessThan(6);
  await call("settings.set", { spotifyDailyRequests: 600 });
  await stopped.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Written to Spotify: 5 playlists made, 25 songs added.").waitFor();
  expect(spotify.state.person.playlists).toHaveLength(6);
});
