import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTags } from "../../../../main/features/audio/tags.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { writeTagged } from "../../../support/sound/tagged.ts";

const NO_TAGS = {
  title: null,
  artists: [],
  album: null,
  isrc: null,
  bpm: null,
  key: null,
  mood: null,
  rating: null,
  durationMs: null,
  year: null,
};

test("what a file says of itself is read", async () => {
  const path = join(temporaryFolder(), "a.wav");
  writeTagged(path, {
    title: " Moss\0",
    artist: "Fern",
    album: "Wood",
    isrc: "gb-aye-00-00001",
    bpm: "123",
    key: "8A",
  });
  expect(await readTags(path)).toEqual({
    ...NO_TAGS,
    title: "Moss",
    artists: ["Fern"],
    album: "Wood",
    isrc: "GBAYE0000001",
    bpm: 123,
    key: "8A",
    durationMs: 1000,
  });
});

test.each(["", "0", "-5", "fast"])("a BPM of %j is none", async (bpm) => {
  const path = join(temporaryFolder(), "a.wav");
  writeTagged(path, { bpm });
  expect((await readTags(path)).bpm).toBeNull();
});

test("what is no sound, or is not there, says nothing", async () => {
  const path = join(temporaryFolder(), "a.mp3");
  expect(await readTags(path)).toEqual(NO_TAGS);
  writeFileSync(path, "no sound at all");
  expect(await readTags(path)).toEqual(NO_TAGS);
});
