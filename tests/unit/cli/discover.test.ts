import { expect, test } from "vitest";
import { discoverySchema } from "../../../common/domain/discovery.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { writePlantedSongs } from "../../support/planted-songs.ts";
import { answer, undertone } from "./undertone.ts";

test("discover answers in words and as JSON", async () => {
  const data = temporaryFolder();
  await answer(data, "import", writePlantedSongs(data));
  const found = discoverySchema.parse(await answer(data, "discover"));
  expect(found.newMoods).toHaveLength(1);
  const { stdout, code } = await undertone(["discover", "--data-dir", data]);
  expect(code).toBe(0);
  const [proposal] = found.newMoods;
  expect(stdout).toContain(found.because);
  expect(stdout).toContain(
    `A mood of its own? ${proposal?.size} songs: ${proposal?.words.join(", ")}`,
  );
  expect(stdout).toContain(proposal?.examples[0]?.title);
  const { stdout: help } = await undertone(["discover", "--help"]);
  expect(help).toContain("undertone discover --json");
});
