import { fold } from "../../common/domain/fold.ts";

/**
 * What people call playlists of the moods that a library starts with, in a few languages; folded, and whole words alone.
 * Modest on purpose: a wrong proposal costs more trust than a missing one.
 */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  chill: [
    "chillout",
    "chilled",
    "chilling",
    "relax",
    "relaxed",
    "relaxing",
    "calm",
    "calming",
    "mellow",
    "lofi",
    "lo fi",
    "ambient",
    "lounge",
    "unwind",
    "laid back",
    "easy listening",
    "wind down",
    "entspannt",
    "entspannung",
    "detente",
    "relajante",
    "tranquilo",
  ],
  hype: [
    "hyped",
    "energetic",
    "energy",
    "workout",
    "gym",
    "party",
    "pump",
    "pumped",
    "banger",
    "bangers",
    "turn up",
    "turnt",
    "pregame",
    "rave",
    "club",
    "running",
    "cardio",
    "power hour",
    "fiesta",
    "feiern",
  ],
  study: [
    "studying",
    "focus",
    "focused",
    "concentration",
    "concentrate",
    "homework",
    "deep work",
    "coding",
    "reading",
    "lernen",
    "konzentration",
    "etude",
    "estudiar",
  ],
  happy: [
    "happiness",
    "feel good",
    "feelgood",
    "good vibes",
    "good mood",
    "cheerful",
    "joy",
    "joyful",
    "smile",
    "sunny",
    "uplifting",
    "gute laune",
    "bonne humeur",
    "feliz",
  ],
  sad: [
    "sadness",
    "heartbreak",
    "heartbroken",
    "break up",
    "breakup",
    "cry",
    "crying",
    "melancholy",
    "melancholic",
    "melancholia",
    "tears",
    "lonely",
    "blue days",
    "traurig",
    "triste",
  ],
};

/** "No sad songs" is no playlist of sad songs. */
const NEGATIONS: ReadonlySet<string> = new Set([
  "no",
  "not",
  "non",
  "never",
  "without",
  "anti",
  "un",
  "kein",
  "keine",
  "nicht",
  "ohne",
  "sans",
  "sin",
]);

export type NamedMood = { readonly id: number; readonly name: string };

export type NameMatch = {
  readonly mood: NamedMood;
  /** The words of the playlist's name that gave it away, folded. */
  readonly because: string;
};

/**
 * The mood that a playlist's name says, or null. The mood's own name counts for more than a word that means the same,
 * and a name that is nothing else for more than one among others; where two moods fit equally well, none is meant.
 */
export function moodInName(playlist: string, moods: readonly NamedMood[]): NameMatch | null {
  const name = fold(playlist);
  const scored = moods
    .flatMap((mood) => {
      const own = fold(mood.name);
      const words = [own, ...(SYNONYMS[own] ?? [])];
      return words.flatMap((because, index) =>
        isSaid(name, because)
          ? [{ mood, because, score: (index === 0 ? 2 : 1) + (name === because ? 2 : 0) }]
          : [],
      );
    })
    .toSorted((a, b) => b.score - a.score || b.because.length - a.because.length);
  const [best] = scored;
  if (!best) return null;
  const other = scored.find(({ mood }) => mood.id !== best.mood.id);
  if (other && other.score >= best.score) return null;
  return { mood: best.mood, because: best.because };
}

/** The mood that has this name, else the only one of which it is another word; null if there is none. */
export function moodCalled<Mood extends { readonly name: string }>(
  name: string,
  moods: readonly Mood[],
): Mood | null {
  const wanted = fold(name);
  const called = moods.find((mood) => fold(mood.name) === wanted);
  if (called) return called;
  const meant = moods.filter((mood) => SYNONYMS[fold(mood.name)]?.includes(wanted));
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

function isSaid(name: string, words: string): boolean {
  if (words === "") return false;
  const at = ` ${name} `.indexOf(` ${words} `);
  if (at < 0) return false;
  const before = name.slice(0, at).trim().split(" ").at(-1) ?? "";
  return !NEGATIONS.has(before);
}
