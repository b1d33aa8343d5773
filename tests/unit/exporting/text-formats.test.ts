import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { exportSource, exportTrack } from "./source.ts";
import { write } from "./write.ts";

async function csvLines(...tracks: Parameters<typeof exportTrack>[0][]): Promise<string[]> {
  const path = join(temporaryFolder(), "library.csv");
  await write(exportSource(tracks.map((track) => exportTrack(track))), { format: "csv", path });
  return readFileSync(path, "utf8").split("\r\n");
}

test("a CSV begins with a byte-order mark, ends its lines as RFC 4180 says and quotes what needs it", async () => {
  expect(await csvLines({ title: 'She said "no", twice', artists: ["Solo"], also: [] })).toEqual([
    "\uFEFFTitle,Artists,Album,Release date,Length,Mood,Confidence,Label source,Guess,Also in moods,BPM,Musical key,Camelot,Danceability,Energy,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Key,Mode,Time signature,Duration (ms),ISRC,Spotify URI,Spotify link,Preview URL,Sound file,Added at,Labelled at",
    '"She said ""no"", twice",Solo,Banks,2019-06-14,3:15,chill,0.75,user,chill,,120.25,A minor,8A,,0.5,-5.5,,,,,,9,0,,194754,SEABC1900001,spotify:track:6f807x0ima9a1j3VPbc7VN,https://open.spotify.com/track/6f807x0ima9a1j3VPbc7VN,https://p.example/preview/1.mp3,,2026-03-04T05:06:07.000Z,2026-11-24T10:00:00.000Z',
    "",
  ]);
});

test("a name that a spreadsheet would compute is escaped in CSV, and a negative number is not", async () => {
  const titles = ["=1+1", "+1", "-1", "@x", "\t=x", "\r=x", "'=x", "＝1", "'tis", "a=b"];
  const lines = await csvLines(...titles.map((title) => ({ title, artists: ["A"] })));
  expect(lines.slice(1, -1).map((line) => line.slice(0, line.indexOf(",A,")))).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    '"\'\t=x"',
    '"\'\r=x"',
    "''=x",
    "'＝1",
    "'tis",
    "a=b",
  ]);
  expect(lines[1]).toContain(",-5.5,");
});

test("JSON says its format and version, names moods in place of numbering them, and has one track a line", async () => {
  const path = join(temporaryFolder(), "library.json");
  const { files } = await write(
    exportSource([exportTrack(), exportTrack({ title: "Second", mood: null })]),
    {
      format: "json",
      path,
    },
  );
  const text = readFileSync(path, "utf8");
  const parsed = JSON.parse(text) as Record<string, unknown>;
  expect({ ...parsed, exportedAt: "", tracks: [] }).toEqual({
    format: "undertone-library",
    version: 1,
    exportedAt: "",
    moods: [
      { name: "chill", color: "mood-1", key: "1", definition: { energy: { low: 0.1, high: 0.5 } } },
      { name: "hype", color: "mood-2", key: null, definition: { tempo: { low: 120, high: null } } },
    ],
    tracks: [],
  });
  expect((parsed["tracks"] as unknown[])[0]).toEqual({
    title: "Slow River",
    artists: ["Ada Lindqvist", "The Ferrymen"],
    album: "Banks",
    releaseDate: "2019-06-14",
    durationMs: 194_754,
    isrc: "SEABC1900001",
    uri: "spotify:track:6f807x0ima9a1j3VPbc7VN",
    previewUrl: "https://p.example/preview/1.mp3",
    filePath: null,
    addedAt: "2026-03-04T05:06:07.000Z",
    mood: "chill",
    labelSource: "user",
    confidence: 0.75,
    labelledAt: "2026-11-24T10:00:00.000Z",
    guess: "chill",
    also: ["hype"],
    probabilities: [
      { mood: "chill", probability: 0.75 },
      { mood: "hype", probability: 0.25 },
    ],
    features: exportTrack().track.features,
  });
  expect(text.split("\n").filter((line) => line.startsWith('{"title"'))).toHaveLength(2);
  expect(files).toEqual([{ path, rows: 2, bytes: Buffer.byteLength(text) }]);
});

test("a library without tracks is a file with a header alone, and valid", async () => {
  expect(await csvLines()).toHaveLength(2);
  const path = join(temporaryFolder(), "empty.json");
  await write(exportSource([]), { format: "json", path });
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: 1, tracks: [] });
});
