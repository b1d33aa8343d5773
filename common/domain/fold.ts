/** Scripts that are written without spaces: each character becomes a word of its own for the search. */
const UNSPACED =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu;
const MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
/** Letters that Unicode does not decompose but people type without their stroke. */
const STROKES: Readonly<Record<string, string>> = {
  ø: "o",
  đ: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ð: "d",
};
const STROKE = /[øđłħıßæœþð]/g;

/**
 * Lower case, without accents, punctuation folded to single spaces: "Beyoncé – Déjà Vu!" → "beyonce deja vu".
 * Text in any script stays; text that is punctuation alone is kept as it is, so that "!!!" differs from "???".
 */
export function fold(text: string): string {
  const bare = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(MARKS, "")
    .replaceAll(STROKE, (letter) => STROKES[letter] ?? letter)
    .normalize("NFC");
  const words = bare.replaceAll(NOT_WORD, " ").trim();
  return words === "" ? bare.trim() : words;
}

/** {@link fold}, with every character of an unspaced script set apart, so that any part of it can be found. */
export function foldForSearch(text: string): string {
  return fold(text).replaceAll(UNSPACED, " $1 ").replaceAll(/\s+/g, " ").trim();
}
