import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { idsOf, label, moodNamed, startWithSongs } from "./songs.ts";

test("a guess is explained by its features, the nearest labels and what would change it", async () => {
  const app = await startWithSongs();
  const titles = (from: number) => Array.from({ length: 15 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const trained = await app.call("training.run", {});
  const [id = 0] = await idsOf(app, ["Song 100"]);
  const chill = await moodNamed(app, "chill");
  const answer = await app.call("learning.explain", { id });
  expect(answer).toMatchObject({
    track: { id, title: "Song 100", artists: ["Artist 100"] },
    model: trained.model,
    first: { mood: chill.id },
  });
  const { probabilities } = await app.call("tracks.get", { id });
  expect([answer.first, answer.second].map(({ mood }) => mood)).toEqual(
    probabilities.slice(0, 2).map(({ mood }) => mood),
  );
  expect(answer.logOdds).toBeCloseTo(
    Math.log(answer.first.probability / answer.second.probability),
    4,
  );
  expect(answer.contributions).toHaveLength(10);
  expect(answer.nearest).toHaveLength(3);
  expect(new Set(answer.nearest.map(({ mood, by }) => `${mood} ${by}`))).toEqual(
    new Set([`${chill.id} user`]),
  );
  const distances = answer.nearest.map(({ distance }) => distance);
  expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  expect(answer.counterfactual?.mood).not.toBe(chill.id);
});

test("what cannot be explained is said so", async () => {
  const app = await startWithSongs();
  await expect(app.call("learning.explain", { id: 9999 })).rejects.toMatchObject({
    code: "not_found",
  });
  const empty = await startApp();
  await expect(empty.call("learning.explain", { id: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
});
