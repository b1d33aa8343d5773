import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FEATURE_LIMITS, FEATURE_NAMES, type FeatureSet } from "../../../common/domain/features.ts";
import type { Track } from "../../../common/domain/track.ts";
import { clean, isMissing } from "../../../main/importing/clean.ts";
import type { ImportedTrack } from "../../../main/library/ingest.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { readTable } from "../importing/read-table.ts";
import { exportSource, exportTrack, MOODS } from "./source.ts";
import { write } from "./write.ts";

const NASTY = [
  "=1+1",
  "'=1+1",
  "+49 30",
  "-1",
  "-",
  "@handle",
  "＝SUM(A1)",
  '=HYPERLINK("https://evil.example","x")',
  '"quoted"',
  'a "b", c',
  "semi;colon",
  "line\r\nbreak",
  "tab\tbed",
  "\u0000null\u0007bell",
  "مرحبا بالعالم",
  "\u202eright to left\u202c",
  "👩‍👩‍👧‍👦 🇩🇪",
  "é",
  "<b>&</b>",
  "]]>",
  "true",
  "007",
  "1e5",
  "2020-01-01",
  "NULLs",
  "\uD800 lone",
  "_x0041",
] as const;

/** Not U+FFFE and U+FFFF, which XML cannot hold, nor entities written out, which ExcelJS decodes once too often. */
const wild = fc
  .oneof(fc.string({ unit: "binary" }), fc.constantFrom(...NASTY), fc.string({ unit: "grapheme" }))
  .filter(
    (text) => !/[\ufffe\uffff]|&[a-z]*;|_x[0-9a-f]{4}_/i.test(text) && !isMissing(clean(text)),
  );
/** The importer takes semicolons, and commas without a space after them, for what separates artists. */
const artist = wild.filter((text) => !/[;,\\[\u001f]/.test(text));

const features = fc.record(
  Object.fromEntries(
    FEATURE_NAMES.map((name) => {
      const [min, max] = FEATURE_LIMITS[name];
      const whole = ["key", "mode", "timeSignature"].includes(name);
      const value = whole
        ? fc.integer({ min: name === "timeSignature" ? 1 : min, max })
        : fc.double({ min, max, noNaN: true }).map((number) => number + 0);
      return [name, fc.option(value)];
    }),
  ),
) as fc.Arbitrary<FeatureSet>;

const track = fc.record({
  title: wild,
  artists: fc.uniqueArray(artist, { minLength: 1, maxLength: 3, selector: plain }),
  album: fc.option(wild),
  releaseDate: fc.constantFrom(null, "1999", "1999-03", "2001-02-03", "1850-01-31", "1900-01-01"),
  durationMs: fc.option(fc.integer({ min: 1, max: 86_400_000 })),
  isrc: fc.constantFrom(null, "USRC17607839"),
  uri: fc.constantFrom(null, "spotify:track:6f807x0ima9a1j3VPbc7VN"),
  previewUrl: fc.constantFrom(null, "https://p.example/a.mp3?x=1&y=2"),
  addedAt: fc.option(
    fc
      .date({ min: new Date("2006-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
  ),
  mood: fc.constantFrom<Track["mood"][]>(
    null,
    { id: 1, by: "user", confidence: 0.5 },
    { id: 2, by: "file", confidence: null },
    { id: 2, by: "guess", confidence: 0.9 },
  ),
  features,
});

// A workbook takes its time however few its rows: fewer of them, with more rows.
describe.each([
  { format: "csv", numRuns: 100, maxLength: 10 },
  { format: "json", numRuns: 100, maxLength: 10 },
  { format: "xlsx", numRuns: 6, maxLength: 60 },
] as const)("what is exported as $format", ({ format, numRuns, maxLength }) => {
  test(
    "is read back as it was by the importer, whatever the names",
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder();
      let number = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(track, { minLength: 1, maxLength }), async (list) => {
          number += 1;
          const path = join(folder, `${number}.${format}`);
          await write(exportSource(list.map((each) => exportTrack(each))), { format, path });
          const read = await readTable(path, { labels: true });
          expect(read.warnings).toEqual([]);
          expect(read.skipped).toEqual([]);
          expect(read.tracks.map(comparable)).toEqual(list.map(expected).map(comparable));
        }),
        { numRuns },
      );
    },
  );
});

test("the columns of a file of ours are all recognised, and nothing of the user's own is made of them", async () => {
  const path = join(temporaryFolder(), "library.csv");
  await write(exportSource([exportTrack()]), { format: "csv", path });
  const { tracks } = await readTable(path, { labels: true });
  expect(tracks).toEqual([
    {
      title: "Slow River",
      artists: ["Ada Lindqvist", "The Ferrymen"],
      album: "Banks",
      releaseDate: "2019-06-14",
      durationMs: 194_754,
      isrc: "SEABC1900001",
      uri: "spotify:track:6f807x0ima9a1j3VPbc7VN",
      previewUrl: "https://p.example/preview/1.mp3",
      addedAt: "2026-03-04T05:06:07.000Z",
      features: known(exportTrack().track.features),
      userTempo: null,
      userKey: null,
      mood: "chill",
      playlist: null,
    },
  ]);
});

type Wild = typeof track extends fc.Arbitrary<infer One> ? One : never;

function expected(track: Wild): ImportedTrack {
  const { mood, features, ...rest } = track;
  return {
    ...rest,
    features: known(features),
    userTempo: null,
    userKey: null,
    // A guess is nobody's label.
    mood: mood === null || mood.by === "guess" ? null : (MOODS[mood.id - 1]?.name ?? null),
    playlist: null,
  };
}

/** An empty cell says nothing: features that are not known are not told. */
function known(features: FeatureSet): Partial<FeatureSet> {
  return Object.fromEntries(Object.entries(features).filter(([, value]) => value !== null));
}

function comparable(track: ImportedTrack): ImportedTrack {
  return {
    ...track,
    title: plain(track.title),
    artists: track.artists.map(plain),
    album: track.album === null ? null : plain(track.album),
  };
}

/** A workbook holds fewer control characters than a CSV: how many spaces they leave is all that differs. */
function plain(text: string): string {
  return clean(text).replaceAll(/\s+/g, " ");
}
