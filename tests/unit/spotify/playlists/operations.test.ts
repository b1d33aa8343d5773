import fc from "fast-check";
import { expect, test } from "vitest";
import {
  operateAll,
  type Operation,
} from "../../../../main/spotify/playlists/content/operation.ts";
import { operations } from "../../../../main/spotify/playlists/content/operations.ts";

const NOBODY: ReadonlySet<string> = new Set();
const song = (number: number) => `spotify:track:${number}`;
const songs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => song(from + index));
const kinds = (list: readonly Operation[]) => list.map(({ kind }) => kind);

const LOCAL = "spotify:local:a:b:c:1";

test("nothing to change takes no request", () => {
  expect(operations(songs(0, 300), songs(0, 300), NOBODY)).toEqual([]);
});

test("a new playlist is filled by a hundred songs a request", () => {
  expect(operations([], songs(0, 250), NOBODY)).toEqual([
    { kind: "add", items: songs(0, 100), position: 0 },
    { kind: "add", items: songs(100, 200), position: 100 },
    { kind: "add", items: songs(200, 250), position: 200 },
  ]);
});

test("one song that changes its place is moved, with no other touched", () => {
  const from = songs(0, 300);
  const to = [...songs(1, 200), song(0), ...songs(200, 300)];
  expect(kinds(operations(from, to, NOBODY))).toEqual(["move"]);
});

test("forty songs in forty places are added with what lies between them, in six requests", () => {
  const to = songs(0, 300);
  const from = to.filter((_, place) => place % 7 !== 3);
  const list = operations(from, to, NOBODY);
  expect(operateAll(from, list)).toEqual(to);
  expect(list.length).toBeLessThanOrEqual(6);
});

test("a change in one part of the list leaves the rest of it alone", () => {
  const to = songs(0, 1000);
  const from = to.filter((_, place) => place < 300 || place > 340 || place % 4 !== 0);
  const list = operations(from, to, NOBODY);
  expect(operateAll(from, list)).toEqual(to);
  expect(kinds(list)).toEqual(["remove", "add"]);
});

test("all in another order takes as many requests as taking out and adding", () => {
  const from = songs(0, 300);
  const list = operations(from, from.toReversed(), NOBODY);
  expect(operateAll(from, list)).toEqual(from.toReversed());
  expect(kinds(list)).toEqual(["remove", "remove", "remove", "add", "add", "add"]);
});

test("of songs that somebody else added, and of local files, none is taken out on the way", () => {
  const theirs = new Set([song(7), song(90)]);
  const from = [...songs(0, 50), LOCAL, ...songs(50, 100)];
  const to = from.toReversed();
  const list = operations(from, to, theirs);
  expect(operateAll(from, list)).toEqual(to);
  const out = list.flatMap((operation) => (operation.kind === "remove" ? operation.items : []));
  expect(out.filter((item) => theirs.has(item) || item === LOCAL)).toEqual([]);
});

test("whatever was there, what is wanted is there afterwards, with nothing of theirs ever missing", () => {
  const item = fc.integer({ min: 0, max: 12 }).map(song);
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 24 }),
      fc.array(item, { maxLength: 24 }),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (from, wanted, locals, seed) => {
        const place = (list: readonly string[], at: number) =>
          list.toSpliced(at % (list.length + 1), 0, LOCAL);
        const before = locals.reduce(place, from);
        const after = locals.map((at) => at * 7 + seed).reduce(place, wanted);
        const theirs = new Set(
          from.filter(
            (uri) =>
              wanted.filter((w) => w === uri).length >= from.filter((f) => f === uri).length &&
              uri.length % 2 === seed % 2,
          ),
        );
        const list = operations(before, after, theirs);
        let content: readonly string[] = before;
        for (const operation of list) {
          content = operateAll(content, [operation]);
          for (const uri of [...theirs, ...locals.map(() => LOCAL)]) expect(content).toContain(uri);
          if (operation.kind !== "move") {
            expect(operation.items.length).toBeLessThanOrEqual(100);
            expect(operation.items).not.toContain(LOCAL);
          }
        }
        expect(content).toEqual(after);
        const sets = Math.ceil(new Set(from).size / 100) + Math.ceil(wanted.length / 100);
        if (theirs.size === 0 && locals.length === 0) expect(list.length).toBeLessThanOrEqual(sets);
      },
    ),
    { numRuns: 2000 },
  );
});
