import fc from "fast-check";
import { expect, test } from "vitest";
import { safeFileNames } from "../../../main/exporting/names.ts";

test("names that Windows reserves, forbids or would change are made safe", () => {
  expect(
    safeFileNames([
      "chill",
      "CON",
      "com1.old",
      "LPT¹",
      "nul ",
      'a/b\\c:d*e?f"g<h>i|j',
      "late night...",
      "dots. . .",
      "  spaces  ",
      ".hidden",
      "..",
      "",
      "line\nbreak",
      "\u202egnp.exe",
      "console",
      "日本語 🎧",
    ]),
  ).toEqual([
    "chill",
    "_CON",
    "_com1.old",
    "_LPT¹",
    "_nul",
    "a_b_c_d_e_f_g_h_i_j",
    "late night",
    "dots",
    "spaces",
    "_.hidden",
    "_",
    "_ (2)",
    "line_break",
    "_gnp.exe",
    "console",
    "日本語 🎧",
  ]);
});

test("names that differ only in case or composition become different files", () => {
  expect(
    safeFileNames([
      "Chill",
      "chill",
      "CHILL",
      "chill (2)",
      "caf\u00e9",
      "cafe\u0301",
      "Straße",
      "STRASSE",
    ]),
  ).toEqual([
    "Chill",
    "chill (2)",
    "CHILL (3)",
    "chill (2) (2)",
    "café",
    "café (2)",
    "Straße",
    "STRASSE (2)",
  ]);
});

test("whatever the names, the file names are safe, short and different", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constantFrom("a", "A", "aux", "a.", "a ", "é".repeat(200), "👩‍👩‍👧‍👦".repeat(30)),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      const files = safeFileNames(names);
      expect(files).toHaveLength(names.length);
      expect(new Set(files.map((file) => file.normalize("NFC").toLowerCase())).size).toBe(
        names.length,
      );
      for (const file of files) {
        expect(file).not.toMatch(/[<>:"/\\|?*\p{Cc}]|^$|^\.|[. ]$|^(?:con|prn|aux|nul)(?:\.|$)/iu);
        expect(Buffer.byteLength(`${file}.m3u8`)).toBeLessThan(230);
        expect(file.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
