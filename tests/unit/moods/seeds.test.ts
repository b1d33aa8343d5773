import { writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { STARTING_MOODS } from "../../../common/domain/mood.ts";
import { moodCalled, moodInName } from "../../../main/moods/name-match.ts";
import { startApp, type TestApp } from "../../support/app.ts";

const MOODS = STARTING_MOODS.map(({ name }, index) => ({ id: index + 1, name }));
const said = (name: string, moods = MOODS) => {
  const match = moodInName(name, moods);
  return match && [match.mood.name, match.because];
};

describe("the mood in a playlist's name", () => {
  test.each([
    ["Chill", "chill", "chill"],
    ["  CHILL!! ", "chill", "chill"],
    ["Sunday chill mix", "chill", "chill"],
    ["Lo-Fi beats", "chill", "lo fi"],
    ["ambient", "chill", "ambient"],
    ["Détente du soir", "chill", "detente"],
    ["🏋️ Gym", "hype", "gym"],
    ["Workout (happy)", "happy", "happy"],
    ["Chill gym", "chill", "chill"],
    ["Deep Focus", "study", "focus"],
    ["Gute Laune", "happy", "gute laune"],
    ["Sad girl autumn", "sad", "sad"],
    ["no more crying", "sad", "crying"],
  ])("%s says %s", (name, mood, because) => {
    expect(said(name)).toEqual([mood, because]);
  });

  test.each([
    "Chiller’s cave",
    "Unchilled",
    "Sadie’s birthday",
    "Clubhouse",
    "Not sad",
    "Ohne Party",
    "Happy or sad",
    "2024",
    "",
    "🙂",
  ])("“%s” says none", (name) => {
    expect(said(name)).toBeNull();
  });

  test("a mood is called by its own name, or by a word that means it alone", () => {
    const moods = ["chill", "hype", "calm"].map((name) => ({ name }));
    const called = ["HYPE", "Energetic", "Calm", "relaxing", "sea"].map(
      (name) => moodCalled(name, moods)?.name ?? null,
    );
    expect(called).toEqual(["hype", "hype", "calm", "chill", null]);
  });

  test("moods of the user's own are found by their names alone, whatever accents and case", () => {
    const moods = [
      { id: 7, name: "Späte Nacht" },
      { id: 8, name: "Pool" },
    ];
    expect(said("SPATE NACHT, leise", moods)).toEqual(["Späte Nacht", "spate nacht"]);
    expect(said("Pool party", moods)).toEqual(["Pool", "pool"]);
    expect(said("Whirlpool", moods)).toBeNull();
    expect(said("Workout", moods)).toBeNull();
  });
});

describe("labels from playlists", () => {
  async function withPlaylists(): Promise<TestApp> {
    const app = await startApp();
    const file = join(app.data, "playlists.csv");
    writeFileSync(
      file,
      [
        "title,artists,playlist",
        "One,A,Chill evenings",
        "Two,B,Chill evenings",
        "Two,B,Gym",
        "Three,C,Gym",
        "Four,D,Everything",
      ].join("\n"),
    );
    await app.call("importing.run", { file, options: {} });
    return app;
  }
  const idOf = async ({ call }: TestApp, title: string) =>
    (await call("tracks.query", { query: { text: title } })).rows[0]?.id ?? 0;
  const labels = async ({ call }: TestApp) =>
    (await call("tracks.query", { query: { by: "labelled", sort: "title" } })).rows.map(
      ({ title, mood }) => [title, mood?.id, mood?.by],
    );

  test("are proposed with counts, and given as one decision that one undo takes back", async () => {
    const app = await withPlaylists();
    const { call } = app;
    await call("labels.change", {
      kind: "set",
      target: { ids: [await idOf(app, "One")] },
      mood: 5,
    });

    const seeds = await call("seeds.propose", {});
    expect(seeds.map(({ playlist: _, ...seed }) => seed)).toEqual([
      {
        name: "Chill evenings",
        mood: 1,
        moodName: "chill",
        because: "chill",
        tracks: 2,
        unlabelled: 1,
      },
      { name: "Gym", mood: 2, moodName: "hype", because: "gym", tracks: 2, unlabelled: 2 },
    ]);
    const result = await call("seeds.accept", {
      pairs: seeds.map(({ playlist, mood }) => ({ playlist, mood })),
    });

    expect(result).toEqual({
      changed: 2,
      decision: expect.objectContaining({
        what: "Labelled 2 tracks from 2 playlists",
        tracks: 2,
      }) as unknown,
    });
    // The label by hand stays, and what is in both is what the first one says.
    const given = [
      ["One", 5, "user"],
      ["Three", 2, "playlist"],
      ["Two", 1, "playlist"],
    ];
    expect(await labels(app)).toEqual(given);
    expect(await call("seeds.propose", {})).toEqual([]);
    await call("labels.undo", {});
    expect(await labels(app)).toEqual([["One", 5, "user"]]);
    await call("labels.redo", {});
    expect(await labels(app)).toEqual(given);
  });

  test("accepting again changes nothing; a playlist or a mood that is gone is refused, and nothing is labelled", async () => {
    const app = await withPlaylists();
    const { call } = app;
    const [first] = await call("seeds.propose", {});
    const playlist = first?.playlist ?? 0;
    await call("seeds.accept", { pairs: [{ playlist, mood: 1 }] });
    expect(await call("seeds.accept", { pairs: [{ playlist, mood: 2 }] })).toEqual({
      decision: null,
      changed: 0,
    });
    const before = await labels(app);
    const other = (await call("seeds.propose", {}))[0]?.playlist ?? 0;
    for (const wrong of [
      { playlist: 999, mood: 1 },
      { playlist: other, mood: 999 },
    ]) {
      await expect(
        call("seeds.accept", { pairs: [{ playlist: other, mood: 2 }, wrong] }),
      ).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await labels(app)).toEqual(before);
  });

  test("a mood playlist that Undertone made is no seed: it holds its own guesses", async () => {
    const app = await withPlaylists();
    const db = new SqliteDatabase(join(app.data, "library.db"));
    db.exec(`INSERT INTO playlists (name, external_id, source) VALUES ('chill · sorted by mood', 'made', 'spotify');
             INSERT INTO playlist_items SELECT max(p.id), 0, min(t.id), NULL FROM playlists p, tracks t;
             INSERT INTO mood_playlists (mood_id, rules, external_id) VALUES (1, '{}', 'made')`);
    db.close();
    const names = (await app.call("seeds.propose", {})).map(({ name }) => name);
    expect(names).toEqual(["Chill evenings", "Gym"]);
  });
});
