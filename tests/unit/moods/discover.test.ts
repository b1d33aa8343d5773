import { describe, expect, test } from "vitest";
import { writePlantedSongs } from "../../support/planted-songs.ts";
import { startApp, type TestApp } from "../../support/app.ts";

/** An application with a group of spoken songs among others, whose moods are guessed by their definitions. */
async function startWithPlanted(tales = 120): Promise<TestApp> {
  const app = await startApp();
  await app.call("importing.run", { file: writePlantedSongs(app.data, { tales }), options: {} });
  await app.app.settled();
  return app;
}

describe("discovering what else is there", () => {
  test("tells a group that no mood fits, which becomes a mood with that definition", async () => {
    const app = await startWithPlanted();
    const moods = await app.call("moods.list", {});
    const found = await app.call("learning.discover", {});
    expect(found).toMatchObject({ tracks: 820, sampled: 820 });
    expect(found.newMoods).toHaveLength(1);
    const [proposal] = found.newMoods;
    if (!proposal) throw new Error("Nothing was proposed.");
    expect(proposal.words).toContain("spoken");
    expect(proposal.size).toBeGreaterThan(100);
    expect(proposal.size).toBeLessThan(130);
    expect(proposal.examples).toHaveLength(5);
    expect(proposal.examples.every(({ title }) => title.startsWith("Tale"))).toBe(true);
    // Asking changes nothing, and the answer is the same again.
    expect(await app.call("moods.list", {})).toEqual(moods);
    expect(await app.call("learning.discover", {})).toEqual(found);

    const { name, definition } = proposal;
    const made = await app.call("moods.create", { name, definition });
    expect(made.definition).toEqual(definition);
    await app.call("training.run", {});
    const { rows } = await app.call("tracks.query", { query: { mood: made.id }, limit: 1000 });
    const tales = rows.filter(({ title }) => title.startsWith("Tale")).length;
    expect(tales).toBeGreaterThan(40);
    expect(tales / rows.length).toBeGreaterThan(0.9);
    // It is there now, though the model is in doubt about some of its songs still.
    expect((await app.call("learning.discover", {})).newMoods).toEqual([]);
  });

  test("is a job that says what came of it, and can be cancelled", async () => {
    const app = await startWithPlanted();
    await app.call("learning.discover", {});
    const abort = new AbortController();
    const cancelled = app.call(
      "learning.discover",
      { seed: 7 },
      { signal: abort.signal, report: () => abort.abort() },
    );
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    const jobs = (await app.call("jobs.list", {})).filter(({ kind }) => kind === "cluster");
    expect(jobs.map(({ state, outcome }) => [state, outcome])).toEqual([
      ["done", "2 kinds of songs; 1 possible new mood; 0 moods that are two."],
      ["cancelled", "Cancelled. Nothing was changed."],
    ]);
    expect(app.logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("an empty library, and one of few songs, say what is missing", async () => {
    const app = await startApp();
    expect(await app.call("learning.discover", {})).toMatchObject({
      tracks: 0,
      counts: [],
      groups: null,
      reason: "too-few",
      because: "0 songs have audio features; to tell how many kinds there are takes at least 60.",
      newMoods: [],
      splits: [],
    });
    const file = writePlantedSongs(app.data, { songs: 30, tales: 1 });
    await app.call("importing.run", { file, options: {} });
    expect(await app.call("learning.discover", {})).toMatchObject({ tracks: 31, groups: null });
  });

  test("a mood that is two is told with the groups that splitting it gives", async () => {
    const app = await startWithPlanted(160);
    const [chill] = await app.call("moods.list", {});
    const { rows } = await app.call("tracks.query", { query: { sort: "title" }, limit: 1000 });
    const ids = rows
      .filter(({ title }, at) => title.startsWith("Tale") || at % 3 === 0)
      .map(({ id }) => id);
    await app.call("labels.change", { kind: "set", target: { ids }, mood: chill?.id ?? 0 });
    const { splits } = await app.call("learning.discover", {});
    const split = splits.find(({ mood }) => mood === chill?.id);
    const { groups } = await app.call("moods.proposeSplit", { id: chill?.id ?? 0 });
    expect(split?.groups.map(({ name, size, definition }) => ({ name, size, definition }))).toEqual(
      groups.map(({ name, tracks, definition }) => ({ name, size: tracks.length, definition })),
    );
    expect(split?.groups.map(({ examples }) => examples.map(({ title }) => title))).toEqual(
      groups.map(({ examples }) => examples.map(({ title }) => title)),
    );
  });
});
