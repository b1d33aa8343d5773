import { expect, test } from "vitest";
import { numbered, startPlaylists, uri } from "./start.ts";

test("a playlist has the songs of a second mood if its rules want them, and counts them", async () => {
  const app = await startPlaylists(numbered(9));
  await app.label("chill", [1, 2]);
  await app.label("hype", [8, 9]);
  const chill = app.moods.get("chill") ?? 0;
  await app.library.write(() => {
    const add = app.library.db.prepare(
      "INSERT INTO also_moods SELECT id, ? FROM tracks WHERE uri = ?",
    );
    for (const song of [8, 5]) add.run(chill, uri(song));
  });
  await app.library.reload();
  const planned = async () => {
    const plan = await app.call("moodPlaylists.plan", { moods: [chill] });
    return plan.playlists[0]?.added.map((song) => song.uri);
  };
  expect(await planned()).toEqual([1, 2].map(uri));
  const rules = { withAlso: true, labelledOnly: true };
  const changed = await app.call("moodPlaylists.update", { mood: chill, chosen: true, rules });
  expect(changed).toMatchObject({ matching: 4, rules });
  expect(await planned()).toEqual([1, 2, 5, 8].map(uri));
});
