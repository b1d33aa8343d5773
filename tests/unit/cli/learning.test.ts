import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT_CODES } from "../../../main/hosts/cli/exit-codes.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { answer, undertone } from "./undertone.ts";

const number = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];
const HYPE = 2;
const SAD = 5;

/** 30 calm songs and 30 loud ones; the first 12 are labelled sad and hype, but Calm 11 wrongly hype. */
function songs(): string {
  const line = (kind: "Calm" | "Loud", index: number) => {
    const isCalm = kind === "Calm";
    const value = (middle: number) => (middle + (index % 10) / 100).toFixed(2);
    const mood = isCalm && index !== 11 ? "sad" : "hype";
    return [
      `${kind} ${index}`,
      `${kind} artist ${index % 7}`,
      value(isCalm ? 0.15 : 0.8),
      value(isCalm ? 0.2 : 0.75),
      value(isCalm ? 0.3 : 0.75),
      String((isCalm ? 75 : 125) + index),
      index < 12 ? mood : "",
    ].join(",");
  };
  const rows = Array.from({ length: 30 }, (_, index) => [line("Calm", index), line("Loud", index)]);
  const silent = "Silent,Nobody,,,,,";
  return ["title,artist,energy,valence,danceability,tempo,mood", ...rows.flat(), silent].join("\n");
}

let data = "";
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "undertone-test-"));
  const file = join(data, "songs.csv");
  writeFileSync(file, songs());
  await answer(data, "import", file, "--labels");
  await answer(data, "train");
}, 60_000);
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function idOf(title: string): Promise<number> {
  const { rows } = (await answer(data, "tracks", "--text", title)) as {
    rows: { id: number; title: string }[];
  };
  return rows.find((row) => row.title === title)?.id ?? 0;
}

async function failure(...options: string[]): Promise<{ code: number | null; error: unknown }> {
  const { code, stderr } = await undertone([...options, "--json", "--data-dir", data]);
  return { code, error: (JSON.parse(stderr) as { error: { code: string } }).error.code };
}

test("explain tells by what a guess came about, in JSON and in words", async () => {
  const id = await idOf("Loud 20");
  const told = (await answer(data, "explain", String(id))) as {
    contributions: { feature: string; amount: number }[];
    intercept: number;
    logOdds: number;
    nearest: { mood: number }[];
  };
  expect(told).toMatchObject({
    track: { id, title: "Loud 20", artists: ["Loud artist 6"] },
    model: number,
    first: { mood: HYPE, probability: number },
    second: { mood: number, probability: number },
    counterfactual: null,
  });
  const sum = told.contributions.reduce((total, { amount }) => total + amount, told.intercept);
  expect(sum).toBeCloseTo(told.logOdds, 6);
  expect(told.nearest).toHaveLength(3);

  const { stdout } = await undertone(["explain", String(id), "--data-dir", data]);
  expect(stdout).toMatch(
    /^Loud 20 by Loud artist 6: hype \([\d.]+ %\) rather than \w+ \([\d.]+ %\)\.$/m,
  );
  expect(stdout).toMatch(/^ {2}energy 0\.80 is middling: \+\d\.\d for hype$/m);
  expect(stdout).toContain("Most like it of your labelled songs:");
  expect(stdout).toContain("No usual value of a single feature would make it another mood.");
});

test("explain, similar: what cannot be answered ends with the code of its reason", async () => {
  const silent = String(await idOf("Silent"));
  const empty = temporaryFolder();
  const outcomes = [
    await failure("explain", "999"),
    await failure("explain", silent),
    await failure("similar", silent),
    await failure("similar", "1", "999"),
    await failure("similar", "1", "--not-in", "melancholy"),
    await failure("similar"),
    await failure("similar", "one"),
    await failure("suggest", "--count", "0"),
    await failure("keep-labels"),
  ];
  const codes = [
    "not_found",
    "no_features",
    "no_features",
    "not_found",
    "not_found",
    "bad_input",
    "bad_input",
    "bad_input",
    "bad_input",
  ] as const;
  expect(outcomes).toEqual(codes.map((code) => ({ code: EXIT_CODES[code], error: code })));

  const nothing = await undertone(["suggest", "--data-dir", empty]);
  expect(nothing).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^There is nothing to ask/) as string,
  });
}, 60_000);

test("similar finds songs of a kind, of one track or of several, without those of a mood", async () => {
  const [one, other] = [await idOf("Calm 14"), await idOf("Calm 16")];
  const like = (await answer(data, "similar", String(one), "--count", "5")) as {
    similar: { title: string }[];
  };
  expect(like).toMatchObject({
    tracks: [{ id: one, title: "Calm 14", artists: ["Calm artist 0"] }],
    features: ["danceability", "energy", "valence", "tempo"],
  });
  expect(like.similar).toHaveLength(5);
  expect(like.similar[0]).toEqual({
    id: number,
    title: expect.stringMatching(/^Calm/) as string,
    artists: list,
    mood: SAD,
    distance: number,
    compared: 4,
  });

  const several = ["similar", String(one), String(other), "--not-in", "sad", "--count", "5"];
  const rest = (await answer(data, ...several)) as { similar: { title: string; mood: number }[] };
  expect(rest).toMatchObject({ tracks: [{ title: "Calm 14" }, { title: "Calm 16" }] });
  expect(rest.similar.filter(({ mood }) => mood === SAD)).toEqual([]);

  const { stdout } = await undertone([...several, "--data-dir", data]);
  expect(stdout).toContain("Like Calm 14 by Calm artist 0 and 1 more:");
});

test("suggest names songs with the moods they stand between, and leaves out what it is told to", async () => {
  const first = (await answer(data, "suggest", "--count", "3")) as {
    suggestions: { id: number }[];
  };
  expect(first).toEqual({
    suggestions: Array.from({ length: 3 }, () => ({
      id: number,
      title: expect.any(String) as string,
      artists: list,
      between: [
        { mood: number, probability: number },
        { mood: number, probability: number },
      ],
      like: number,
      gain: number,
    })),
    expectedChange: number,
    enough: expect.any(Boolean) as boolean,
  });
  const [asked] = first.suggestions;
  const next = (await answer(
    data,
    "suggest",
    "--count",
    "3",
    "--without",
    String(asked?.id),
  )) as typeof first;
  expect(next.suggestions.map(({ id }) => id)).not.toContain(asked?.id);

  const { stdout } = await undertone(["suggest", "--count", "3", "--data-dir", data]);
  expect(stdout).toMatch(/between \w+ and \w+; \d+ songs? like it/);
  expect(stdout).toMatch(/another 20 answers would change/i);
});

test("doctor-labels finds the wrong label; kept, it is not doubted again until that is taken back", async () => {
  const found = (await answer(data, "doctor-labels")) as { doubts: { id: number }[] };
  expect(found).toMatchObject({
    doubts: list,
    doubted: number,
    kept: 0,
    disagreements: [],
    small: [
      { mood: 1, labels: 0 },
      { mood: 3, labels: 0 },
      { mood: 4, labels: 0 },
    ],
    alike: [],
  });
  const wrong = await idOf("Calm 11");
  expect(found.doubts.map(({ id }) => id)).toContain(wrong);

  expect(await answer(data, "keep-labels", String(wrong))).toEqual({ kept: 1 });
  const kept = (await answer(data, "doctor-labels")) as typeof found;
  expect(kept).toMatchObject({ kept: 1 });
  expect(kept.doubts.map(({ id }) => id)).not.toContain(wrong);

  const { stdout } = await undertone(["doctor-labels", "--data-dir", data]);
  expect(stdout).toContain("1 doubt that you keep is left out.");
  expect(await answer(data, "keep-labels", String(wrong), "--doubt-again")).toEqual({ kept: 0 });
  expect(await answer(data, "doctor-labels")).toMatchObject({ kept: 0 });
}, 60_000);
