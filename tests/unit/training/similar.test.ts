import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { idsOf, label, moodNamed, startWithSongs } from "./songs.ts";

test("tracks like one are of its kind, nearest first, and follow a changed value", async () => {
  const app = await startWithSongs();
  const [id = 0] = await idsOf(app, ["Song 4"]);
  const answer = await app.call("learning.similar", { ids: [id], count: 12 });
  expect(answer.tracks).toEqual([{ id, title: "Song 4", artists: ["Artist 4"] }]);
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
  expect(await app.call("learning.similar", { ids: [id], count: 12 })).toEqual(answer);

  const [first] = answer.similar;
  await app.call("tracks.setFeature", { id: first?.id ?? 0, field: "loudness", value: 10 });
  const after = await app.call("learning.similar", { ids: [id], count: 12 });
  expect(after.similar.map((track) => track.id)).not.toContain(first?.id);
});

test("a track that is not there is said not to be", async () => {
  const app = await startApp();
  await expect(app.call("learning.similar", { ids: [1] })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("tracks like several are like the middle of them, and not those that are in a mood already", async () => {
  const app = await startWithSongs();
  const ids = await idsOf(app, ["Song 4", "Song 8", "Song 12"]);
  const answer = await app.call("learning.similar", { ids: [...ids, ids[0] ?? 0], count: 30 });
  expect(answer.tracks.map(({ title }) => title)).toEqual(["Song 4", "Song 8", "Song 12"]);
  const found = answer.similar.map(({ id }) => id);
  expect(found.filter((id) => ids.includes(id))).toEqual([]);
  expect(new Set(answer.similar.map(({ title }) => Number(title.split(" ")[1]) % 2))).toEqual(
    new Set([0]),
  );

  await label(app, "chill", ["Song 16", "Song 20"]);
  const { id: notIn } = await moodNamed(app, "chill");
  const others = await app.call("learning.similar", { ids, count: 30, notIn });
  expect(others.similar).toHaveLength(30);
  expect(others.similar.filter(({ mood }) => mood === notIn)).toEqual([]);
});

test("what cannot be compared is said so", async () => {
  const app = await startWithSongs();
  await expect(app.call("learning.similar", { ids: [1, 9999] })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(app.call("learning.similar", { ids: [1], notIn: 99 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(app.call("learning.similar", { ids: [] })).rejects.toMatchObject({
    code: "bad_input",
  });
});

test("a question that is given up is answered at once, and the next one as ever", async () => {
  const app = await startWithSongs();
  const ids = await idsOf(app, ["Song 4"]);
  const gone = new AbortController();
  const asked = app.call("learning.similar", { ids }, { signal: gone.signal });
  gone.abort();
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  await expect(app.call("learning.similar", { ids, count: 5 })).resolves.toMatchObject({
    similar: { length: 5 },
  });
});
