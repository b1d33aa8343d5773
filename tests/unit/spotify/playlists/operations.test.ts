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
    { kind: "add", items: songs(0, 100), position: null },
    { kind: "add", items: songs(100, 200), position: null },
    { kind: "add", items: songs(200, 250), position: null },
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
  const list = fc.array(item, { maxLength: 24 });
  const placeLocal = (content: readonly string[], at: number) =>
    content.toSpliced(at % (content.length + 1), 0, LOCAL);
  fc.assert(
    fc.property(
      list,
      list,
      fc.uniqueArray(item, { maxLength: 6 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
      (first, last, some, locals) => {
        const from = locals.reduce((content, [at]) => placeLocal(content, at), first);
        const to = locals.reduce((content, [, at]) => placeLocal(content, at), last);
        const copies = (content: readonly string[], uri: string) =>
          content.filter((other) => other === uri).length;
        const theirs = some.filter(
          (uri) => copies(from, uri) > 0 && copies(from, uri) <= copies(to, uri),
        );
        const found = operations(from, to, new Set(theirs));
        const states = found.map((_, index) => operateAll(from, found.slice(0, index + 1)));
        expect(states.at(-1) ?? from).toEqual(to);
        const pinned = [...theirs, ...locals.map(() => LOCAL)];
        expect(states.flatMap((state) => pinned.filter((uri) => !state.includes(uri)))).toEqual([]);
        const named = found.flatMap((one) => (one.kind === "move" ? [] : one.items));
        expect(named).not.toContain(LOCAL);
        const bound = pinned.length > 0 ? Infinity : 2;
        expect(found.length).toBeLessThanOrEqual(bound);
      },
    ),
    { numRuns: 1000 },
  );
});

test("no request names more than a hundred songs", () => {
  const sizes = operations(songs(0, 350), songs(400, 650), NOBODY).map((one) =>
    one.kind === "move" ? 0 : one.items.length,
  );
  expect(sizes).toEqual([100, 100, 100, 50, 100, 100, 50]);
});
