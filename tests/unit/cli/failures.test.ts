import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXIT_CODES } from "../../../main/hosts/cli/exit-codes.ts";
import { Library } from "../../../main/library/library.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { answer, COMMAND_LINE, undertone } from "./undertone.ts";

test.for<[string, string[], keyof typeof EXIT_CODES]>([
  ["an unknown command", ["nonsense"], "bad_input"],
  ["an unknown option", ["tracks", "--bogus"], "bad_input"],
  ["a missing argument", ["track"], "bad_input"],
  ["a number that is none", ["tracks", "--limit", "many"], "bad_input"],
  ["a sort that is none", ["tracks", "--sort", "colour"], "bad_input"],
  ["a range that is none", ["tracks", "--range", "tempo=fast"], "bad_input"],
  ["two things to do at once", ["label", "1", "--mood", "sad", "--clear"], "bad_input"],
  ["a missing file", ["import", "missing.csv"], "file_missing"],
  ["an unknown mood", ["label", "1", "--mood", "melancholy"], "not_found"],
  ["an unknown playlist", ["tracks", "--playlist", "nowhere"], "not_found"],
  ["an unknown track", ["track", "99"], "not_found"],
])(
  "%s is told as JSON, with its exit code and nothing on standard output",
  async ([, options, code]) => {
    const data = temporaryFolder();
    const outcome = await undertone([...options, "--json", "--data-dir", data]);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({
      code: EXIT_CODES[code],
      stdout: "",
    });
    expect(JSON.parse(outcome.stderr)).toEqual({
      error: expect.objectContaining({ code, message: expect.any(String) as string }) as object,
    });
  },
);

test("without --json an error is one sentence", async () => {
  const outcome = await undertone(["label", "1", "--mood", "x", "--data-dir", temporaryFolder()]);
  expect(outcome).toEqual({
    code: EXIT_CODES.not_found,
    stdout: "",
    stderr: "There is no mood “x”. There are: chill, hype, study, happy, sad.\n",
  });
});

test("a library that is open elsewhere is named", async () => {
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  const outcome = await undertone(["moods", "--data-dir", data]);
  await library.close();
  expect(outcome.code).toBe(EXIT_CODES.library_locked);
  expect(outcome.stderr).toContain("is open in another Undertone");
});

test("a library that is none is named and left alone", async () => {
  const data = temporaryFolder();
  writeFileSync(join(data, "library.db"), "no database".repeat(500));
  const outcome = await undertone(["moods", "--data-dir", data]);
  expect(outcome.code).toBe(EXIT_CODES.library_damaged);
});

test("a data folder that cannot be made is named", async () => {
  const data = temporaryFolder();
  writeFileSync(join(data, "file"), "");
  const outcome = await undertone(["moods", "--data-dir", join(data, "file", "inside")]);
  expect(outcome.code).toBe(EXIT_CODES.unavailable);
});

test("a reader that stops early is no error", async () => {
  const data = temporaryFolder();
  const rows = Array.from({ length: 900 }, (_, index) => `Track ${index},Somebody`);
  writeFileSync(join(data, "songs.csv"), ["title,artist", ...rows].join("\n"));
  await answer(data, "import", join(data, "songs.csv"));
  const child = spawn(
    process.execPath,
    [COMMAND_LINE, "tracks", "--limit", "900", "--json", "--data-dir", data],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = (await once(child, "close")) as [number | null];
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("every command explains itself", async () => {
  const { code, stdout } = await undertone(["--help"]);
  const commands =
    "import tracks track features playlists stats moods label undo redo history train predict evaluate models export serve";
  expect(code).toBe(0);
  for (const name of commands.split(" ")) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  for (const exit of new Set(Object.values(EXIT_CODES))) {
    expect(stdout).toMatch(new RegExp(`^  ${exit} `, "m"));
  }
  const help = await undertone(["evaluate", "--help"]);
  expect(help.stdout).toContain("Examples:");
});
