import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Coverage } from "../../../common/domain/coverage.ts";
import { FEATURE_NAMES, NO_FEATURES } from "../../../common/domain/features.ts";
import type { TrackDetail } from "../../../common/domain/track.ts";
import { toOwnValues } from "../../../main/hosts/cli/own-values.ts";
import { reccoBeatsFeatures, startReccoBeats } from "../../servers/reccobeats/server.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { line, spotifyId, withServices } from "../features/chain/support.ts";
import { answer, undertone } from "./undertone.ts";

/** A library of two songs that Spotify knows, the second with a tempo. */
async function library(): Promise<string> {
  const data = temporaryFolder();
  const file = join(data, "songs.csv");
  const uri = (index: number) => `spotify:track:${spotifyId(index)}`;
  writeFileSync(file, `title,artist,uri,tempo\nOne,A,${uri(1)},\nTwo,A,${uri(2)},87.5\n`);
  await answer(data, "import", file);
  return data;
}

test("status and fetch: what is known from where, as JSON and in words, before and after", async () => {
  const server = await startReccoBeats({ [spotifyId(1)]: reccoBeatsFeatures() });
  withServices({ reccobeats: server });
  const data = await library();

  expect(await answer(data, "features", "status")).toMatchObject({
    tracks: 2,
    complete: 0,
    some: 1,
    none: 1,
    gaps: [{ reason: "not_asked", tracks: 1 }],
  });
  expect(await answer(data, "features", "fetch")).toEqual({
    asked: 2,
    found: 1,
    missed: 1,
    providers: [line("reccobeats", { asked: 2, found: 1, missed: 1, requests: 1 })],
  });
  const after = (await answer(data, "features", "status")) as Coverage;
  expect(after).toMatchObject({ complete: 1, some: 1, none: 0, gaps: [] });
  expect(after.fields.map(({ field }) => field)).toEqual([...FEATURE_NAMES, "lufs"]);
  expect(after.fields.find(({ field }) => field === "tempo")).toEqual({
    field: "tempo",
    known: 2,
    by: [
      { source: "file", tracks: 1 },
      { source: "reccobeats", tracks: 1 },
    ],
  });
  const { stdout } = await undertone(["features", "status", "--data-dir", data]);
  expect(stdout).toContain("2 tracks: 1 with every feature, 1 with some, 0 with none.");
  expect(stdout).toMatch(/tempo +2 +file 1, reccobeats 1/);
  expect(stdout).toMatch(/ReccoBeats +on +1 +1 +0/);
}, 120_000);

test("fetch ends with 10 where no service could be asked, and with 2 for a service that there is not", async () => {
  const server = await startReccoBeats();
  server.next.push({ status: 200, body: {} });
  withServices({ reccobeats: server });
  const data = await library();
  const fetch = (...more: string[]) =>
    undertone(["features", "fetch", ...more, "--data-dir", data, "--json"]);
  const failed = await fetch();
  expect(failed.code).toBe(10);
  expect(JSON.parse(failed.stdout)).toMatchObject({ asked: 0, missed: 0 });
  expect((await fetch("--provider", "lastfm")).code).toBe(2);
}, 120_000);

test("a value of one's own is set as people write it, and taken back", async () => {
  const data = await library();
  const set = async (...words: string[]) => {
    const { track } = (await answer(data, "features", "set", "2", ...words)) as TrackDetail;
    const { tempo, key, mode, loudness } = track.features;
    return [tempo, key, mode, loudness];
  };
  expect(await set("tempo", "double")).toEqual([175, null, null, null]);
  expect(await set("key", "8A")).toEqual([175, 9, 0, null]);
  expect(await set("key", "F# minor")).toEqual([175, 6, 0, null]);
  expect(await set("mode", "major")).toEqual([175, 6, 1, null]);
  expect(await set("key", "-")).toEqual([175, null, null, null]);
  expect(await set("loudness", "-7.5")).toEqual([175, null, null, -7.5]);
  expect(await set("bpm", "-")).toEqual([87.5, null, null, -7.5]);
}, 120_000);

test.each([
  ["a feature that there is not", "mood", "0.5", "“mood” is no feature."],
  ["a key that is none", "key", "H dur", "“H dur” is no key."],
  ["a mode that is none", "mode", "dur", "“dur” is no mode."],
  ["a value that no track can have", "energy", "1.5", "1.5 is not a usable value for energy."],
  ["nothing", "energy", " ", "“” is not a number."],
  ["half of a tempo that is not known", "tempo", "half", "Its tempo is not known."],
])("a value of one's own cannot be %s", (_, feature, value, message) => {
  expect(() => toOwnValues(feature, value, NO_FEATURES)).toThrow(message);
});

test("features set ends with 2 for what is no value and with 3 for a track that there is not", async () => {
  const data = await library();
  const set = async (...words: string[]) => {
    const told = await undertone(["features", "set", ...words, "--data-dir", data, "--json"]);
    return { code: told.code, stdout: told.stdout };
  };
  expect(await set("2", "energy", "1.5")).toEqual({ code: 2, stdout: "" });
  expect(await set("99", "tempo", "90")).toEqual({ code: 3, stdout: "" });
}, 120_000);
