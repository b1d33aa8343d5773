import { describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../../main/hosts/cli/exit-codes.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { writeSongs } from "../training/songs.ts";
import { answer, undertone } from "./undertone.ts";

test("evaluate tells repeats, reliability, learning curve and comparison, for people and for machines", async () => {
  const data = temporaryFolder();
  const options = "--label truth --folds 4 --repeats 2 --strategy margin --compare centroid";
  const asked = ["evaluate", writeSongs(data), ...options.split(" ")];
  const result = await answer(data, ...asked);
  expect(Object.keys(result as object)).toEqual(
    expect.arrayContaining(
      "accuracy macroF1 logLoss ece labels confusion perLabel folds size reliability repeats learningCurve comparison".split(
        " ",
      ),
    ),
  );
  const { code, stdout } = await undertone([...asked, "--data-dir", data]);
  expect(code).toBe(0);
  for (const part of [
    "2 times 4 folds: accuracy",
    "How often guesses of a confidence are right:",
    "Learning curve, the most uncertain first, 3 draws:",
    "0 (definitions)",
    "On the same 120 held-out labels:",
  ])
    expect(stdout).toContain(part);
});

test("evaluate gives no percentage for a handful of labels", async () => {
  const data = temporaryFolder();
  const file = writeSongs(data, 12);
  const { stdout } = await undertone(["evaluate", file, "--label", "truth", "--data-dir", data]);
  expect(stdout).toContain("Only 12 labels: too few to say how good the learning is.");
  expect(stdout).not.toContain("%");
});

describe("evaluate refuses", () => {
  test.each<[string, string[], keyof typeof EXIT_CODES, string]>([
    ["a strategy that is none", ["--strategy", "best"], "bad_input", "random, margin, suggest"],
    ["no repeats", ["--repeats", "0"], "bad_input", "a whole number from 1 to 100"],
    ["one fold", ["--folds", "1"], "bad_input", "a whole number from 2 to 50"],
    ["nothing to compare with", ["--compare", "luck"], "bad_input", "Name centroid, knn"],
    ["a missing model", ["--compare", "none.json"], "file_missing", "There is no file none.json"],
  ])("%s", async (_, options, code, message) => {
    const data = temporaryFolder();
    const file = writeSongs(data);
    const all = ["evaluate", file, "--label", "truth", ...options, "--data-dir", data];
    const outcome = await undertone(all);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({
      code: EXIT_CODES[code],
      stdout: "",
    });
    expect(outcome.stderr).toContain(message);
  });
});

test("check tells how sure the figures of the library's labels are", async () => {
  const data = temporaryFolder();
  const empty = await undertone(["check", "--data-dir", data]);
  expect(empty).toMatchObject({ code: 0 });
  expect(empty.stdout).toContain("There are no labels yet");

  const file = writeSongs(data);
  await answer(data, "import", file);
  const { rows } = (await answer(data, "tracks", "--limit", "60")) as { rows: { id: number }[] };
  const byKind = Object.groupBy(rows, ({ id }) => (id % 2 === 1 ? "chill" : "hype"));
  for (const mood of ["chill", "hype"] as const)
    await answer(
      data,
      "label",
      ...(byKind[mood] ?? []).map(({ id }) => String(id)),
      "--mood",
      mood,
    );
  const found = await answer(data, "check", "--repeats", "2", "--folds", "4");
  expect(found).toMatchObject({ labels: 60, checked: 60, note: null });
  expect(found).toMatchObject({ figures: { repeats: { repeats: 2, folds: 4 } } });
  const { stdout } = await undertone(["check", "--repeats", "2", "--data-dir", data]);
  expect(stdout).toContain("2 times 5 folds: accuracy");
  expect(stdout).toContain("songs without a label");
});
