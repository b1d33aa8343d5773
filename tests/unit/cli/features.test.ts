import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Coverage } from "../../../common/domain/coverage.ts";
import { FEATURE_NAMES } from "../../../common/domain/features.ts";
import type { TrackDetail } from "../../../common/domain/track.ts";
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
}, 60_000);

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
}, 60_000);

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
}, 60_000);

test.each([
  ["a feature that there is not", ["2", "mood", "0.5"], 2],
  ["a key that is none", ["2", "key", "H dur"], 2],
  ["a value that no track can have", ["2", "energy", "1.5"], 2],
  ["no number", ["2", "energy", ""], 2],
  ["half of a tempo that is not known", ["1", "tempo", "half"], 2],
  ["a track that there is not", ["99", "tempo", "90"], 3],
])(
  "features set refuses %s",
  async (_, words, code) => {
    const data = await library();
    const told = await undertone(["features", "set", ...words, "--data-dir", data, "--json"]);
    expect({ code: told.code, stdout: told.stdout }).toEqual({ code, stdout: "" });
  },
  60_000,
);
