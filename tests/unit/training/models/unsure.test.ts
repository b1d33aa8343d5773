import { expect, test } from "vitest";
import { label, startWithSongs } from "../songs.ts";

const titles = (from: number) => Array.from({ length: 15 }, (_, at) => `Song ${from + 2 * at}`);

test("unsure is what the model in use says itself, until a fixed value is set", async () => {
  const app = await startWithSongs();
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  await app.call("training.run", {});
  const [model] = await app.call("models.list", {});
  const unsure = async () =>
    (await app.call("tracks.query", { query: { by: "unsure" }, limit: 1 })).total;
  const below = async (limit: number) => {
    const { rows } = await app.call("tracks.query", { query: { by: "guess" }, limit: 1000 });
    return rows.filter(({ mood }) => (mood?.confidence ?? 0) < limit).length;
  };
  const own = model?.sureFrom ?? NaN;
  expect(await app.call("models.state", {})).toMatchObject({ unsureBelow: own, sureFrom: own });
  expect(await unsure()).toBe(await below(own));
  expect((await app.call("stats.library", {})).unsure).toBe(await unsure());
  await app.call("settings.set", { unsureBelow: 0.95 });
  expect(await app.call("models.state", {})).toMatchObject({ unsureBelow: 0.95, sureFrom: own });
  expect(await unsure()).toBe(await below(0.95));
  expect((await app.call("stats.library", {})).unsure).toBe(await unsure());
  await app.call("settings.set", { unsureBelow: null });
  expect(await unsure()).toBe(await below(own));
});

test("songs of which nothing is known are not unsure", async () => {
  const app = await startWithSongs({ unsureBelow: 1 });
  const { withoutFeatures, unsure, tracks } = await app.call("stats.library", {});
  expect([withoutFeatures, unsure, tracks]).toEqual([0, 120, 120]);
  const { rows } = await app.call("tracks.query", { query: { by: "unsure" }, limit: 1000 });
  expect(rows.every(({ mood }) => mood !== null)).toBe(true);
});

test("asked for more certainty, a training calls fewer guesses sure", async () => {
  const app = await startWithSongs({ sureShare: 0.6 });
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  const sureFrom = async (sureShare: number) => {
    await app.call("settings.set", { sureShare });
    await app.call("training.run", {});
    return (await app.call("models.state", {})).sureFrom ?? NaN;
  };
  const [few, more] = [await sureFrom(0.6), await sureFrom(0.99)];
  expect(more).toBeGreaterThan(few);
});
