import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { idsOf, startWithSongs } from "./songs.ts";

test("tracks like one are of its kind, nearest first, and follow a changed value", async () => {
  const app = await startWithSongs();
  const [id = 0] = await idsOf(app, ["Song 4"]);
  const answer = await app.call("learning.similar", { id, count: 12 });
  expect(answer.track).toEqual({ id, title: "Song 4", artists: ["Artist 4"] });
  // The songs have no speechiness, instrumentalness and liveness.
  expect(answer.features).toEqual([
    "danceability",
    "energy",
    "loudness",
    "acousticness",
    "valence",
    "tempo",
  ]);
  expect(answer.similar).toHaveLength(12);
  const kinds = answer.similar.map(({ title }) => Number(title.split(" ")[1]) % 2);
  expect(kinds).toEqual(kinds.map(() => 0));
  const distances = answer.similar.map(({ distance }) => distance);
  expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  expect(answer.similar.map(({ compared }) => compared)).toEqual(distances.map(() => 6));
  expect(await app.call("learning.similar", { id, count: 12 })).toEqual(answer);

  const [first] = answer.similar;
  await app.call("tracks.setFeature", { id: first?.id ?? 0, field: "loudness", value: 10 });
  const after = await app.call("learning.similar", { id, count: 12 });
  expect(after.similar.map((track) => track.id)).not.toContain(first?.id);
});

test("a track that is not there is said not to be", async () => {
  const app = await startApp();
  await expect(app.call("learning.similar", { id: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
});
