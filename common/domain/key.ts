const PITCHES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"] as const;

/** Pitch class of every spelling people write, `C` = 0. Both ♯/# and ♭/b. */
const PITCH_OF: ReadonlyMap<string, number> = new Map(
  [
    ["C", "B#"],
    ["C#", "DB"],
    ["D"],
    ["D#", "EB"],
    ["E", "FB"],
    ["F", "E#"],
    ["F#", "GB"],
    ["G"],
    ["G#", "AB"],
    ["A"],
    ["A#", "BB"],
    ["B", "CB"],
  ].flatMap((names, pitch) => names.map((name) => [name, pitch] as const)),
);

/** Camelot wheel position of C major is 8B and of A minor 8A; a fifth up adds one (Mixed In Key's wheel). */
export function camelot(key: number | null, mode: number | null): string | null {
  if (key === null || mode === null || key < 0 || key > 11) return null;
  const majorTonic = mode === 1 ? key : (key + 3) % 12;
  const hour = ((majorTonic * 7 + 7) % 12) + 1;
  return `${hour}${mode === 1 ? "B" : "A"}`;
}

/** "A minor", "F♯ major", "C" when the mode is not known, null when the key is not. */
export function keyName(key: number | null, mode: number | null): string | null {
  const pitch = key === null ? undefined : PITCHES[key];
  if (pitch === undefined) return null;
  if (mode === null) return pitch;
  return `${pitch} ${mode === 1 ? "major" : "minor"}`;
}

/**
 * Reads a key as people write it: `Am`, `A minor`, `F#maj`, `8A`, `5`, `C♯ Minor`.
 * A bare note is major only where it is written so; its mode stays null. Returns null when it is not a key.
 */
export function parseKey(text: string): { key: number; mode: number | null } | null {
  const clean = text.trim().replaceAll("♯", "#").replaceAll("♭", "b");
  const wheel = /^(1[0-2]|[1-9])\s*([abAB])$/.exec(clean);
  if (wheel?.[1] !== undefined && wheel[2] !== undefined) return fromCamelot(wheel[1], wheel[2]);
  if (/^(-1|\d|1[01])$/.test(clean)) return { key: Number(clean), mode: null };
  const named = /^([A-Ga-g][#b]?)\s*(maj(?:or)?|min(?:or)?|m|M)?$/i.exec(clean);
  if (named?.[1] === undefined) return null;
  const key = PITCH_OF.get(named[1].toUpperCase());
  if (key === undefined) return null;
  return { key, mode: modeOf(named[2]) };
}

function modeOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (word === "M") return 1;
  return word.toLowerCase().startsWith("maj") ? 1 : 0;
}

function fromCamelot(hour: string, letter: string): { key: number; mode: number } {
  const mode = letter.toUpperCase() === "B" ? 1 : 0;
  // The inverse of camelot(): 7 is its own inverse modulo 12.
  const majorTonic = ((Number(hour) - 8 + 12) * 7) % 12;
  return { key: mode === 1 ? majorTonic : (majorTonic + 9) % 12, mode };
}
