import { describe, expect, test } from "vitest";
import { startApp } from "../../support/app.ts";
import { idsOf, label, moodNamed, moodsByTitle, startWithSongs } from "../training/songs.ts";

const titles = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `Song ${from + 2 * at}`);

describe("moods", () => {
  test("a new library has five, each with a key, a colour and a definition", async () => {
    const app = await startApp();
    const moods = await app.call("moods.list", {});
    expect(moods.map(({ name, key, count }) => [name, key, count])).toEqual([
      ["chill", "1", 0],
      ["hype", "2", 0],
      ["study", "3", 0],
      ["happy", "4", 0],
      ["sad", "5", 0],
    ]);
    expect(new Set(moods.map((mood) => mood.color)).size).toBe(5);
    expect(moods.every((mood) => Object.keys(mood.definition).length >= 3)).toBe(true);
  });

  test("are added with the first free key and colour, changed, and put in order", async () => {
    const app = await startApp();
    const made = await app.call("moods.create", { name: "  focus  ", definition: {} });
    expect(made).toMatchObject({ name: "focus", key: "6", color: "mood-6", definition: {} });
    const changed = await app.call("moods.update", {
      id: made.id,
      name: "deep focus",
      color: "mood-9",
      key: "f",
      definition: { energy: { low: 0, high: 0.4 }, tempo: { low: null, high: null } },
    });
    expect(changed).toEqual({
      id: made.id,
      name: "deep focus",
      color: "mood-9",
      key: "f",
      definition: { energy: { low: 0, high: 0.4 } },
    });
    const order = await app.call("moods.reorder", { ids: [made.id] });
    expect(order.map((mood) => mood.name)).toEqual([
      "deep focus",
      "chill",
      "hype",
      "study",
      "happy",
      "sad",
    ]);
    await app.call("moods.update", { id: made.id, key: null });
    expect((await moodNamed(app, "deep focus")).key).toBeNull();
  });

  test("refuse names and keys in use, ranges the wrong way round, and moods that are gone", async () => {
    const app = await startApp();
    const chill = await moodNamed(app, "chill");
    const refusals = [
      app.call("moods.create", { name: "CHILL" }),
      app.call("moods.create", { name: "new", key: "2" }),
      app.call("moods.update", { id: chill.id, name: "Hype" }),
      app.call("moods.update", { id: chill.id, definition: { energy: { low: 0.9, high: 0.1 } } }),
      app.call("moods.update", { id: 99, name: "x" }),
      app.call("moods.merge", { id: chill.id, into: chill.id }),
      app.call("moods.merge", { id: chill.id, into: 99 }),
      app.call("moods.create", { name: "   " }),
    ];
    const codes = await Promise.all(
      refusals.map((refusal) =>
        refusal.then(
          () => "none",
          (error: unknown) => (error as { code: string }).code,
        ),
      ),
    );
    expect(codes).toEqual([
      "conflict",
      "conflict",
      "conflict",
      "bad_input",
      "not_found",
      "bad_input",
      "not_found",
      "bad_input",
    ]);
    expect(await app.call("moods.list", {})).toHaveLength(5);
  });

  test("another definition is learnt at once; a new name or colour is not worth a training", async () => {
    const app = await startWithSongs({ retrainAutomatically: true, retrainDelayMs: 60_000 });
    const sad = await moodNamed(app, "sad");
    await app.call("moods.update", { id: sad.id, name: "blue", color: "mood-12" });
    await app.app.settled();
    expect(await app.call("models.list", {})).toHaveLength(1);
    // Now the definition of the loud half.
    const definition = { energy: { low: 0.6, high: 1 }, loudness: { low: -9, high: -3 } };
    await app.call("moods.update", { id: sad.id, definition });
    for (const name of ["hype", "happy"]) {
      const { id } = await moodNamed(app, name);
      await app.call("moods.update", { id, definition: { energy: { low: 0, high: 0.05 } } });
    }
    await app.app.settled();
    expect(await app.call("models.list", {})).toHaveLength(2);
    expect((await moodsByTitle(app))["Song 1"]).toBe("blue");
  });

  test("a merge gives labels and further moods over, in the history too", async () => {
    const app = await startWithSongs();
    await label(app, "study", titles(0, 3));
    const [first = 0] = await idsOf(app, ["Song 0"]);
    const [sad, study, chill] = await Promise.all(
      ["sad", "study", "chill"].map((name) => moodNamed(app, name)),
    );
    await app.call("labels.change", {
      kind: "also",
      target: { ids: [first] },
      mood: chill?.id ?? 0,
    });
    await label(app, "sad", titles(0, 2));
    const merged = await app.call("moods.merge", { id: study?.id ?? 0, into: chill?.id ?? 0 });
    expect(merged).toEqual({ relabelled: 1 });
    expect((await moodsByTitle(app))["Song 4"]).toBe("chill");
    // Undoing "sad" leads to what was "study" and is "chill" now.
    await app.call("labels.undo", {});
    const moods = await moodsByTitle(app);
    expect([moods["Song 0"], moods["Song 2"]]).toEqual(["chill", "chill"]);
    expect(sad).toBeDefined();
    await app.app.settled();
    expect(Object.values(await moodsByTitle(app))).not.toContain("none");
    expect(app.logged).toEqual([]);
  });

  test("a mood that is deleted leaves its tracks to a new guess, without a training", async () => {
    const app = await startWithSongs();
    await label(app, "chill", titles(0, 5));
    const chill = await moodNamed(app, "chill");
    expect(await app.call("moods.remove", { id: chill.id })).toEqual({ unlabelled: 5 });
    await app.app.settled();
    const moods = Object.values(await moodsByTitle(app));
    expect(moods).not.toContain("none");
    expect(moods).not.toContain("chill");
    const again = await app.call("moods.list", {});
    expect(again.reduce((sum, mood) => sum + mood.count, 0)).toBe(120);
    await app.app.close();
    const restarted = await startApp({ data: app.data });
    await restarted.app.settled();
    expect(Object.values(await moodsByTitle(restarted))).toEqual(moods);
    expect([...app.logged, ...restarted.logged]).toEqual([]);
  });

  test("two moods are the fewest", async () => {
    const app = await startApp();
    const [first, second, ...rest] = await app.call("moods.list", {});
    for (const mood of rest) await app.call("moods.remove", { id: mood.id });
    const refused = app.call("moods.remove", { id: first?.id ?? 0 });
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
    const merge = app.call("moods.merge", { id: first?.id ?? 0, into: second?.id ?? 0 });
    await expect(merge).rejects.toMatchObject({ code: "conflict" });
  });

  test("a split proposes two groups in words, and making it moves the labels of its tracks", async () => {
    const app = await startWithSongs();
    await label(app, "study", [...titles(0, 10), ...titles(1, 10)]);
    const study = await moodNamed(app, "study");
    const { groups } = await app.call("moods.proposeSplit", { id: study.id });
    expect(groups.map((group) => group.tracks.length)).toEqual([10, 10]);
    expect(groups.every((group) => group.name.startsWith("study, "))).toBe(true);
    expect(groups[0]?.name).not.toBe(groups[1]?.name);
    expect(groups[0]?.examples).toHaveLength(5);
    expect(Object.keys(groups[0]?.definition ?? {}).length).toBeGreaterThan(1);
    const loud = groups.find((group) => (group.definition.energy?.low ?? 0) > 0.5);
    const made = await app.call("moods.split", {
      id: study.id,
      name: "workout",
      definition: loud?.definition ?? {},
      tracks: loud?.tracks ?? [],
    });
    expect(made.name).toBe("workout");
    const moods = await moodsByTitle(app);
    expect([moods["Song 0"], moods["Song 1"]]).toEqual(["study", "workout"]);
    const counts = await app.call("moods.list", {});
    expect(counts.find((mood) => mood.id === made.id)).toMatchObject({ labelled: 10 });
  });

  test("a mood of few tracks is not split", async () => {
    const app = await startApp();
    const chill = await moodNamed(app, "chill");
    await expect(app.call("moods.proposeSplit", { id: chill.id })).rejects.toMatchObject({
      code: "not_enough_labels",
      message:
        "“chill” has 0 tracks with audio features; splitting needs at least 4. Add tracks to it first.",
    });
  });
});

describe("clusters", () => {
  test("are named by the nearest definitions, one mood each, and change nothing", async () => {
    const app = await startWithSongs();
    const before = await moodsByTitle(app);
    const found = await app.call("moods.cluster", {});
    expect(found).toMatchObject({ k: 5, seed: 42, tracks: 120 });
    expect(found.clusters.reduce((sum, cluster) => sum + cluster.size, 0)).toBe(120);
    const moods = found.clusters.map((cluster) => cluster.mood);
    expect(new Set(moods).size).toBe(5);
    expect(moods).not.toContain(null);
    // Nothing is known of the speechiness of any song.
    expect(found.clusters.map((cluster) => cluster.centre["speechiness"])).toEqual(
      Array(5).fill(null),
    );
    expect(await app.call("moods.cluster", {})).toEqual(found);
    const more = await app.call("moods.cluster", { k: 7 });
    expect(more.clusters.filter((cluster) => cluster.mood === null)).toHaveLength(2);
    expect(more.inertia).toBeLessThan(found.inertia);
    expect(await moodsByTitle(app)).toEqual(before);
  });

  test("need tracks with features", async () => {
    const app = await startApp();
    await expect(app.call("moods.cluster", {})).rejects.toMatchObject({ code: "no_features" });
  });
});
