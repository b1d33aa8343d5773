import fc from "fast-check";
import { expect, test } from "vitest";
import { trackQuerySchema, type TrackQueryInput } from "../../../common/domain/track.ts";
import type { Library } from "../../../main/library/library.ts";
import { firstRows, sortRows, toCodes } from "../../../main/library/sort.ts";
import { openLibrary, put, titles, track } from "./support.ts";

async function someTracks(): Promise<Library> {
  const library = openLibrary();
  await put(library, [
    track({
      title: "Böse",
      artists: ["Zoe"],
      addedAt: "2024-03-01T00:00:00Z",
      features: { tempo: 120, energy: 0.5 },
    }),
    track({
      title: "Alpha",
      artists: ["Éric"],
      album: "Mond",
      addedAt: "2024-01-01T00:00:00Z",
      features: { tempo: 90, energy: 0.1, key: 0 },
    }),
    track({
      title: "Čaj",
      artists: ["Adam"],
      album: "Berg",
      releaseDate: "1999-05-02",
      features: { key: 0 },
    }),
    track({
      title: "alpine",
      artists: ["Zoe"],
      releaseDate: "1999",
      durationMs: 1000,
      features: { tempo: 90, loudness: -3 },
    }),
    track({ title: "Empty", artists: [] }),
  ]);
  return library;
}

test.for<[TrackQueryInput, string[]]>([
  [{ sort: "title" }, ["Alpha", "alpine", "Böse", "Čaj", "Empty"]],
  [{ sort: "title", descending: true }, ["Empty", "Čaj", "Böse", "alpine", "Alpha"]],
  [{ sort: "artist" }, ["Čaj", "Alpha", "alpine", "Böse", "Empty"]],
  [{ sort: "artist", descending: true }, ["Böse", "alpine", "Alpha", "Čaj", "Empty"]],
  [{ sort: "album" }, ["Čaj", "Alpha", "Böse", "alpine", "Empty"]],
  [{ sort: "album", descending: true }, ["Alpha", "Čaj", "Böse", "alpine", "Empty"]],
  [{ sort: "added" }, ["Alpha", "Böse", "Čaj", "alpine", "Empty"]],
  [{ sort: "added", descending: true }, ["Čaj", "alpine", "Empty", "Böse", "Alpha"]],
  [{ sort: "tempo" }, ["Alpha", "alpine", "Böse", "Čaj", "Empty"]],
  [{ sort: "tempo", descending: true }, ["Böse", "Alpha", "alpine", "Čaj", "Empty"]],
  [{ sort: "releaseDate" }, ["alpine", "Čaj", "Böse", "Alpha", "Empty"]],
  [{ sort: "duration", descending: true }, ["alpine", "Böse", "Alpha", "Čaj", "Empty"]],
  [{ ranges: { tempo: { low: 90, high: 90 } }, sort: "title" }, ["Alpha", "alpine"]],
  [{ ranges: { energy: { low: 0.1, high: 0.1 } } }, ["Alpha"]],
  [{ ranges: { tempo: { low: null, high: 100 }, key: { low: 0, high: null } } }, ["Alpha"]],
  [{ missing: "features", sort: "title" }, ["Čaj", "Empty"]],
  [{ mood: "none", text: "zoe", sort: "title" }, ["alpine", "Böse"]],
  [{ by: "labelled" }, []],
])("%j finds %j", async ([query, found]) => {
  expect(await titles(await someTracks(), query)).toEqual(found);
});

test("a playlist is listed in its own order", async () => {
  const library = openLibrary();
  const playlist = { name: "Evening", externalId: null };
  await put(
    library,
    ["One", "Two", "Three"].map((title) => track({ title })),
  );
  await put(
    library,
    ["Three", "One"].map((title) => track({ title, playlist })),
  );
  const [listed] = library.db.prepare("SELECT id FROM playlists").pluck().all() as number[];
  const query = { playlist: listed, sort: "position" } as const;
  expect(await titles(library, query)).toEqual(["Three", "One"]);
  expect(await titles(library, { ...query, descending: true })).toEqual(["One", "Three"]);
});

test("pages fit together whatever their size, and past the end there is nothing", async () => {
  const library = openLibrary();
  const tempos = Array.from({ length: 2300 }, (_, index) => (index * 7919) % 613);
  await put(
    library,
    tempos.map((tempo, index) =>
      track({ title: `Track ${index}`, features: tempo === 0 ? {} : { tempo } }),
    ),
  );
  for (const descending of [false, true]) {
    const query = trackQuerySchema.parse({ sort: "tempo", descending });
    const whole = (await library.select(query, 0.6)).ids(0, 5000);
    const small = (await library.select({ ...query, text: "track" }, 0.6)).ids(0, 400);
    const paged: number[] = [];
    for (let start = 0; start < 2400; start += 150) {
      paged.push(...(await library.select(query, 0.6)).ids(start, 150));
    }
    expect(paged).toEqual(whole);
    expect(small).toEqual(whole.slice(0, 400));
    expect((await library.select(query, 0.6)).ids(2300, 10)).toEqual([]);
  }
});

test("the first rows are those of the whole order, whatever the values", () => {
  const value = fc.oneof(
    fc.float({ noDefaultInfinity: false }),
    fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity),
  );
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 60 }),
      fc.constantFrom<"mixed" | "rising" | "falling">("mixed", "rising", "falling"),
      fc.boolean(),
      fc.integer({ min: 1, max: 500 }),
      (pool, shape, descending, limit) => {
        const drawn = Float32Array.from(
          { length: 9000 },
          (_, index) => pool[(index * 31) % pool.length] ?? 0,
        );
        const values = shape === "mixed" ? drawn : drawn.toSorted();
        if (shape === "falling") values.reverse();
        const rows = Int32Array.from({ length: values.length }, (_, row) => row);
        const codes = toCodes(values);
        const expected = Array.from(rows).sort((a, b) => compare(values, a, b, descending));
        expect(Array.from(sortRows(rows, codes, descending))).toEqual(expected);
        expect(Array.from(firstRows(rows, codes, descending, limit))).toEqual(
          expected.slice(0, limit),
        );
      },
    ),
    { numRuns: 20 },
  );
});

function compare(values: Float32Array, a: number, b: number, descending: boolean): number {
  const [x, y] = [values[a] ?? NaN, values[b] ?? NaN];
  if (Number.isNaN(x) || Number.isNaN(y))
    return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
  if (x === y) return a - b;
  return x < y === descending ? 1 : -1;
}

test("an answer is kept until something changes", async () => {
  const library = await someTracks();
  const query = trackQuerySchema.parse({ sort: "title" });
  const first = await library.select(query, 0.6);
  expect(await library.select(query, 0.6)).toBe(first);
  await library.apply((columns) => columns.setNumber(1, "tempo", 99));
  expect(await library.select(query, 0.6)).not.toBe(first);
  await put(library, [track({ title: "Zero" })]);
  expect(await titles(library, query)).toEqual(["Alpha", "alpine", "Böse", "Čaj", "Empty", "Zero"]);
});

test("a change that comes while the columns are read anew is not lost", async () => {
  const library = await someTracks();
  const reading = library.reload();
  await library.apply((columns) => columns.setLabel(2, 3, "user"));
  await reading;
  expect(await titles(library, { by: "labelled" })).toEqual(["Alpha"]);
});
