import fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "../../../../main/spotify/playlists/content/difference.ts";
import {
  editsOf,
  merge,
  NOTHING_OF_THEIRS,
  takeOurs,
} from "../../../../main/spotify/playlists/content/merge.ts";

const uris = (text: string) => Array.from(text, (letter) => `spotify:track:${letter}`);
const LOCAL = "spotify:local:a:b:c:1";

test("what is added, removed and moved is told, copy by copy", () => {
  expect(difference(uris("abcd"), uris("bcda"))).toEqual({ added: [], removed: [], moved: 1 });
  expect(difference(uris("abcd"), uris("dxba"))).toEqual({
    added: uris("x"),
    removed: uris("c"),
    moved: 2,
  });
  expect(difference(uris("aab"), uris("aba"))).toEqual({ added: [], removed: [], moved: 1 });
  expect(difference(uris("a"), uris("aba"))).toEqual({
    added: uris("ba"),
    removed: [],
    moved: 0,
  });
  expect(difference(uris("aab"), [])).toEqual({ added: [], removed: uris("aab"), moved: 0 });
});

test("without edits by hand, what the rules say is what is to be", () => {
  const sides = { written: uris("abc"), now: uris("abc"), wanted: uris("cdb") };
  expect(editsOf({ ...sides, theirs: NOTHING_OF_THEIRS })).toBeNull();
  expect(merge({ ...sides, theirs: NOTHING_OF_THEIRS })).toEqual({
    target: uris("cdb"),
    theirs: { added: [], removed: [] },
  });
});

test("a merge keeps what they added behind its neighbour, and leaves out what they took out", () => {
  const first = merge({
    written: uris("abcd"),
    now: ["spotify:track:x", ...uris("ab"), LOCAL, ...uris("yd")],
    wanted: uris("dcbe"),
    theirs: NOTHING_OF_THEIRS,
  });
  expect(first).toEqual({
    target: ["spotify:track:x", ...uris("d"), ...uris("b"), LOCAL, ...uris("y"), ...uris("e")],
    theirs: { added: ["spotify:track:x", LOCAL, "spotify:track:y"], removed: uris("c") },
  });
  // The next time nothing of it is an edit any more, and it stays so.
  expect(
    merge({
      written: first.target,
      now: first.target,
      wanted: uris("cbf"),
      theirs: first.theirs,
    }),
  ).toEqual({
    target: ["spotify:track:x", ...uris("b"), LOCAL, ...uris("yf")],
    theirs: first.theirs,
  });
});

test("a song that they added and the rules want too is there once, where they put it", () => {
  const merged = merge({
    written: uris("ab"),
    now: uris("xab"),
    wanted: uris("axb"),
    theirs: NOTHING_OF_THEIRS,
  });
  expect(merged.target).toEqual(uris("xab"));
  // It is theirs: it stays when the rules want it no more.
  expect(
    merge({ written: uris("xab"), now: uris("xab"), wanted: uris("b"), theirs: merged.theirs })
      .target,
  ).toEqual(uris("xb"));
});

test("what they took out comes back when they put it in again", () => {
  const { theirs } = merge({
    written: uris("ab"),
    now: uris("a"),
    wanted: uris("ab"),
    theirs: NOTHING_OF_THEIRS,
  });
  expect(theirs).toEqual({ added: [], removed: uris("b") });
  expect(merge({ written: uris("a"), now: uris("ba"), wanted: uris("abc"), theirs })).toEqual({
    target: uris("bac"),
    theirs: { added: uris("b"), removed: [] },
  });
});

test("ours takes all of theirs away but what could not be put back", () => {
  const sides = {
    written: uris("ab"),
    now: [...uris("bx"), LOCAL],
    wanted: uris("ab"),
    theirs: { added: uris("x"), removed: uris("a") },
  };
  expect(takeOurs(sides)).toEqual({
    target: [...uris("ab"), LOCAL],
    theirs: { added: [], removed: [] },
  });
});

test("no merge loses a copy of what they added, or has a song of ours twice", () => {
  const items = fc.array(fc.constantFrom(...uris("abcdefgh"), LOCAL), { maxLength: 12 });
  const wanted = fc.uniqueArray(fc.constantFrom(...uris("abcdefgh")), { maxLength: 8 });
  fc.assert(
    fc.property(wanted, fc.array(fc.tuple(items, wanted), { maxLength: 4 }), (first, rounds) => {
      let written = first;
      let theirs = NOTHING_OF_THEIRS;
      const copies = (list: readonly string[], uri: string) =>
        list.filter((item) => item === uri).length;
      for (const [now, next] of rounds) {
        const before = theirs;
        const merged = merge({ written, now, wanted: next, theirs });
        const all = [...new Set([...now, ...merged.target])];
        const owned = all.filter((uri) => {
          const added = Math.max(0, copies(now, uri) - copies(written, uri));
          const kept = Math.min(copies(now, uri), added + copies(before.added, uri));
          return kept > 0 || uri === LOCAL;
        });
        expect(owned.map((uri) => copies(merged.target, uri))).toEqual(
          owned.map((uri) => copies(now, uri)),
        );
        const ours = all.filter((uri) => !owned.includes(uri));
        expect(ours.filter((uri) => copies(merged.target, uri) > 1)).toEqual([]);
        written = [...merged.target];
        theirs = merged.theirs;
      }
    }),
    { numRuns: 500 },
  );
});
