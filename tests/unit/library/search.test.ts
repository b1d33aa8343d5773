import fc from "fast-check";
import { expect, test } from "vitest";
import { searchTracks } from "../../../main/library/search.ts";
import { openLibrary, put, titles, track } from "./support.ts";

const TRACKS = [
  track({ title: "Déjà Vu", artists: ["Beyoncé"], album: "B'Day" }),
  track({ title: "Svefn-g-englar", artists: ["Sigur Rós"], album: "Ágætis byrjun" }),
  track({ title: "群青日和", artists: ["東京事変"] }),
  track({ title: "Группа крови", artists: ["Кино"] }),
  track({ title: "काल", artists: ["अरिजीत"] }),
  track({ title: "봄날", artists: ["방탄소년단"] }),
  track({ title: "Louden Up Now", artists: ["!!!"] }),
  track({ title: "OR NOT AND NEAR", artists: ["The Operators"] }),
  track({ title: 'The "Quoted" Song*', artists: ["AC/DC"] }),
  track({ title: "𞤀𞤣𞤤𞤢𞤥", artists: ["Adlam"] }),
];

async function library() {
  const opened = openLibrary();
  await put(opened, TRACKS);
  return opened;
}

test.for<[string, string[]]>([
  ["beyonce", ["Déjà Vu"]],
  ["BEYONCÉ deja", ["Déjà Vu"]],
  ["deja bday", []],
  ["b'day", ["Déjà Vu"]],
  ["englar svefn", ["Svefn-g-englar"]],
  ["agaetis", ["Svefn-g-englar"]],
  ["東京", ["群青日和"]],
  ["京事", ["群青日和"]],
  ["日和", ["群青日和"]],
  ["кино груп", ["Группа крови"]],
  ["ГРУППА", ["Группа крови"]],
  ["काल", ["काल"]],
  ["봄", ["봄날"]],
  ["!!!", ["Louden Up Now"]],
  ["louden !!!", ["Louden Up Now"]],
  ["or not", ["OR NOT AND NEAR"]],
  ["near", ["OR NOT AND NEAR"]],
  ['"quoted" song*', ['The "Quoted" Song*']],
  ["ac/dc", ['The "Quoted" Song*']],
  ["𞤀𞤣", ["𞤀𞤣𞤤𞤢𞤥"]],
  ["words:beyonce", []],
  ["nobody", []],
])("searching “%s” finds %j", async ([text, found]) => {
  expect(await titles(await library(), { text })).toEqual(found);
});

test("only the last word may be unfinished", async () => {
  const opened = await library();
  expect(await titles(opened, { text: "sig svefn" })).toEqual([]);
  expect(await titles(opened, { text: "svefn sig" })).toEqual(["Svefn-g-englar"]);
});

test("a search for nothing leaves all tracks", async () => {
  const opened = await library();
  expect(await titles(opened, { text: "  " })).toEqual(TRACKS.map(({ title }) => title));
});

test("a NUL beside a sign that is no word does not end the search's text", async () => {
  const opened = await library();
  expect(await titles(opened, { text: "🌀\u0000" })).toEqual([]);
});

test("no text that can be typed breaks the search", async () => {
  const opened = await library();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (text) => {
      await titles(opened, { text });
    }),
    { numRuns: 100 },
  );
});

test("every track is found by each of its own words", async () => {
  const opened = openLibrary();
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const names = fc.sample(name, { numRuns: 200, seed: 42 }).filter((text) => text.trim() !== "");
  await put(
    opened,
    names.map((title, index) => track({ title, uri: `spotify:track:${index}` })),
  );
  for (const title of names) expect(await titles(opened, { text: title })).toContain(title);
});

test("a track renamed by its source is found by its new name alone", async () => {
  const opened = openLibrary();
  await put(opened, [track({ title: "Old Name", artists: ["Before"], uri: "spotify:track:1" })]);
  await put(opened, [track({ title: "New Name", artists: ["After"], uri: "spotify:track:1" })]);
  expect(await titles(opened, { text: "new after" })).toEqual(["New Name"]);
  expect(await titles(opened, { text: "old" })).toEqual([]);
  expect(await titles(opened, { sort: "title" })).toEqual(["New Name"]);
});

test("a long beginning of a word finds what any beginning does, however many words have it", async () => {
  const opened = openLibrary();
  const endings = ["", "s", "'s", "field", "é", "群"];
  const names = Array.from({ length: 120 }, (_, index) => [
    `Orchard${endings[index % endings.length] ?? ""} ${index % 2 === 0 ? "river" : "stone"}`,
    `Cathedral${index} ${index % 3 === 0 ? "river" : ""}`,
    `Группа${index % 4} !!!!!!${index % 5 === 0 ? "?" : ""}`,
  ]).flat();
  await put(
    opened,
    names.map((title, index) => track({ title, uri: `spotify:track:${index}` })),
  );
  const texts =
    "river orchar,orchard,orchards,orchardf,cathedral,cathedral1,river cathed,групп,группа,группа3,!!!!!!,orchardx,river orchardz";
  for (const text of texts.split(",")) {
    const all = searchTracks(opened.db, text, -1) ?? [];
    expect([text, searchTracks(opened.db, text, 1000)]).toEqual([text, all]);
    const some = searchTracks(opened.db, text, 10) ?? [];
    expect([text, some.length]).toEqual([text, Math.min(10, all.length)]);
    expect(all).toEqual(expect.arrayContaining(some));
  }
  expect(searchTracks(opened.db, "orchar", -1)).toHaveLength(120);
});
