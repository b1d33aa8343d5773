import type { SampleMood } from "./features.ts";
import type { Random } from "./random.ts";

type Words = {
  readonly how: readonly string[];
  readonly what: readonly string[];
  readonly whole: readonly string[];
};

const WORDS: Readonly<Record<SampleMood, Words>> = {
  chill: {
    how: [
      "Slow",
      "Golden",
      "Barefoot",
      "Hazy",
      "Unhurried",
      "Soft-Boiled",
      "Driftwood",
      "Lukewarm",
      "Sunlit",
    ],
    what: [
      "Harbour",
      "Afternoon",
      "Hammock",
      "Ferry",
      "Verandah",
      "Tide",
      "Papaya",
      "Mezzanine",
      "Canal",
    ],
    whole: [
      "Nothing Due Until Tuesday",
      "Ice in a Tall Glass",
      "The Long Way to the Bakery",
      "Cats Asleep on Warm Cars",
      "Half a Plan",
      "Ankle Deep",
      "Left the Phone Inside",
      "Somewhere South of Busy",
    ],
  },
  hype: {
    how: [
      "Electric",
      "Runaway",
      "Chrome",
      "Full-Throttle",
      "Neon",
      "Unstoppable",
      "Midnight",
      "Thunder",
      "Hot-Wired",
    ],
    what: [
      "Engine",
      "Stampede",
      "Avalanche",
      "Elevator",
      "Trampoline",
      "Siren",
      "Rocket",
      "Tiger",
      "Fire Drill",
    ],
    whole: [
      "Louder Than the Neighbours",
      "Three Espressos In",
      "Jump the Turnstile",
      "Bass in the Basement",
      "One More Rep",
      "Sprint Finish",
      "Who Let the Strobes Out",
      "Champion of the Car Park",
    ],
  },
  study: {
    how: [
      "Recursive",
      "Quiet",
      "Graphite",
      "Parallel",
      "Folded",
      "Paper",
      "Fourth",
      "Half-Lit",
      "Even",
    ],
    what: [
      "Theorem",
      "Margin",
      "Index",
      "Lamplight",
      "Étude",
      "Appendix",
      "Lattice",
      "Footnote",
      "Interval",
    ],
    whole: [
      "Opus for Desk Lamp",
      "Chapter Nine, Again",
      "Rain on the Library Roof",
      "Flashcards at Dusk",
      "Prelude to a Deadline",
      "Twenty-Five Minutes, Then Tea",
      "Variations on a Blank Page",
      "The Patience of Spreadsheets",
    ],
  },
  happy: {
    how: [
      "Lemonade",
      "Bright",
      "Skipping",
      "Polka-Dot",
      "Sunny-Side",
      "Giddy",
      "Peppermint",
      "Confetti",
      "Two-Wheeled",
    ],
    what: [
      "Saturday",
      "Parade",
      "Balloon",
      "Picnic",
      "Postcard",
      "Sidewalk",
      "Marigold",
      "Carousel",
      "Jubilee",
    ],
    whole: [
      "Dancing with the Dishwasher",
      "My Dog Likes You",
      "Found Ten Euros",
      "Window Seat",
      "Everybody Waves at Boats",
      "Extra Sprinkles",
      "First Day of Sandals",
      "The Bus Was Early",
    ],
  },
  sad: {
    how: [
      "Empty",
      "Unsent",
      "Faded",
      "Winter",
      "Last",
      "Hollow",
      "Borrowed",
      "Rain-Soaked",
      "Forgotten",
    ],
    what: [
      "Letter",
      "Platform",
      "Photograph",
      "Attic",
      "Voicemail",
      "Goodbye",
      "Orchard",
      "Umbrella",
      "Coat",
    ],
    whole: [
      "Your Side of the Bookshelf",
      "Dial Tone",
      "I Kept the Receipt",
      "Snow on the Answering Machine",
      "What the Piano Remembers",
      "Two Toothbrushes",
      "The House Without Curtains",
      "Almost Called",
    ],
  },
};

const ENDINGS = [" (Acoustic)", " (Live in Aldermoor)", " - Night Version", ", Pt. 2"];

/** A title that the mood's songwriters would pass; `taken` keeps two songs of one library apart. */
export function drawTitle(random: Random, mood: SampleMood, taken: Set<string>): string {
  for (;;) {
    const plain = compose(random, WORDS[mood]);
    const title = random.chance(0.12) ? plain + random.pick(ENDINGS) : plain;
    if (taken.has(title)) continue;
    taken.add(title);
    return title;
  }
}

/** The title of an album or EP. */
export function drawAlbum(random: Random, mood: SampleMood): string {
  const { how, what } = WORDS[mood];
  return random.pick([
    `${random.pick(how)} ${random.pick(what)}`,
    `The ${random.pick(what)} Tapes`,
    `${random.pick(what)}s & ${random.pick(what)}s`,
    `Songs for the ${random.pick(what)}`,
    `${random.pick(what)} EP`,
  ]);
}

function compose(random: Random, { how, what, whole }: Words): string {
  if (random.chance(0.15)) return random.pick(whole);
  const [one = "", other = ""] = random.shuffled(how);
  const noun = random.pick(what);
  return random.pick([
    `${one} ${noun}`,
    `${one} ${noun}`,
    `${one} ${noun}`,
    `${one}, ${other}`,
    `${noun} Weather`,
    `The ${noun} Knows`,
    `Ask the ${noun}`,
    `${noun} No. ${random.whole(2, 9)}`,
    `Another ${one} ${noun}`,
    `${noun} for Two`,
    `Dear ${noun}`,
    `${one} Until Noon`,
    `${noun} on the 47 Bus`,
    `My ${one} Little ${noun}`,
    `${noun}, Obviously`,
    `Who Moved the ${noun}?`,
    `A ${noun} in the Rain`,
    `${one} as a ${noun}`,
  ]);
}
