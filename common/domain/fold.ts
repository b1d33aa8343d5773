/** Scripts that are written without spaces: each character becomes a word of its own for the search. */
const UNSPACED =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu;
/**
 * Marks that people leave out when they type: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic.
 * The vowel signs of Indic scripts and Thai, and the voicing marks of Japanese, make other words and stay.
 */
const OPTIONAL_MARKS =
  /[\u0300-\u036F]|[\u0483-\u0489]|[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7]|[\u0610-\u061A]|[\u064B-\u065F]|\u0670|[\u06D6-\u06DC]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE00-\uFE2F]/g;
/** Joiners and zero-width spaces: not seen, and not typed. */
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]+/g;
const ASCII = /^[\x20-\x7E]*$/;
const NOT_ASCII_WORD = /[^a-z0-9]+/g;
/** A NUL would end the text for SQLite, and no control character is ever looked for. */
const CONTROL = /\p{Cc}+/gu;
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu;
/** Letters that Unicode does not decompose but people type without their stroke, or in another form. */
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
  ς: "σ",
};
const STROKE = /[øđłħıßæœþðς]/g;

/**
 * Lower case, without accents, punctuation folded to single spaces: "Beyoncé – Déjà Vu!" → "beyonce deja vu".
 * Text in any script stays; text that is punctuation alone is kept as it is, so that "!!!" differs from "???".
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return foldAscii(text);
  const bare = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(CONTROL, " ")
    .replaceAll(OPTIONAL_MARKS, "")
    .replaceAll(INVISIBLE, "")
    .replaceAll(STROKE, (letter) => STROKES[letter] ?? letter)
    .normalize("NFC");
  const words = bare.replaceAll(NOT_WORD, " ").trim();
  return words === "" ? bare.trim() : words;
}

/** Most names are plain: what the marks and forms of other scripts need would cost them five times as much. */
function foldAscii(text: string): string {
  const bare = text.toLowerCase();
  const words = bare.replaceAll(NOT_ASCII_WORD, " ").trim();
  return words === "" ? bare.trim() : words;
}

/** {@link fold}, with every character of an unspaced script set apart, so that any part of it can be found. */
export function foldForSearch(text: string): string {
  const folded = fold(text);
  if (ASCII.test(folded)) return folded.replaceAll(/\s+/g, " ");
  return folded.replaceAll(UNSPACED, " $1 ").replaceAll(/\s+/g, " ").trim();
}
