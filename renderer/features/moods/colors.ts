import type { MoodColor } from "../../../common/domain/mood.ts";

/** What people call the colours of the palette; see styles/tokens.css. */
export const COLOR_NAMES: Readonly<Record<MoodColor, string>> = {
  "mood-1": "Teal",
  "mood-2": "Red",
  "mood-3": "Blue",
  "mood-4": "Amber",
  "mood-5": "Violet",
  "mood-6": "Green",
  "mood-7": "Pink",
  "mood-8": "Olive",
  "mood-9": "Brown",
  "mood-10": "Steel",
  "mood-11": "Purple",
  "mood-12": "Sage",
};
