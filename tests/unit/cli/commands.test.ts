import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { STARTING_MOODS } from "../../../common/domain/mood.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { answer, undertone } from "./undertone.ts";

const HEADER = "title,artist,playlist,energy,valence,danceability,tempo,mood";
const CALM = (index: number) => `Calm ${index},Moss,Evening,0.${10 + index},0.2,0.3,80,sad`;
const LOUD = (index: number) => `Loud ${index},Ember,Night,0.${80 + index},0.8,0.8,128,hype`;

/** A folder with a table of 12 calm and 12 loud songs and one row without a title. */
function table(): { data: string; file: string } {
  const data = temporaryFolder();
  const file = join(data, "songs.csv");
  const rows = Array.from({ length: 12 }, (_, index) => [CALM(index), LOUD(index)]).flat();
  writeFileSync(file, [HEADER, ...rows, ",Nobody,Evening,0.3,0.3,0.35,90,sad", ""].join("\n"));
  return { data, file };
}

const number = expect.any(Number) as number;

test("a file goes in, is labelled, learnt from and asked: the JSON of each command", async () => {
  const { data, file } = table();

  expect(await answer(data, "import", file, "--labels")).toEqual({
    added: 24,
    updated: 0,
    unchanged: 0,
    skipped: [{ line: 26, reason: expect.any(String) as string }],
    skippedCount: 1,
    labels: 24,
    warnings: [],
    newMoods: [],
  });
  expect(await answer(data, "import", file, "--labels")).toMatchObject({
    added: 0,
    updated: 0,
    unchanged: 24,
    labels: 0,
  });

  const moods = (await answer(data, "moods")) as { id: number; name: string; count: number }[];
  expect(moods.map(({ id, name, count }) => ({ id, name, count }))).toEqual(
    STARTING_MOODS.map(({ name }, index) => ({
      id: index + 1,
      name,
      count: name === "hype" || name === "sad" ? 12 : 0,
    })),
  );

  expect(
    await answer(
      data,
      "tracks",
      "--playlist",
      "evening",
      "--range",
      "energy=0.2..",
      "--limit",
      "1",
    ),
  ).toMatchObject({
    total: 2,
    exact: true,
    start: 0,
    rows: [{ title: "Calm 10", artists: ["Moss"], mood: { id: 5, by: "file" } }],
  });

  expect(await answer(data, "train")).toMatchObject({
    model: number,
    labels: 24,
    moved: 0,
    agreement: { after: { mean: 1, low: number, high: number } },
  });

  const evaluation = await answer(data, "evaluate", file, "--label", "mood", "--folds", "3");
  expect(evaluation).toMatchObject({
    accuracy: { mean: 1, low: number, high: number },
    macroF1: 1,
    logLoss: number,
    ece: number,
    labels: ["sad", "hype"],
    confusion: [
      [13, 0],
      [0, 12],
    ],
    folds: [{ size: number }, { size: number }, { size: number }],
    // The row without a title has what evaluating needs.
    size: 25,
  });

  const stats = await answer(data, "stats");
  expect(stats).toMatchObject({ tracks: 24, playlists: 2, labelled: 24, withoutFeatures: 0 });
});

test("predict answers for one track of standard input, as an array", async () => {
  const { data, file } = table();
  await answer(data, "import", file, "--labels");
  const { code, stdout } = await undertone(
    ["predict", "-", "--data-dir", data],
    '{"title": "New", "energy": 0.95, "valence": 0.8, "danceability": 0.8, "tempo": 130}',
  );
  const answers = JSON.parse(stdout) as {
    cluster: number;
    distances: Record<string, number>;
    mood: string;
    probabilities: Record<string, number>;
  }[];
  expect({ code, answers: answers.length, mood: answers[0]?.mood }).toEqual({
    code: 0,
    answers: 1,
    mood: "hype",
  });
  const { cluster, distances, probabilities } = answers[0] ?? { distances: {}, probabilities: {} };
  const nearest = Object.entries(distances).toSorted(([, a], [, b]) => a - b)[0]?.[0];
  expect(nearest).toBe(`cluster_${cluster}`);
  const sum = Object.values(probabilities).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 5);
});

test("moods are added, renamed, recoloured, keyed, defined, ordered, merged and deleted", async () => {
  const { data } = table();
  expect(
    await answer(
      data,
      "moods",
      "add",
      "focus",
      "--key",
      "f",
      "--color",
      "mood-9",
      "--range",
      "energy=..0.5",
    ),
  ).toEqual({
    id: 6,
    name: "focus",
    color: "mood-9",
    key: "f",
    definition: { energy: { low: null, high: 0.5 } },
  });
  await answer(data, "moods", "rename", "focus", "Deep focus");
  await answer(data, "moods", "recolour", "deep focus", "mood-10");
  await answer(data, "moods", "key", "6", "-");
  await answer(data, "moods", "definition", "6", "--range", "energy=", "--range", "tempo=60..100");
  expect(await answer(data, "moods", "definition", "deep focus")).toEqual({
    tempo: { low: 60, high: 100 },
  });
  await answer(data, "moods", "merge", "sad", "chill");
  await answer(data, "moods", "delete", "happy");
  const moods = (await answer(data, "moods", "order", "deep focus", "hype")) as object[];
  expect(moods).toMatchObject([
    { name: "Deep focus", color: "mood-10", key: null },
    { name: "hype" },
    { name: "chill" },
    { name: "study" },
  ]);
});

test("labels are set, undone and redone, each by a process of its own", async () => {
  const { data, file } = table();
  await answer(data, "import", file);
  const count = async () =>
    ((await answer(data, "tracks", "--by", "labelled", "--limit", "1")) as { total: number }).total;
  const filters = ["--matching", "--text", "loud", "--range", "energy=0.85.."];
  expect(await answer(data, "label", ...filters, "--mood", "hype", "--dry-run")).toEqual({
    tracks: 7,
    dryRun: true,
  });
  expect(await answer(data, "label", ...filters, "--mood", "hype")).toMatchObject({
    decision: { what: "Set 7 tracks to hype" },
    changed: 7,
  });
  const counts = [await count()];
  await answer(data, "undo");
  counts.push(await count());
  await answer(data, "redo");
  counts.push(await count());
  expect(counts).toEqual([7, 0, 7]);
});

test("an export is written, and an existing file is replaced only when asked to", async () => {
  const { data, file } = table();
  await answer(data, "import", file);
  const target = join(data, "out.csv");
  expect(await answer(data, "export", target, "--dry-run")).toMatchObject({ tracks: 24 });
  expect(existsSync(target)).toBe(false);
  expect(await answer(data, "export", target)).toMatchObject({
    files: [{ path: target, rows: 24 }],
  });
  const before = readFileSync(target);
  const again = await undertone(["export", target, "--data-dir", data, "--json"]);
  expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 5, stdout: "" });
  expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: "file_exists" } });
  expect(readFileSync(target)).toEqual(before);
  await answer(data, "export", target, "--force");
});

test("how many songs a mood's playlist has is limited, and limited no more", async () => {
  const data = temporaryFolder();
  const limited = async (length: string) =>
    answer(data, "playlists", "set", "chill", "--max-length", length);
  expect(await limited("50")).toMatchObject({ rules: { maxLength: 50 } });
  expect(await limited("none")).toMatchObject({ rules: { maxLength: null } });
});
