/** Names of devices: Windows opens the device whatever the ending (learn.microsoft.com, "Naming Files"). */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** What Windows forbids, and what turns or hides the rest of a name. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
/** Most file systems take 255 bytes; the rest is for the ending and a number. */
const MAX_BYTES = 200;

/**
 * One file name (without ending) per name, in order: safe on Windows, macOS and Linux, each different from the others
 * even where case does not count.
 */
export function safeFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = safeFileName(name);
    let free = base;
    for (let number = 2; taken.has(sameFile(free)); number += 1) free = `${base} (${number})`;
    taken.add(sameFile(free));
    return free;
  });
}

function safeFileName(name: string): string {
  const clean = name.toWellFormed().normalize("NFC").replaceAll(FORBIDDEN, "_").trim();
  const short = cut(clean, MAX_BYTES).replace(/[. ]+$/, "");
  if (short === "" || short.startsWith(".")) return `_${short}`;
  const stem = short.split(".")[0]?.trim() ?? "";
  return RESERVED.test(stem) ? `_${short}` : short;
}

/** Never within a character, nor between a letter and its mark. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let short = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(
    text,
  )) {
    if (Buffer.byteLength(short) + Buffer.byteLength(segment) > bytes) break;
    short += segment;
  }
  return short;
}

/** NTFS ignores case, APFS case and composition. Upper case first: "ß" and "SS" are one name to some. */
function sameFile(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase();
}
