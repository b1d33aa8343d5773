import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createFolderWatch } from "../../../../main/features/audio/watch.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { writeTagged } from "../../../support/sound/tagged.ts";

test("files that come into a followed folder are told once they rest; other files and folders are not", async () => {
  const music = temporaryFolder();
  const other = join(music, "other");
  const followed = join(music, "followed");
  for (const folder of [other, followed]) mkdirSync(folder);
  const told: number[] = [];
  const problems: string[] = [];
  const watch = createFolderWatch(
    (id) => told.push(id),
    (_, message) => problems.push(message),
  );
  onTestFinished(() => watch.close());
  watch.follow([
    { id: 1, path: other },
    { id: 2, path: followed },
  ]);
  watch.follow([{ id: 2, path: followed }]);
  writeTagged(join(other, "a.wav"), {});
  // A watcher takes a while to stand; what comes before that is told by a scan.
  let count = 0;
  await vi.waitFor(
    () => {
      if (told.length === 0 && count < 4) writeTagged(join(followed, `${(count += 1)}.wav`), {});
      expect(told).toContain(2);
    },
    { timeout: 25_000, interval: 3500 },
  );
  expect(new Set(told)).toEqual(new Set([2]));
  expect(problems).toEqual([]);
}, 30_000);
