import { expect, test } from "vitest";
import { fold, foldForSearch } from "../../../common/domain/fold.ts";

test("case, accents and punctuation do not tell names apart", () => {
  expect(
    ["Beyoncé – Déjà Vu!", "Sigur Rós", "Łąka", "Mötley Crüe", "STRAẞE", "İstanbul", "Ёлка"].map(
      fold,
    ),
  ).toEqual(["beyonce deja vu", "sigur ros", "laka", "motley crue", "strasse", "istanbul", "елка"]);
});

test("the same name in composed and decomposed letters is one", () => {
  expect(fold("Dvořák".normalize("NFD"))).toBe(fold("Dvořák".normalize("NFC")));
});

test("a final sigma is a sigma", () => {
  expect(fold("ΣΊΣΥΦΟΣ")).toBe(fold("σισυφοσ"));
});

test("points of Hebrew and Arabic are left out as people leave them out", () => {
  expect([fold("שָׁלוֹם"), fold("مُحَمَّد")]).toEqual(["שלום", "محمد"]);
});

test("vowel signs and voicing marks that make another word stay", () => {
  expect(fold("काल")).not.toBe(fold("कल"));
  expect(fold("กิน")).not.toBe(fold("กัน"));
  expect(fold("が")).not.toBe(fold("か"));
});

test("names that are punctuation alone keep it", () => {
  expect([fold("!!!"), fold("???"), fold(" … ")]).toEqual(["!!!", "???", "..."]);
});

test("each character of a script without spaces becomes a word for the search", () => {
  expect(foldForSearch("東京事変 Live")).toBe("東 京 事 変 live");
});
